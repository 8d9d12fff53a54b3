import type { EventSelector, Expectation } from "../declaration";
import { compareText, type Deviation, type Severity } from "../finding";
import type { Trail } from "../observation";
import type { Check } from "./check";

interface Setting {
  readonly what: string;
  readonly severity: Severity;
  readonly live: (trail: Trail) => string | boolean | undefined;
  readonly declared: (expectation: Expectation) => string | boolean | undefined;
}

const SETTINGS: readonly Setting[] = [
  { what: "Home Region", severity: "critical", live: (t) => t.homeRegion, declared: (e) => e.homeRegion },
  { what: "S3 bucket", severity: "critical", live: (t) => t.bucketName, declared: (e) => e.trail.bucketName },
  // Another prefix would move deliveries to where no policy and no query expects them.
  {
    what: "S3 key prefix",
    severity: "critical",
    live: (t) => t.keyPrefix || undefined,
    declared: (e) => e.trail.keyPrefix,
  },
  { what: "KMS key", severity: "critical", live: (t) => t.keyArn, declared: (e) => e.archiveKeyArn },
  { what: "Log group", severity: "high", live: (t) => t.logGroupArn, declared: (e) => e.trail.logGroupArn },
  { what: "Log group's role", severity: "high", live: (t) => t.logsRoleArn, declared: (e) => e.trail.logsRoleArn },
  { what: "SNS topic", severity: "medium", live: (t) => t.topicArn, declared: (e) => e.trail.deliveryTopicArn },
  { what: "Multi-Region", severity: "critical", live: (t) => t.multiRegion, declared: () => true },
  { what: "Organization trail", severity: "critical", live: (t) => t.organization, declared: () => true },
  { what: "Global service events", severity: "critical", live: (t) => t.globalServiceEvents, declared: () => true },
  { what: "Log file validation", severity: "critical", live: (t) => t.logFileValidation, declared: () => true },
];

const REMEDY = "Apply the management stack; then find who changed it, in CloudTrail's event history.";

/** A reset to defaults shows no drift in Terraform, so the selectors are compared here. */
const SELECTOR_REMEDY = "Run: aws cloudtrail put-event-selectors with the selectors of the organization's description.";

const INSIGHT_REMEDY =
  "Run: aws cloudtrail put-insight-selectors with the types of the organization's description, for management events.";

/** Whether the trail is the one that is declared. */
export const trailSettingsCheck: Check = {
  id: "trail-settings-check",
  find: (expectation, observation) => {
    const { trail, selectors, insights } = observation;
    if ("value" in trail && trail.value === undefined) return [noTrail(expectation)];
    return [
      ...("value" in trail ? settingDeviations(trail.value, expectation) : []),
      ...("value" in selectors ? selectorDeviations(selectors.value, expectation) : []),
      ...("value" in insights ? insightDeviations(insights.value, expectation) : []),
    ];
  },
};

/** How the trail itself differs, or that there is none. */
export function settingDeviations(live: Trail | undefined, expectation: Expectation): readonly Deviation[] {
  if (live === undefined) return [noTrail(expectation)];
  return ofTrail(
    SETTINGS.flatMap((setting) => settingOf(setting, live, expectation)),
    expectation,
  );
}

export function selectorDeviations(live: readonly EventSelector[], expectation: Expectation): readonly Deviation[] {
  return ofTrail(selectorsOf(live, expectation.trail.selectors), expectation);
}

export function insightDeviations(live: readonly string[], expectation: Expectation): readonly Deviation[] {
  return ofTrail(insightsOf(live, expectation.trail.insights), expectation);
}

function noTrail({ trail }: Expectation): Deviation {
  return {
    severity: "critical",
    subject: trail.arn,
    what: "There is no such trail",
    remedy: "Apply the management stack.",
  };
}

function ofTrail(said: readonly Said[], { trail }: Expectation): readonly Deviation[] {
  return said.map((deviation) => ({ ...deviation, subject: trail.arn }));
}

type Said = Omit<Deviation, "subject">;

function settingOf({ what, severity, live, declared }: Setting, trail: Trail, expected: Expectation): readonly Said[] {
  const [is, should] = [live(trail), declared(expected)];
  return is === should
    ? []
    : [{ severity, what: `${what} is ${said(is)}, declared is ${said(should)}`, remedy: REMEDY }];
}

function said(value: string | boolean | undefined): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return value ?? "none";
}

/** Selectors are alternatives: a missing one records less, an added one records more and costs more. */
function selectorsOf(live: readonly EventSelector[], declared: readonly EventSelector[]): readonly Said[] {
  const [missing, added] = difference(declared, live, canonical);
  return [
    ...missing.map(
      ({ name }): Said => ({
        severity: "critical",
        what: `Event selector \`${name}\` is missing or changed`,
        remedy: SELECTOR_REMEDY,
      }),
    ),
    ...added.map(
      ({ name }): Said => ({
        severity: "medium",
        what: `Event selector \`${name}\` is not declared`,
        remedy: SELECTOR_REMEDY,
      }),
    ),
  ];
}

function insightsOf(live: readonly string[], declared: readonly string[]): readonly Said[] {
  const [missing, added] = difference(declared, live, (type) => type);
  return [
    ...missing.map((type): Said => ({ severity: "high", what: `${type} is off`, remedy: INSIGHT_REMEDY })),
    ...added.map((type): Said => ({ severity: "medium", what: `${type} is not declared`, remedy: INSIGHT_REMEDY })),
  ];
}

/** What is only in the one, and what is only in the other; each compared by its key, in any order. */
function difference<T>(one: readonly T[], other: readonly T[], keyOf: (item: T) => string): readonly [T[], T[]] {
  const [ofOne, ofOther] = [new Set(one.map(keyOf)), new Set(other.map(keyOf))];
  return [one.filter((item) => !ofOther.has(keyOf(item))), other.filter((item) => !ofOne.has(keyOf(item)))];
}

/** The same text for two selectors that select the same: neither fields nor values have an order. */
function canonical({ name, fieldSelectors }: EventSelector): string {
  const fields = fieldSelectors.map((selector) =>
    JSON.stringify([
      selector.field,
      ...[
        selector.equals,
        selector.startsWith,
        selector.endsWith,
        selector.notEquals,
        selector.notStartsWith,
        selector.notEndsWith,
      ].map((values) => [...(values ?? [])].sort(compareText)),
    ]),
  );
  return JSON.stringify([name, fields.sort(compareText)]);
}

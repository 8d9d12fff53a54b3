import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DETECTIONS } from "../../src/detections";
import { eventRules } from "../../src/detections/rendering";
import { namesOf } from "../../src/naming";
import {
  alarmStateChange,
  customEvent,
  eventBridgeEvents,
  objectDeleted,
} from "../support/cloudtrail/event-bridge-event";
import { cloudTrailRecord, denied } from "../support/cloudtrail/record";
import { askflorence, type Block, example, stackOf } from "../support/synthesized";
import { inputTransformerOf, READINGS, renderedInput } from "./rendered-input";

const HUBS = [
  { organization: askflorence, stack: "management" },
  { organization: example, stack: "security" },
];

const security = () => stackOf(example, "security");
const target = (rule: string) => security().at(`audit-hub/bus/target-${rule}`);

/** As an incident tool reads it: its fields. */
function message(rule: string, event: object | undefined): Readonly<Record<string, unknown>> {
  if (event === undefined) throw new Error("no such event reaches EventBridge");
  return JSON.parse(renderedInput(target(rule), event));
}

/** What AWS writes, without quotation marks or escapes; each may be missing. */
const AWS_WRITES = [
  // https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html
  ...["$.account", "$.region", "$.time"],
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
  ...["errorCode", "eventID", "eventName", "eventSource", "sourceIPAddress"].map((field) => `$.detail.${field}`),
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html
  "$.detail.userIdentity.accessKeyId",
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
  ...["$.detail.deletion-type", "$.detail.requester"],
  // The sentinel's own: an id, a number and an address.
  ...["$.detail.check", "$.detail.count", "$.detail.runbook"],
];

/**
 * Objects and lists that are always there, and have in them what somebody else chose: who they are, a key, an alarm's name
 * and reason, what a finding is about.
 */
const ALWAYS_THERE = [
  "$.detail.userIdentity",
  "$.detail.object",
  "$.resources",
  "$.detail.state",
  "$.detail.findings[0]",
];

/** Paths that a template has as values, and those inside of texts. */
function pathsOf(block: Block): Readonly<Record<"values" | "texts", readonly string[]>> {
  const { input_paths, input_template } = inputTransformerOf(block);
  const outside = input_template.replace(/"(?:[^"\\]|\\.)*"/g, "");
  const isValue = ([variable]: readonly [string, string]) => outside.includes(`<${variable}>`);
  const all = Object.entries(input_paths);
  return {
    values: all.filter(isValue).map(([, path]) => path),
    texts: all.filter((entry) => !isValue(entry)).map(([, path]) => path),
  };
}

/** An event with something at each path. */
function eventWith(values: Readonly<Record<string, unknown>>): object {
  const event: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    const steps = path.replace("[0]", ".0").split(".").slice(1);
    const last = steps.pop() ?? "";
    const parent = steps.reduce<Record<string, unknown>>((at, step) => {
      at[step] ??= {};
      return at[step] as Record<string, unknown>;
    }, event);
    if (value !== undefined) parent[last] = value;
  }
  return event;
}

describe.each(HUBS)("AuditBus of $organization.name", ({ organization, stack }) => {
  const names = namesOf(organization);
  const central = stackOf(organization, stack);
  const inBus = (type: string) =>
    central.resources(type).filter(([, block]) => central.pathOf(block).startsWith("audit-hub/bus/"));

  it("has one rule for each pattern of the catalogue, named after its detection", () => {
    const emitted = inBus("aws_cloudwatch_event_rule").map(([, { name, description, event_pattern }]) => [
      name,
      { description, pattern: JSON.parse(String(event_pattern)) },
    ]);
    const expected = eventRules({ names, organization }).map(({ id, name, pattern }) => [
      `${organization.name}-org-audit-${name}`,
      { description: DETECTIONS[id].title, pattern },
    ]);
    expect(Object.fromEntries(emitted)).toEqual(Object.fromEntries(expected));
    expect(emitted).toHaveLength(expected.length);
  });

  it("shows its rules every event, those of calls that only read too", () => {
    for (const [, rule] of inBus("aws_cloudwatch_event_rule")) {
      expect(rule).toMatchObject({
        state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
        event_bus_name: expect.stringMatching(/^\$\{aws_cloudwatch_event_bus\.audit-hub_bus_.+\.name\}$/),
      });
    }
  });

  it("gives every rule one target: the topic; tries for an hour, and keeps what it cannot deliver", () => {
    const targets = inBus("aws_cloudwatch_event_target").map(([, block]) => block);
    expect(targets.map(({ rule }) => rule).sort()).toEqual(
      inBus("aws_cloudwatch_event_rule")
        .map(([address]) => `\${${address}.name}`)
        .sort(),
    );
    for (const one of targets) {
      expect(one).toMatchObject({
        arn: expect.stringMatching(/^\$\{aws_sns_topic\.audit-hub_topic_.+\.arn\}$/),
        retry_policy: { maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 185 },
        dead_letter_config: { arn: names.undeliveredQueue.arn },
        depends_on: [expect.stringMatching(/^aws_sqs_queue\.audit-hub_bus_undelivered_queue_/)],
      });
    }
  });

  it("keeps undelivered alerts for a person: in a queue that exists, encrypted, for as long as SQS can", () => {
    expect(central.at("audit-hub/bus/undelivered/queue")).toMatchObject({
      name: names.undeliveredQueue.name,
      kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\.alert-key_.+\.arn\}$/),
      message_retention_seconds: 14 * 24 * 60 * 60,
    });
  });

  it("says in every message what it is, how bad, why it matters and what to do", () => {
    const runbooks = organization.alerts.runbooks ?? "docs/runbooks";
    for (const { id, name } of eventRules({ names, organization })) {
      const { input_template } = inputTransformerOf(central.at(`audit-hub/bus/target-${name}`));
      const { title, why, severity, group } = DETECTIONS[id];
      expect(input_template).toContain(`"alert": "[${severity}] ${organization.name}: ${title}"`);
      expect(input_template).toContain(`"why": "${why}."`);
      expect(input_template).toContain(`"runbook": "${runbooks}/alerts/${group}.md#${id}"`);
      expect(input_template).toContain(`"severity": "${severity}",\n  "detection": "${id}"\n}`);
    }
  });

  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
  it("stays within what EventBridge takes for a message: variables all used, all with a path, 8,192 characters", () => {
    for (const [, block] of inBus("aws_cloudwatch_event_target")) {
      const { input_paths, input_template } = inputTransformerOf(block);
      const used = [...input_template.matchAll(/<([^<>]*)>/g)].map(([, variable]) => variable);
      expect([...new Set(used)].sort()).toEqual(Object.keys(input_paths).sort());
      for (const [variable, path] of Object.entries(input_paths)) {
        expect(variable).toMatch(/^(?!aws\.)[A-Za-z0-9_-]+$/);
        expect(path).toMatch(/^\$(?:\.[\w-]+(?:\[\d+\])?)+$/);
      }
      expect(input_template.length).toBeLessThanOrEqual(8192);
    }
  });

  it("has inside a text what AWS writes, and as a value what somebody else chose, and what is always there", () => {
    for (const [, block] of inBus("aws_cloudwatch_event_target")) {
      const { values, texts } = pathsOf(block);
      expect(texts.filter((path) => !AWS_WRITES.includes(path))).toEqual([]);
      expect(values.filter((path) => !ALWAYS_THERE.includes(path))).toEqual([]);
    }
  });

  it("writes JSON, whatever an event holds or lacks, under every reading of EventBridge's page", () => {
    const anybodysText = fc.string({ unit: fc.constantFrom(...'"\\\n\t<>{}a') });
    const value = fc.oneof(fc.dictionary(anybodysText, anybodysText), fc.array(anybodysText));
    const awsText = fc.string({ unit: fc.constantFrom(..."aZ09.-_: /") });
    const targets = inBus("aws_cloudwatch_event_target").map(([, block]) => block);
    // Messages that say the same of an event differ in words that no event changes.
    const kinds = new Map(targets.map((block) => [JSON.stringify(pathsOf(block)), block]));
    for (const block of kinds.values()) {
      const { values, texts } = pathsOf(block);
      const event = fc.record({
        ...Object.fromEntries(values.map((path) => [path, value])),
        ...Object.fromEntries(texts.map((path) => [path, fc.option(awsText, { nil: undefined })])),
      });
      fc.assert(
        fc.property(event, fc.constantFrom(...READINGS), (held, reading) => {
          const said = JSON.parse(renderedInput(block, eventWith(held), reading));
          expect(said).toMatchObject({ alert: expect.any(String), runbook: expect.any(String) });
        }),
        { numRuns: 20 },
      );
    }
  });

  it("begins each message with what happened, a field a line, and ends it with what a tool sorts by", () => {
    for (const [, block] of inBus("aws_cloudwatch_event_target")) {
      const lines = inputTransformerOf(block).input_template.split("\n");
      const labels = lines.slice(1, -1).map((line) => /^ {2}"(\w+)": /.exec(line)?.[1]);
      expect(labels[0]).toBe("alert");
      expect(labels.slice(-4)).toEqual(["why", "runbook", "severity", "detection"]);
      expect(new Set(labels).size).toBe(labels.length);
      expect(labels).not.toContain(undefined);
    }
  });
});

describe("an alert of the audit bus", () => {
  const stopLogging = cloudTrailRecord({
    eventSource: "cloudtrail.amazonaws.com",
    eventName: "StopLogging",
    accountId: "123456789012",
    region: "eu-west-1",
  });

  it("says who did what, where, when, what to ask next, and what to do", () => {
    expect(message("trail-changed", eventBridgeEvents(stopLogging))).toEqual({
      alert: "[critical] example: Somebody changed a trail, or tried to",
      what: "StopLogging of cloudtrail.amazonaws.com",
      error: "",
      who: stopLogging.userIdentity,
      from: stopLogging.sourceIPAddress,
      event: stopLogging.eventID,
      account: "123456789012",
      region: "eu-west-1",
      time: "2026-11-20T09:15:00Z",
      next: "npx org-trail investigate run trail-changes --logs COPY --param account=123456789012 --param from_day=2026-11-20T09:15:00Z",
      caller: `npx org-trail investigate run access-key-activity --logs COPY --param access_key_id=${stopLogging.userIdentity.accessKeyId} --param from_day=2026-11-20T09:15:00Z`,
      why: "a trail that is stopped, narrowed or redirected no longer records who did what.",
      runbook: "https://github.com/example/org-audit-trail/blob/main/docs/runbooks/alerts/trail.md#trail-changed",
      severity: "critical",
      detection: "trail-changed",
    });
  });

  it("says that a call was refused", () => {
    expect(message("trail-changed", eventBridgeEvents(denied(stopLogging)))).toMatchObject({ error: "AccessDenied" });
  });

  it("says who, also where a user's name has a quotation mark in its path", () => {
    const userIdentity = { type: "IAMUser", arn: 'arn:aws:iam::123456789012:user/a"b\\/mallory', userName: "mallory" };
    for (const reading of READINGS) {
      const event = { ...eventBridgeEvents(stopLogging), detail: { ...stopLogging, userIdentity } };
      expect(JSON.parse(renderedInput(target("trail-changed"), event, reading))).toMatchObject({ who: userIdentity });
    }
  });

  it("says which object of the archive is gone, and how", () => {
    const event = objectDeleted({
      accountId: "444455556666",
      bucketName: example.archive.bucketName,
      key: 'AWSLogs/o-exampleorgid/"1".json.gz',
    });
    expect(message("archive-object-deleted", event)).toMatchObject({
      object: { key: 'AWSLogs/o-exampleorgid/"1".json.gz' },
      how: expect.stringMatching(/^(Permanently Deleted|Delete Marker Created)$/),
      who: expect.stringMatching(/./),
      account: "444455556666",
      region: "eu-central-1",
    });
  });

  it("says which alarm of the log archive was raised, and why", () => {
    const event = alarmStateChange({
      accountId: "444455556666",
      alarmName: "example-org-audit-archive-requests-refused",
      state: "ALARM",
    });
    expect(message("archive-alarm-raised", event)).toMatchObject({
      alarm: [expect.stringContaining(":alarm:example-org-audit-archive-requests-refused")],
      state: { value: "ALARM", reason: expect.stringMatching(/./) },
    });
  });

  it("says what the trail sentinel found, the first finding in its own words", () => {
    const finding = {
      severity: "critical",
      subject: "444455556666",
      what: 'no digest of "eu-west-1"',
      remedy: "Look.",
    };
    const runbook = "docs/runbooks/alerts/monitoring-health.md#coverage-check";
    const event = customEvent({
      source: "org-audit-trail.sentinel",
      detailType: "Audit Trail Finding",
      detail: { check: "coverage-check", count: 3, findings: [finding], runbook },
      accountId: "111122223333",
    });
    expect(message("sentinel-finding", event)).toMatchObject({
      check: "coverage-check",
      count: "3",
      first: finding,
      checkRunbook: runbook,
    });
  });
});

import type { Expectation } from "../declaration";
import { compareText, type Deviation } from "../finding";
import { type AccountCoverage, type Answer, type Observation, TIME_RAN_OUT } from "../observation";
import type { Check } from "./check";

const REMEDY =
  "Give the sentinel's role the permission that the reason names, or wait for the next run if AWS was throttling or failing.";

const TIME_REMEDY = "Raise the function's timeout or memory. What was not checked may be in any state.";

/** Whether everything could be read: what could not is neither right nor wrong. */
export const sentinelBlind: Check = {
  id: "sentinel-blind",
  find: (expectation, observation) => [
    ...unreadParts(expectation, observation),
    ...observation.coverage.flatMap((account) => unreadRegions(account, expectation)),
    ...unfinished(observation),
  ],
};

function unreadParts({ trail, organizationId }: Expectation, observation: Observation): readonly Deviation[] {
  return [
    ...blind(trail.arn, "The trail's settings", observation.trail),
    ...blind(trail.arn, "The trail's status", observation.status),
    ...blind(trail.arn, "The trail's event selectors", observation.selectors),
    ...blind(trail.arn, "The trail's Insights selectors", observation.insights),
    ...blind(organizationId, "The organization's root", observation.root),
    ...blind(organizationId, "The trusted services", observation.trustedServices),
    ...blind(organizationId, "The accounts", observation.accounts),
    ...blind(organizationId, "The accounts in guarded organizational units", observation.guardedAccounts),
    ...observation.units.flatMap(({ path, id }) => blind(path, "The organizational unit", id)),
    ...observation.policies.flatMap(({ name, content, targetIds }) => [
      ...blind(name, "The policy's content", content),
      ...blind(name, "The policy's targets", targetIds),
    ]),
  ];
}

function blind(subject: string, what: string, answer: Answer<unknown>): readonly Deviation[] {
  if ("value" in answer) return [];
  return [
    {
      severity: "high",
      subject,
      what: `${what} could not be read: ${answer.unreadable}`,
      remedy: answer.unreadable === TIME_RAN_OUT ? TIME_REMEDY : REMEDY,
    },
  ];
}

/** One for each reason, with the Regions it befell. */
function unreadRegions(
  { accountId, regions, enabledRegions }: AccountCoverage,
  expectation: Expectation,
): readonly Deviation[] {
  const regionsByReason = new Map<string, string[]>();
  for (const { region, recentDigest } of regions) {
    if ("value" in recentDigest || recentDigest.unreadable === TIME_RAN_OUT) continue;
    regionsByReason.set(recentDigest.unreadable, [...(regionsByReason.get(recentDigest.unreadable) ?? []), region]);
  }
  const digests = [...regionsByReason].flatMap(([reason, silent]) =>
    blind(accountId, `Its digests from ${silent.sort(compareText).join(", ")}`, { unreadable: reason }),
  );
  if (enabledRegions === undefined || "value" in enabledRegions || enabledRegions.unreadable === TIME_RAN_OUT) {
    return digests;
  }
  const doubtful = regions
    .filter(
      ({ region, recentDigest }) => "value" in recentDigest && !recentDigest.value && isOptIn(region, expectation),
    )
    .map(({ region }) => region);
  return doubtful.length === 0
    ? digests
    : [
        ...digests,
        ...blind(accountId, `Whether it has switched on ${doubtful.sort(compareText).join(", ")}`, enabledRegions),
      ];
}

function isOptIn(region: string, { governedRegions }: Expectation): boolean {
  return governedRegions.some(({ name, optIn }) => optIn && name === region);
}

/** One finding for all of them: which accounts the end of the time befalls changes with every run. */
function unfinished({ coverage }: Observation): readonly Deviation[] {
  return coverage.some(isUnfinished) ? blind("coverage", "Every account's digests", { unreadable: TIME_RAN_OUT }) : [];
}

function isUnfinished({ regions, enabledRegions }: AccountCoverage): boolean {
  const answers = [...regions.map(({ recentDigest }) => recentDigest), ...(enabledRegions ? [enabledRegions] : [])];
  return answers.some((answer) => "unreadable" in answer && answer.unreadable === TIME_RAN_OUT);
}

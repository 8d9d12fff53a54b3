import { expect } from "vitest";
import type { AdoptionReport } from "../../../src/tools/adopt/report/report";
import type { HandBuilt } from "../support/hand-built/hand-built";
import { COLLECTOR, UNSEEN, withControlTower, withOtherNames, withoutLock } from "../support/hand-built/organizations";

/** A line that somebody writes into the description. */
interface Kept {
  /** The report's line that asks for it; undefined where it is said in other words. */
  readonly keep?: string;
  readonly before: string;
  readonly after: string;
}

export interface Variant {
  readonly title: string;
  readonly built: HandBuilt;
  /** What must be asked. */
  readonly asks: readonly string[];
  /** What is kept; the rest is accepted by name. */
  readonly keeps: readonly Kept[];
  /** What CloudTrail may be refused for a while, between two applies. */
  readonly refused?: readonly RegExp[];
  /** What else the first report must say. */
  readonly holds?: (report: AdoptionReport) => void;
}

const trail = (setting: string): Pick<Kept, "before" | "after"> => ({
  before: 'insights: ["Api',
  after: `${setting},\n    insights: ["Api`,
});
const inTrail = (setting: string): Kept => ({ keep: `trail: { ${setting} }`, ...trail(setting) });
const LOGS_ROLE_POLICY = inTrail('logsRolePolicyName: "CloudTrailToCloudWatchLogsPolicy"');

/** What each role has read, where the bucket has an access log. */
function readersAreTold({ decisions }: AdoptionReport): void {
  const readers = decisions.filter(({ check }) => check === "adopt-reader");
  expect(readers.find(({ what }) => what.includes(UNSEEN))?.live).toContain(
    "read 2 objects, last 2026-11-24T01:00:38Z",
  );
  expect(readers.find(({ what }) => what.includes(COLLECTOR))?.live).toContain("has not read");
}

export const VARIANTS: readonly Variant[] = [
  {
    title: "under other names, with a lifecycle, an access log and a baseline that is part of something larger",
    built: withOtherNames,
    asks: ["adopt-baseline-name", "adopt-access-log"],
    keeps: [
      inTrail('s3KeyPrefix: "org"'),
      inTrail('logGroupName: "aws-cloudtrail-logs-778477254880-5f0c9a1b"'),
      inTrail('logsRoleName: "service-role/CloudTrail_CloudWatchLogs_Role"'),
      inTrail('deliveryTopicName: "cloudtrail-notifications"'),
      // Asked once the role's name is known.
      trail(
        'logsRolePolicyName: "Cloudtrail-CW-access-policy-askflorence-org-trail-3d6f0a55-8c1e-4c58-9f0e-2f5b7b1f6a90"',
      ),
      {
        keep: 'archive: { lifecycle: { transitions: [{ afterDays: 90, storageClass: "GLACIER" }] } }',
        before: "    // Incident access",
        after: '    lifecycle: { transitions: [{ afterDays: 90, storageClass: "GLACIER" }] },\n    // Incident access',
      },
    ],
    holds: readersAreTold,
  },
  {
    title: "beside Control Tower's trail, which stays",
    built: withControlTower,
    asks: ["adopt-control-tower-trail"],
    keeps: [LOGS_ROLE_POLICY],
  },
  {
    title: "without a key and a lock: the bucket stays, and gets both",
    built: withoutLock,
    asks: ["adopt-no-key", "adopt-no-lock"],
    keeps: [LOGS_ROLE_POLICY],
    // Between the two applies the bucket wants the key, and the trail does not name it yet.
    refused: [/^s3:PutObject of .* is refused$/],
    holds: ({ stacks }) =>
      expect(stacks.map(({ name, waitsFor }) => [name, waitsFor])).toEqual([
        ["log-archive", undefined],
        ["management", "log-archive"],
      ]),
  },
];

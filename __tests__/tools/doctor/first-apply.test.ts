import { beforeAll, describe, expect, it } from "vitest";
import { statusOf } from "../../../src/tools/doctor/check";
import { CHECKS } from "../../../src/tools/doctor/checks";
import type { Expected } from "../../../src/tools/doctor/expected";
import { FIRST_APPLY } from "../../../src/tools/doctor/first-apply";
import { alarmReachesTopic } from "../../../src/tools/doctor/first-apply/alarm-reaches-topic";
import { digestEncryption } from "../../../src/tools/doctor/first-apply/digest-encryption";
import { membersCannotStop } from "../../../src/tools/doctor/first-apply/members-cannot-stop";
import { patternsAccepted } from "../../../src/tools/doctor/first-apply/patterns-accepted";
import { readPolicies } from "../../../src/tools/doctor/policy";
import { lint } from "../../support/iam/lint";
import { example } from "../../support/synthesized";
import { expectedFor } from "./expected";

const NOW = new Date("2026-12-01T00:00:00Z");
const REFUSED = { unreadable: "AccessDenied" };
const TOPIC = "arn:aws:sns:eu-central-1:111122223333:example-org-audit-alarms";
const KEY = "arn:aws:kms:eu-central-1:444455556666:key/12345678-1234-1234-1234-123456789012";

let described: Expected;
beforeAll(() => {
  described = expectedFor(example);
});

// AWS's words: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
describe("an alarm that rings", () => {
  const rung = (...summaries: readonly string[]) => ({
    value: { wasQuiet: true, history: summaries.map((HistorySummary) => ({ HistorySummary })) },
  });
  it.each([
    ["reaches its topic", rung(`Successfully executed action ${TOPIC}`), "pass"],
    [
      "is refused by its topic",
      rung(`Failed to execute action ${TOPIC}. Received error: "AuthorizationError"`),
      "fail",
    ],
    ["does nothing within a minute", rung(), "could-not-check"],
    ["rang before", { value: { wasQuiet: false, history: [] } }, "could-not-check"],
    ["is not there", { value: undefined }, "fail"],
    ["may not be rung", REFUSED, "could-not-check"],
  ])("%s", (_, answer, status) => {
    expect(statusOf(alarmReachesTopic.judge(answer, described, NOW))).toBe(status);
  });
});

describe("EventBridge", () => {
  it.each([
    ["takes every pattern", [{ rule: "one", refused: { value: undefined } }], "pass"],
    ["refuses one", [{ rule: "one", refused: { value: "Event pattern is not valid." } }], "fail"],
    ["may not be asked", [{ rule: "one", refused: REFUSED }], "could-not-check"],
    ["was asked for none", [], "could-not-check"],
  ])("%s", (_, answers, status) => {
    expect(statusOf(patternsAccepted.judge(answers, described, NOW))).toBe(status);
  });
});

describe("the newest digest", () => {
  const digest = (keyArn: string | undefined) => ({ value: { name: "d.json.gz", algorithm: "aws:kms", keyArn } });
  it.each([
    ["with the archive's key", digest(KEY), "pass"],
    ["with S3's own encryption", { value: { name: "d.json.gz", algorithm: "AES256", keyArn: undefined } }, "pass"],
    ["with another key", digest(`${KEY}0`), "fail"],
    ["that has not come yet", { value: undefined }, "could-not-check"],
    ["that may not be read", REFUSED, "could-not-check"],
  ])("%s", (_, found, status) => {
    expect(statusOf(digestEncryption.judge({ keyArn: { value: KEY }, digest: found }, described, NOW))).toBe(status);
  });
});

// AWS's words: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
describe("a member that asks to stop a trail", () => {
  const call =
    "User: arn:aws:sts::123456789012:assumed-role/OrgTrailDoctor/org-audit-trail is not authorized to perform: cloudtrail:StopLogging on resource: arn:aws:cloudtrail:eu-central-1:123456789012:trail/x";
  const answered = (name: string, message: string) => [
    { accountId: "123456789012", answer: { value: { value: { name, message } } } },
  ];
  it.each([
    [
      "is refused by an SCP",
      answered("AccessDeniedException", `${call} with an explicit deny in a service control policy`),
      "pass",
    ],
    [
      "lacks a permission alone",
      answered(
        "AccessDeniedException",
        `${call} because no identity-based policy allows the cloudtrail:StopLogging action`,
      ),
      "could-not-check",
    ],
    [
      "is told that there is no such trail: nobody refused",
      answered("TrailNotFoundException", "Unknown trail"),
      "fail",
    ],
    ["cannot be reached", [{ accountId: "123456789012", answer: REFUSED }], "could-not-check"],
    [
      "is the management account, which no SCP binds",
      [{ accountId: "111122223333", answer: { value: { value: "not a member" as const } } }],
      "could-not-check",
    ],
  ])("%s", (_, value, status) => {
    expect(statusOf(membersCannotStop.judge({ value }, described, NOW))).toBe(status);
  });
});

describe("the policies of --first-apply", () => {
  it("are what IAM takes, and let nobody stop a trail", async () => {
    for (const [title, document] of readPolicies([...CHECKS, ...FIRST_APPLY], described)) {
      expect(await lint(document, "identity"), title).toEqual([]);
      expect(JSON.stringify(document)).not.toContain("StopLogging");
    }
  });
});

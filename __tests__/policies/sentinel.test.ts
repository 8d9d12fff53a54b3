import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/naming";
import { archiveBucketPolicy } from "../../src/policies/archive-bucket-policy";
import { auditBusPolicy } from "../../src/policies/audit-bus-policy";
import type { Statement } from "../../src/policies/document";
import { sentinelPolicy } from "../../src/policies/sentinel-role-policy";
import { example } from "../support/synthesized";

const names = namesOf(example);
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/22222222-3333-4444-8555-666666666666";
const role = sentinelPolicy(names, KEY).Statement;
const DIGESTS = "AWSLogs/*/CloudTrail-Digest/*";
const OWN_SOURCE = {
  "ForAllValues:StringEquals": { "events:source": "org-audit-trail.sentinel" },
  Null: { "events:source": "false" },
};

function statement(statements: readonly Statement[], sid: string): Statement {
  const found = statements.find(({ Sid }) => Sid === sid);
  if (found === undefined) throw new Error(`no statement ${sid}`);
  return found;
}

/** Another account's bucket and bus take both: either may be lost, and the other still holds. */
describe("the trail sentinel", () => {
  it.each([
    ["its role's policy", role, "AllowListingDigests"],
    [
      "the bucket's",
      archiveBucketPolicy({ names, organization: example, keyArn: KEY }).Statement,
      "AllowSentinelToListDigests",
    ],
  ])("lists digests alone, by %s", (_, statements, sid) => {
    expect(statement(statements, sid)).toMatchObject({
      Action: "s3:ListBucket",
      Resource: "arn:aws:s3:::example-org-cloudtrail-logs-444455556666",
      Condition: { StringLike: { "s3:prefix": DIGESTS } },
    });
  });

  it.each([
    ["its role's policy", role, "AllowReporting"],
    ["the bus's", auditBusPolicy(names).Statement, "AllowSentinelToReport"],
  ])("puts events under its own source alone, by %s", (_, statements, sid) => {
    expect(statement(statements, sid)).toMatchObject({ Action: "events:PutEvents", Condition: OWN_SOURCE });
  });

  it("changes nothing: what it writes are logs, traces, counts, events and failures of its own", () => {
    const actions = role.flatMap(({ Action }) => [Action].flat());
    expect(actions.filter((action) => !/:(Get|List|Describe)[A-Z]/.test(action)).sort()).toEqual([
      "cloudwatch:PutMetricData",
      "events:PutEvents",
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "sqs:SendMessage",
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ]);
  });

  it("reads no object of the archive, and uses no key but that of its own account's alerts", () => {
    expect(role.flatMap(({ Action }) => [Action].flat()).filter((action) => action.startsWith("s3:"))).toEqual([
      "s3:ListBucket",
    ]);
    expect(statement(role, "AllowKeepingEncrypted").Resource).toBe(KEY);
  });
});

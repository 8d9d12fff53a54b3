import { describe, expect, it } from "vitest";
import { decisionsFor } from "../../../src/tools/adopt/decisions";
import { OUR_KEY_DESCRIPTION } from "../../../src/tools/adopt/decisions/archive";
import type { LiveBucket, LiveLogsRole, LiveTrail, Survey } from "../../../src/tools/adopt/live/survey";
import { askflorence, stackOf } from "../../support/synthesized";
import { asDescribed, compared } from "./surveys";

const trail = (otherwise: Partial<LiveTrail>): Partial<Survey> => ({
  trail: { ...(asDescribed.trail as LiveTrail), ...otherwise },
});
const bucket = (otherwise: Partial<LiveBucket>): Partial<Survey> => ({
  bucket: { ...(asDescribed.bucket as LiveBucket), ...otherwise },
});
const role = (otherwise: Partial<LiveLogsRole>): Partial<Survey> => ({
  logsRole: { ...(asDescribed.logsRole as LiveLogsRole), ...otherwise },
});
const key = (otherwise: object): Partial<Survey> => ({ key: { ...asDescribed.key, ...otherwise } as Survey["key"] });
const policy = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const scp = (name: string, content: string, unit = "ou-root-prodprod"): Partial<Survey> => ({
  guardrails: [
    ...asDescribed.guardrails.filter((one) => one.name !== "ScpBaseline"),
    { id: "p-12345678", name, content, targets: [{ id: unit, name: "Prod" }] },
  ],
});
const baseline = asDescribed.guardrails.find(({ name }) => name === "ScpBaseline")?.content ?? "";
const denyRoot = { Sid: "DenyRoot", Effect: "Deny", Action: "*", Resource: "*" };
const mayRead = (principal: unknown, more = {}) =>
  bucket({ policy: policy({ Effect: "Allow", Principal: principal, Action: "s3:Get*", Resource: "*", ...more }) });
const other: LiveTrail = {
  ...(asDescribed.trail as LiveTrail),
  name: "old-trail",
  arn: "arn:aws:cloudtrail:us-east-1:778477254880:trail/old-trail",
};
const VENDOR = "arn:aws:iam::111122223333:role/vendor/Siem";

/** What is live, what is asked about it, and the line of the description that keeps it. */
const CASES: readonly (readonly [string, Partial<Survey>, string, string | undefined])[] = [
  [
    "a bucket of another name",
    trail({ bucket: "old-logs" }),
    "adopt-bucket-name",
    'archive: { bucketName: "old-logs" }',
  ],
  ["a key prefix", trail({ prefix: "org" }), "adopt-key-prefix", 'trail: { s3KeyPrefix: "org" }'],
  [
    "a log group of another name",
    trail({ logGroup: "aws-cloudtrail-logs" }),
    "adopt-log-group-name",
    'trail: { logGroupName: "aws-cloudtrail-logs" }',
  ],
  [
    "a role of another name",
    trail({ logsRoleArn: "arn:aws:iam::778477254880:role/service-role/CWL" }),
    "adopt-logs-role-name",
    'trail: { logsRoleName: "service-role/CWL" }',
  ],
  [
    "a role's policy of another name",
    role({ inlinePolicies: ["Old"] }),
    "adopt-logs-role-policy",
    'trail: { logsRolePolicyName: "Old" }',
  ],
  [
    "a managed policy in the role",
    role({ attachedPolicies: ["AdministratorAccess"] }),
    "adopt-logs-role-policy",
    undefined,
  ],
  [
    "a topic of another name",
    trail({ topicArn: "arn:aws:sns:us-east-1:778477254880:old" }),
    "adopt-topic-name",
    'trail: { deliveryTopicName: "old" }',
  ],
  [
    "another account's topic",
    trail({ topicArn: "arn:aws:sns:us-east-1:111122223333:theirs" }),
    "adopt-topic-name",
    undefined,
  ],
  ["no key", { key: undefined }, "adopt-no-key", undefined],
  ["another account's key", key({ accountId: "111122223333" }), "adopt-foreign-key", undefined],
  ["a multi-Region key", key({ multiRegion: true }), "adopt-foreign-key", undefined],
  ["a key of another alias", key({ aliases: ["alias/old"] }), "adopt-key-alias", 'key: { alias: "alias/old" }'],
  ["a key of another description", key({ description: "logs" }), "adopt-key-description", undefined],
  ["a Bucket Key", bucket({ bucketKey: true }), "adopt-bucket-key", undefined],
  ["no lock", bucket({ locked: false }), "adopt-no-lock", undefined],
  [
    "a lifecycle that the description can say",
    bucket({
      lifecycle: [
        { ID: "cold", Status: "Enabled", Filter: { Prefix: "" }, Transitions: [{ Days: 90, StorageClass: "GLACIER" }] },
      ],
    }),
    "adopt-lifecycle",
    'archive: { lifecycle: { transitions: [{ afterDays: 90, storageClass: "GLACIER" }] } }',
  ],
  [
    "a lifecycle that it cannot say",
    bucket({
      lifecycle: [{ ID: "gone", Status: "Enabled", Filter: { Prefix: "AWSLogs/" }, Expiration: { Days: 30 } }],
    }),
    "adopt-lifecycle",
    undefined,
  ],
  [
    "an access log elsewhere",
    bucket({ accessLog: { bucket: "all-access-logs", prefix: "x/" } }),
    "adopt-access-log",
    undefined,
  ],
  [
    "somebody who is told of objects",
    bucket({ notifies: ["arn:aws:lambda:us-east-1:754660694122:function:index"] }),
    "adopt-notifications",
    undefined,
  ],
  [
    "a baseline of another name",
    scp("ProtectTrail", baseline),
    "adopt-baseline-name",
    'guardrails: { policyNames: { baseline: "ProtectTrail" } }',
  ],
  [
    "a baseline that says more",
    scp("ScpBaseline", policy(denyRoot, ...JSON.parse(baseline).Statement)),
    "adopt-policy-content",
    undefined,
  ],
  [
    "a baseline on another unit",
    scp("ScpBaseline", baseline, "ou-root-otherunit"),
    "adopt-further-targets",
    'guardrails: { organizationalUnits: [..., "Prod"] }',
  ],
  [
    "a baseline on the root",
    scp("ScpBaseline", baseline, "r-root"),
    "adopt-further-targets",
    "guardrails: { attachToRoot: true }",
  ],
  [
    "a role that others may take too",
    role({ trust: policy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }) }),
    "adopt-logs-role-trust",
    undefined,
  ],
  ["a second trail", { trails: [other] }, "adopt-second-trail", undefined],
  [
    "a trail of another name instead",
    { trails: [other], trail: undefined },
    "adopt-second-trail",
    'trail: { name: "old-trail" }',
  ],
  [
    "Control Tower's trail beside",
    { trails: [{ ...other, name: "aws-controltower-BaselineCloudTrail" }] },
    "adopt-control-tower-trail",
    undefined,
  ],
  [
    "Control Tower's trail instead",
    { trails: [{ ...other, name: "aws-controltower-BaselineCloudTrail" }], trail: undefined },
    "adopt-control-tower-trail",
    undefined,
  ],
  [
    "a role that the policy lets read",
    mayRead({ AWS: VENDOR }),
    "adopt-reader",
    'archive: { readers: [..., { accountId: "111122223333", role: "vendor/Siem" }] }',
  ],
  [
    "a permission set's role that it lets read",
    mayRead({
      AWS: [`arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef`],
    }),
    "adopt-reader",
    'archive: { readers: [..., { accountId: "111122223333", role: { permissionSet: "Ops" } }] }',
  ],
  [
    "a role that it lets read by a condition",
    mayRead("*", { Condition: { ArnLike: { "aws:PrincipalArn": VENDOR } } }),
    "adopt-reader",
    'archive: { readers: [..., { accountId: "111122223333", role: "vendor/Siem" }] }',
  ],
  ["a whole account that it lets read", mayRead({ AWS: "111122223333" }), "adopt-reader", undefined],
  ["everybody that it lets read", mayRead("*"), "adopt-reader", undefined],
  [
    "a role that no policy names and the access log has seen",
    bucket({ requesters: [{ arn: VENDOR.replace("vendor/", ""), requests: 3, latest: "2026-11-24T00:00:00Z" }] }),
    "adopt-reader",
    'archive: { readers: [..., { accountId: "111122223333", role: "Siem" }] }',
  ],
  ["no access log", bucket({ accessLog: undefined, requesters: undefined }), "adopt-unseen-readers", undefined],
];

describe("what must be decided", () => {
  it("is nothing where all is live as described", () => {
    expect(decisionsFor(compared({}))).toEqual([]);
  });

  it.each(CASES)("%s", (_what, otherwise, check, keep) => {
    const found = decisionsFor(compared(otherwise)).filter((decision) => decision.check === check);
    expect(found.map((decision) => decision.keep)).toEqual([keep]);
  });

  it.each(CASES)("%s: is told in sentences, with what happens where nothing is decided", (_what, otherwise) => {
    for (const { what, otherwise: then, live, described } of decisionsFor(compared(otherwise))) {
      expect(`${what} ${then}`).toMatch(/^[A-Za-z].*\.$/s);
      expect(live && described).not.toBe("");
    }
  });

  it("the readers of the description lose nothing, whatever their session is called", () => {
    const session = "arn:aws:iam::754660694122:role/AWSReservedSSO_SecurityAudit_0123456789abcdef";
    const seen = bucket({ requesters: [{ arn: session, requests: 1, latest: "2026-11-24T00:00:00Z" }] });
    expect(decisionsFor(compared(seen))).toEqual([]);
  });

  it("a baseline that says the same in another order and under other Sids is the same", () => {
    const [statement] = JSON.parse(baseline).Statement;
    const written = {
      Sid: "Other",
      Resource: statement.Resource,
      Action: [...statement.Action].reverse(),
      Effect: "Deny",
    };
    expect(decisionsFor(compared(scp("ScpBaseline", policy(written))))).toEqual([]);
  });

  it("of a baseline that says more, both texts' difference is shown", () => {
    const [decision] = decisionsFor(compared(scp("ScpBaseline", policy(denyRoot, ...JSON.parse(baseline).Statement))));
    expect(decision?.detail).toMatch(/^-\s+"Sid": "DenyRoot"/m);
  });

  it("the key's description is the one that Terraform would write", () => {
    expect(stackOf(askflorence, "log-archive").only("aws_kms_key").description).toBe(OUR_KEY_DESCRIPTION);
  });
});

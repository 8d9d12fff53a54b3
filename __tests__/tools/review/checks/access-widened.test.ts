import { describe, expect, it } from "vitest";
import { created, planOf, reviewPlan, unchanged } from "../../../support/plans";
import { itJudges } from "./attribute-cases";

const BUCKET_POLICY = "aws_s3_bucket_policy";
const BLOCK = "aws_s3_bucket_public_access_block";
const policy = (Statement: object) => JSON.stringify({ Version: "2012-10-17", Statement });
const read = {
  Sid: "Read",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:role/reader" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::logs/*",
};
const deny = {
  Sid: "DenyDelete",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:Delete*",
  Resource: "arn:aws:s3:::logs/*",
};
const closed = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const role = (Principal: object) => ({
  assume_role_policy: policy({ Effect: "Allow", Principal, Action: "sts:AssumeRole" }),
});
const bucketPolicy = (...statements: object[]) => ({ bucket: "logs", policy: policy(statements) });

const BUS_POLICY = "aws_cloudwatch_event_bus_policy";
const forwarders = (...regions: string[]) => ({
  policy: policy([
    {
      Sid: "Forward",
      Effect: "Allow",
      Principal: "*",
      Action: "events:PutEvents",
      Resource: "arn:aws:events:us-east-1:111122223333:event-bus/audit",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" },
        ArnLike: { "aws:PrincipalArn": regions.map((region) => `arn:aws:iam::*:role/audit-forward-${region}`) },
      },
    },
  ]),
});

describe("access-widened", () => {
  itJudges("access-widened", [
    [
      "a bucket policy that lets in more",
      BUCKET_POLICY,
      bucketPolicy(read),
      bucketPolicy({ ...read, Principal: "*" }),
      "weaker",
    ],
    ["a bucket policy that denies less", BUCKET_POLICY, bucketPolicy(read, deny), bucketPolicy(read), "weaker"],
    [
      "the same policy, written otherwise, is no finding",
      BUCKET_POLICY,
      bucketPolicy(read, deny),
      {
        bucket: "logs",
        policy: JSON.stringify({ Statement: [{ ...deny, Action: ["s3:Delete*"] }, read], Version: "2012-10-17" }),
      },
      "nothing",
    ],
    [
      "a policy that is known after apply",
      BUCKET_POLICY,
      bucketPolicy(read),
      { bucket: "logs" },
      "undecided",
      { policy: true },
    ],
    [
      "a key's policy that lets in more",
      "aws_kms_key",
      { policy: policy([]), enable_key_rotation: true, is_enabled: true },
      {
        policy: policy({ ...read, Action: "kms:Decrypt", Resource: "*" }),
        enable_key_rotation: true,
        is_enabled: true,
      },
      "weaker",
    ],
    [
      "a topic's policy",
      "aws_sns_topic_policy",
      { policy: policy([]) },
      { policy: policy({ ...read, Action: "sns:Subscribe" }) },
      "weaker",
    ],
    [
      "a queue's policy",
      "aws_sqs_queue",
      { policy: policy([]) },
      { policy: policy({ ...read, Action: "sqs:ReceiveMessage" }) },
      "weaker",
    ],
    [
      "the forwarder that the bus lets in, of one more Region, is no finding",
      BUS_POLICY,
      forwarders("us-east-1"),
      forwarders("us-east-1", "eu-west-1"),
      "nothing",
    ],
    ["another role that the bus lets in", BUS_POLICY, forwarders("us-east-1"), forwarders("us-east-1", "x"), "weaker"],
    [
      "a forwarder that the bus no longer lets in",
      BUS_POLICY,
      forwarders("us-east-1", "eu-west-1"),
      forwarders("us-east-1"),
      "undecided",
    ],
    [
      "a bus's policy",
      "aws_cloudwatch_event_bus_policy",
      { policy: policy([]) },
      { policy: policy({ ...read, Action: "events:PutEvents" }) },
      "weaker",
    ],
    [
      "what a role may",
      "aws_iam_role_policy",
      { policy: policy([]) },
      { policy: policy({ Effect: "Allow", Action: "*", Resource: "*" }) },
      "weaker",
    ],
    [
      "who may be a role",
      "aws_iam_role",
      role({ Service: "events.amazonaws.com" }),
      role({ AWS: "*", Service: "events.amazonaws.com" }),
      "weaker",
    ],
    [
      "a role without its boundary",
      "aws_iam_role",
      { permissions_boundary: "arn:aws:iam::1:policy/b" },
      { permissions_boundary: "" },
      "weaker",
    ],
    [
      "a role with a further policy",
      "aws_iam_role",
      { managed_policy_arns: [] },
      { managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
      "weaker",
    ],
    ["a bucket that can be opened", BLOCK, closed, { ...closed, restrict_public_buckets: false }, "weaker"],
    [
      "an account whose buckets can be opened",
      "aws_s3_account_public_access_block",
      closed,
      { ...closed, block_public_policy: false },
      "weaker",
    ],
    ["a bucket that is closed is no finding", BLOCK, { ...closed, block_public_acls: false }, closed, "nothing"],
    [
      "access lists that count",
      "aws_s3_bucket_ownership_controls",
      { rule: [{ object_ownership: "BucketOwnerEnforced" }] },
      { rule: [{ object_ownership: "ObjectWriter" }] },
      "weaker",
    ],
    [
      "a copy of the archive elsewhere",
      "aws_s3_bucket",
      { replication_configuration: [] },
      { replication_configuration: [{ role: "r" }] },
      "weaker",
    ],
  ]);

  it("a new policy of a live bucket is compared with none, that of a new bucket with nobody's", () => {
    const added = created(BUCKET_POLICY, bucketPolicy(read));
    expect(reviewPlan(planOf(unchanged("aws_s3_bucket", { bucket: "logs" }), added))).toMatchObject([
      { direction: "weaker", attribute: "policy: Read" },
    ]);
    expect(reviewPlan(planOf(created("aws_s3_bucket", { bucket: "logs" }), added))).toEqual([]);
  });

  it("a new policy that lets in everybody is found wherever it is made", () => {
    const open = created(BUCKET_POLICY, bucketPolicy({ ...read, Principal: "*" }));
    expect(reviewPlan(planOf(created("aws_s3_bucket", { bucket: "logs" }), open))).toMatchObject([
      { direction: "weaker" },
    ]);
  });

  it("a new permission of the sentinel lets in a service on behalf of something of ours alone", () => {
    const permission = (values: object) =>
      reviewPlan(planOf(created("aws_lambda_permission", { source_arn: null, ...values })));
    expect(permission({ principal: "events.amazonaws.com", source_arn: "arn:aws:events:us-east-1:1:rule/x" })).toEqual(
      [],
    );
    expect(permission({ principal: "events.amazonaws.com" })).toMatchObject([{ direction: "weaker" }]);
    expect(permission({ principal: "*" })).toMatchObject([{ direction: "weaker" }]);
  });
});

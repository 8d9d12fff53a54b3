import { describe, expect, it } from "vitest";
import { lint, type PolicyKind } from "./lint";
import type { PolicyDocument, Statement } from "./policy-document";

const BUCKET = "arn:aws:s3:::archive";
const TRAIL = "arn:aws:cloudtrail:us-east-1:100000000001:trail/org-trail";

const document = (...Statement: readonly Statement[]): PolicyDocument => ({ Version: "2012-10-17", Statement });

const SCP: Statement = { Sid: "DenyStop", Effect: "Deny", Action: "cloudtrail:StopLogging", Resource: "*" };
const READ: Statement = {
  Sid: "AllowRead",
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: `${BUCKET}/AWSLogs/\${aws:PrincipalAccount}/*`,
};
const KEY: Statement = { Sid: "AllowDecrypt", Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
const PUT: Statement = {
  Sid: "Put",
  Effect: "Allow",
  Principal: "*",
  Action: "events:PutEvents",
  Resource: "arn:aws:events:us-east-1:300000000003:event-bus/audit",
};
const SEND: Statement = {
  Sid: "Send",
  Effect: "Allow",
  Principal: { Service: "sns.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: "arn:aws:sqs:us-east-1:100000000001:receipts",
};

/** What TypeScript forbids and a cast lets through. */
const untyped = (extra: Record<string, unknown>): Statement => ({ ...SCP, ...extra }) as Statement;
const when = (statement: Statement, operator: string, key: string, value: unknown): Statement =>
  ({ ...statement, Condition: { [operator]: { [key]: value } } }) as Statement;

/** DescribeKey never carries an encryption context. */
const MIXED: Statement = { ...KEY, Action: ["kms:Decrypt", "kms:DescribeKey"] };

const GOOD: readonly (readonly [PolicyKind, PolicyDocument])[] = [
  ["key", document(when(MIXED, "StringEqualsIfExists", "kms:EncryptionContext:tenant", "a"))],
  ["key", document(when(MIXED, "Null", "kms:EncryptionContext:tenant", "true"))],
  ["scp", document(when(SCP, "Null", "aws:PrincipalOrgPaths", "true"))],
  ["bucket", document({ ...READ, Resource: `${BUCKET}/a\${*}` })],
  [
    "scp",
    document({ ...SCP, Action: "events:DisableRule", Resource: "arn:aws:events:*:${aws:PrincipalAccount}:rule/audit" }),
  ],
  [
    "scp",
    document(
      when(
        { ...SCP, Action: ["cloudtrail:StopLogging", "cloudtrail:Put*"], Resource: TRAIL },
        "ArnNotEquals",
        "aws:PrincipalArn",
        "arn:aws:iam::200000000002:role/deploy",
      ),
    ),
  ],
  ["scp", document({ ...SCP, Action: "organizations:LeaveOrganization" })],
  [
    "rcp",
    document(
      when({ ...SCP, Principal: "*", Action: ["s3:*", "kms:*"] }, "BoolIfExists", "aws:SecureTransport", "false"),
    ),
  ],
  [
    "bucket",
    document(
      READ,
      when(
        { ...READ, Sid: "DenyOldTls", Effect: "Deny", Action: "s3:*", Resource: [BUCKET, `${BUCKET}/*`] },
        "NumericLessThan",
        "s3:TlsVersion",
        "1.2",
      ),
    ),
  ],
  [
    "key",
    document(
      when(KEY, "StringLike", "kms:EncryptionContext:aws:cloudtrail:arn", "arn:aws:cloudtrail:*:100000000001:trail/*"),
    ),
  ],
  [
    "key",
    document(
      when(
        { ...KEY, Principal: { Service: "logs.us-east-1.amazonaws.com" } },
        "ArnEquals",
        "kms:EncryptionContext:aws:logs:arn",
        "arn:aws:logs:us-east-1:100000000001:log-group:trail",
      ),
    ),
  ],
  [
    "key",
    document({ ...KEY, Principal: { AWS: "arn:aws:iam::200000000002:root", Service: "cloudtrail.amazonaws.com" } }),
  ],
  [
    "identity",
    document({
      Sid: "Write",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: "arn:aws:logs:us-east-1:100000000001:log-group:/aws/cloudtrail/org:log-stream:*",
    }),
  ],
  [
    "trust",
    document(
      when(
        {
          Sid: "Assume",
          Effect: "Allow",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
        "StringEquals",
        "aws:SourceArn",
        TRAIL,
      ),
    ),
  ],
  [
    "topic",
    document({
      Sid: "Publish",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: "arn:aws:sns:us-east-1:100000000001:alerts",
    }),
  ],
  ["bus", document(when(PUT, "StringEquals", "aws:PrincipalOrgID", "o-example"))],
  [
    "bus",
    document({
      ...PUT,
      Condition: { "ForAllValues:StringEquals": { "events:source": "ours" }, Null: { "events:source": "false" } },
    }),
  ],
  [
    "queue",
    document(
      when(SEND, "ArnEquals", "aws:SourceArn", "arn:aws:sns:us-east-1:100000000001:alerts"),
      when(
        { ...SEND, Sid: "DenyPlain", Effect: "Deny", Principal: "*", Action: "sqs:*" },
        "Bool",
        "aws:SecureTransport",
        "false",
      ),
    ),
  ],
];

const BAD: readonly (readonly [string, PolicyKind, PolicyDocument])[] = [
  ["version", "scp", { ...document(SCP), Version: "2008-10-17" }],
  ["element", "scp", document(untyped({ Resources: "*" }))],
  ["element", "scp", { ...document(SCP), Statements: [] } as PolicyDocument],
  ["statement-missing", "scp", document()],
  ["minify", "scp", document(untyped({ Condition: undefined }))],
  ["minify", "scp", document(untyped({ Condition: { DateLessThan: { "aws:CurrentTime": new Date(0) } } }))],
  ["minify", "scp", document(untyped({ Condition: new Map() }))],
  ["size", "scp", document(...Array.from({ length: 80 }, (_, index) => ({ ...SCP, Sid: `Deny${index}` })))],
  ["sid-missing", "scp", document(untyped({ Sid: undefined }))],
  ["sid-format", "scp", document({ ...SCP, Sid: "Deny-Stop" })],
  ["sid-duplicate", "scp", document(SCP, { ...SCP, Action: "cloudtrail:DeleteTrail" })],
  ["negated-element", "scp", document(untyped({ Action: undefined, NotAction: "s3:*" }))],
  ["negated-element", "bucket", document({ ...READ, NotPrincipal: "*" })],
  ["effect", "scp", document(untyped({ Effect: "deny" }))],
  ["effect", "rcp", document({ ...READ, Effect: "Allow" })],
  ["resource-count", "scp", document(untyped({ Resource: undefined }))],
  ["resource-count", "scp", document({ ...SCP, NotResource: TRAIL })],
  [
    "resource-count",
    "trust",
    document({ Sid: "Assume", Effect: "Allow", Principal: "*", Action: "sts:AssumeRole", Resource: "*" }),
  ],
  ["empty-list", "scp", document({ ...SCP, Action: [] })],
  ["empty-list", "scp", document(when(SCP, "StringEquals", "aws:PrincipalOrgID", []))],
  ["repeated", "scp", document({ ...SCP, Action: ["cloudtrail:StopLogging", "cloudtrail:StopLogging"] })],
  ["principal", "scp", document({ ...SCP, Principal: "*" })],
  ["principal", "bucket", document({ Sid: "A", Effect: "Allow", Action: "s3:GetObject", Resource: `${BUCKET}/*` })],
  ["principal", "rcp", document({ ...READ, Effect: "Deny", Principal: { AWS: "200000000002" } })],
  ["principal", "bucket", document({ ...READ, Principal: { AWS: "arn:aws:iam::*:role/audit" } })],
  ["principal", "bucket", document({ ...READ, Principal: { Service: "cloudtrail" } })],
  ["action-missing", "scp", document(untyped({ Action: undefined }))],
  ["action-unknown", "scp", document({ ...SCP, Action: "cloudtrail:StopLoggin" })],
  ["action-unknown", "scp", document({ ...SCP, Action: "cloudtrail:Halt*" })],
  ["action-unknown", "scp", document({ ...SCP, Action: "s3:PutBucketLifecycle" })],
  ["action-case", "scp", document({ ...SCP, Action: "cloudtrail:stopLogging" })],
  ["action-service", "bucket", document({ ...READ, Action: "kms:Decrypt" })],
  ["action-service", "queue", document({ ...SEND, Action: "sns:Publish" })],
  ["action-service", "rcp", document({ ...SCP, Principal: "*" })],
  ["action-service", "rcp", document({ ...SCP, Principal: "*", Action: "*" })],
  ["resource-arn", "scp", document({ ...SCP, Resource: "archive" })],
  ["resource-unfit", "bucket", document({ ...READ, Resource: [`${BUCKET}/*`, BUCKET] })],
  ["action-idle", "bucket", document({ ...READ, Action: ["s3:GetObject", "s3:ListBucket"], Resource: `${BUCKET}/*` })],
  [
    "action-idle",
    "scp",
    document({ ...SCP, Action: ["organizations:LeaveOrganization", "cloudtrail:StopLogging"], Resource: TRAIL }),
  ],
  ["operator-unknown", "scp", document(when(SCP, "StringEqual", "aws:PrincipalOrgID", "o"))],
  ["operator-unknown", "scp", document(when(SCP, "NullIfExists", "aws:PrincipalOrgID", "true"))],
  ["operator-type", "scp", document(when(SCP, "Bool", "aws:PrincipalOrgID", "true"))],
  ["operator-type", "bucket", document(when(READ, "StringLike", "s3:TlsVersion", "1.*"))],
  ["operator-set", "scp", document(when(SCP, "StringEquals", "aws:PrincipalOrgPaths", "o/r/ou/"))],
  ["operator-set", "scp", document(when(SCP, "ForAllValues:StringEquals", "aws:PrincipalOrgID", "o"))],
  ["set-absent", "bus", document(when(PUT, "ForAllValues:StringEquals", "events:source", "ours"))],
  ["key-unknown", "scp", document(when(SCP, "StringEquals", "aws:PrincipalOrganisation", "o"))],
  ["key-unknown", "bucket", document(when(READ, "StringEquals", "s3:x-amz-acl", "private"))],
  [
    "key-absent",
    "key",
    document(
      when(
        { ...KEY, Action: ["kms:Decrypt", "kms:DescribeKey"] },
        "StringLike",
        "kms:EncryptionContext:aws:cloudtrail:arn",
        "*",
      ),
    ),
  ],
  ["value-type", "scp", document(when(SCP, "Bool", "aws:SecureTransport", false))],
  ["value-format", "scp", document(when(SCP, "Bool", "aws:SecureTransport", "no"))],
  ["value-format", "scp", document(when(SCP, "ArnNotLike", "aws:PrincipalArn", "*"))],
  ["value-format", "bucket", document(when(READ, "NumericLessThan", "s3:TlsVersion", "TLSv1.2"))],
  ["value-format", "scp", document(when(SCP, "IpAddress", "aws:SourceIp", "office"))],
  ["value-format", "scp", document(when(SCP, "DateLessThan", "aws:CurrentTime", "tomorrow"))],
  ["variable-place", "scp", document({ ...SCP, Action: "cloudtrail:${aws:username}" })],
  ["variable-escape", "bucket", document({ ...READ, Resource: `${BUCKET}/$\${aws:PrincipalAccount}/*` })],
  ["variable-format", "bucket", document({ ...READ, Resource: `${BUCKET}/\${aws:PrincipalAccount/*` })],
  ["variable-format", "bucket", document({ ...READ, Resource: `${BUCKET}/\${aws:username,x}/*` })],
  ["variable-unknown", "bucket", document({ ...READ, Resource: `${BUCKET}/\${aws:AccountId}/*` })],
  ["variable-many", "bucket", document({ ...READ, Resource: `${BUCKET}/\${aws:PrincipalOrgPaths}/*` })],
];

describe("lint", () => {
  it.each(GOOD)("has nothing against a good %s policy: %#", async (kind, policy) => {
    expect(await lint(policy, kind)).toEqual([]);
  });

  it.each(BAD)("finds %s in a %s policy: %#", async (rule, kind, policy) => {
    expect((await lint(policy, kind)).map((finding) => finding.rule)).toContain(rule);
  });

  it("finds every rule that it has, in one bad document at least", async () => {
    const found = new Set<string>();
    for (const [, kind, policy] of BAD) for (const { rule } of await lint(policy, kind)) found.add(rule);
    expect([...new Set(BAD.map(([rule]) => rule))].sort()).toEqual([...found].sort());
  });

  it("says where, what, and what to do", async () => {
    expect(await lint(document({ ...READ, Action: "s3:ListBucket" }), "bucket")).toEqual([
      {
        path: "Statement[0].Resource",
        value: READ.Resource,
        rule: "resource-unfit",
        remedy: "none of the actions is asked of such a resource",
      },
      {
        path: "Statement[0].Action",
        value: "s3:ListBucket",
        rule: "action-idle",
        remedy: expect.stringMatching(
          /^it is asked of .*arn:\$\{Partition\}:s3:::\$\{BucketName\}, which Resource leaves out$/,
        ),
      },
    ]);
  });
});

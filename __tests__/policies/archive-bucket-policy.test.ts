import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/config/problem";
import { namesOf } from "../../src/naming";
import { archiveBucketPolicy } from "../../src/policies/archive-bucket-policy";
import type { Statement } from "../../src/policies/document";
import { example, undeployed } from "../support/synthesized";

const KEY = "arn:aws:kms:eu-central-1:444455556666:key/11111111-2222-3333-4444-555555555555";
const names = namesOf(example);
const statements = new Map(
  archiveBucketPolicy({ names, organization: example, keyArn: KEY }).Statement.map((statement) => [
    statement.Sid,
    statement,
  ]),
);

function statement(sid: string): Statement {
  const found = statements.get(sid);
  if (found === undefined) throw new Error(`no statement ${sid}; there are ${[...statements.keys()].join(", ")}`);
  return found;
}

describe("the archive bucket's policy", () => {
  it("is refused where its readers make it longer than S3 takes, and says by how much to shorten them", () => {
    const readerArns = (length: number) => Array.from({ length: 25 }, () => "r".repeat(length));
    const policyOf = (length: number) =>
      archiveBucketPolicy({ names: { ...names, readerArns: readerArns(length) }, organization: example, keyArn: KEY });
    const room = 20_480 - JSON.stringify(policyOf(1)).length;
    const fits = Math.floor(room / 75);
    // Room is kept for the ARN that Terraform puts in place of a token.
    expect(JSON.stringify(policyOf(fits - 3)).length).toBeLessThanOrEqual(20_480 - 200);
    expect(() => policyOf(fits + 1)).toThrow(ConfigError);
    expect(() => policyOf(400)).toThrow(
      /archive\.readers = "25 readers, whose ARNs have 10000 characters"\n.*at most 20480 bytes.*\n.*shorter names and paths, \d+ characters less/,
    );
  });

  it.each([
    ["AllowTrailAclCheck", "arn:aws:s3:::example-org-cloudtrail-logs-444455556666"],
    [
      "AllowTrailDelivery",
      [
        "arn:aws:s3:::example-org-cloudtrail-logs-444455556666/AWSLogs/111122223333/*",
        "arn:aws:s3:::example-org-cloudtrail-logs-444455556666/AWSLogs/o-exampleorgid/*",
      ],
    ],
  ])("%s is for our trail alone, below both prefixes that CreateTrail tries", (sid, resource) => {
    expect(statement(sid)).toMatchObject({
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Resource: resource,
      Condition: {
        StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/example-org-trail" },
      },
    });
  });

  it("lets the trail deliver only with the owner in full control", () => {
    expect(statement("AllowTrailDelivery").Condition?.StringEquals).toMatchObject({
      "s3:x-amz-acl": "bucket-owner-full-control",
    });
  });

  it("refuses every writer but the trail, with no exception for any principal", () => {
    expect(statement("DenyWritesExceptByTrail")).toMatchObject({
      Principal: "*",
      Condition: { StringNotEquals: { "aws:SourceArn": names.trail.arn } },
    });
  });

  it("refuses a foreign encryption header on everything but digests, which may arrive SSE-S3", () => {
    expect(statement("DenyForeignEncryption")).toMatchObject({
      NotResource: "arn:aws:s3:::example-org-cloudtrail-logs-444455556666/AWSLogs/*/CloudTrail-Digest/*",
      Condition: { Null: { "s3:x-amz-server-side-encryption": "false" } },
    });
  });

  it("refuses a foreign key on digests too, and spares a request that names none", () => {
    expect(statement("DenyForeignKey")).toMatchObject({
      Resource: "arn:aws:s3:::example-org-cloudtrail-logs-444455556666/*",
      Condition: {
        ArnNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": KEY },
        Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
      },
    });
  });

  it("lets each account read its own prefix, and refuses the rest to all but the readers", () => {
    const own =
      "arn:aws:s3:::example-org-cloudtrail-logs-444455556666/AWSLogs/o-exampleorgid/${aws:PrincipalAccount}/*";
    expect(statement("AllowAccountsToGetOwnLogs").Resource).toBe(own);
    expect(statement("DenyReadsExceptByReaders")).toMatchObject({
      NotResource: own,
      Condition: {
        ArnNotLike: { "aws:PrincipalArn": [...names.readerArns, ...names.auditors.map(({ role }) => role.arn)] },
      },
    });
  });

  it("pins each reader to an account", () => {
    for (const arn of names.readerArns) expect(arn).toMatch(/^arn:aws:iam::\d{12}:role\//);
  });

  it("exempts one role in one account from the deny of bucket changes, and leaves it out where none is named", () => {
    expect(statement("DenyBucketChangesExceptByDeployRole").Condition).toEqual({
      ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::444455556666:role/OrgAuditDeployer" },
    });
    const withoutDeployRole = archiveBucketPolicy({
      names: namesOf(undeployed),
      organization: undeployed,
      keyArn: KEY,
    }).Statement.map(({ Sid }) => Sid);
    expect(withoutDeployRole).not.toContain("DenyBucketChangesExceptByDeployRole");
  });

  it("never denies PutBucketPolicy without a condition: the bucket could not be mended", () => {
    for (const { Effect, Action, Condition } of statements.values()) {
      const actions = [Action].flat();
      if (Effect === "Allow" || !actions.some((action) => ["s3:*", "s3:Put*", "s3:PutBucketPolicy"].includes(action))) {
        continue;
      }
      expect(Condition).toBeDefined();
    }
  });

  it.each([
    ["DenyPrincipalsOutsideOrganization", { StringNotEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } }],
    ["DenyServicesOutsideOrganization", { Null: { "aws:SourceOrgID": "false" } }],
    ["DenyAccessPoints", { Null: { "s3:DataAccessPointArn": "false" } }],
    ["DenyInsecureTransport", { Bool: { "aws:SecureTransport": "false" } }],
    ["DenyOutdatedTls", { NumericLessThan: { "s3:TlsVersion": "1.2" } }],
  ])("%s covers the bucket, its objects and every action", (sid, condition) => {
    expect(statement(sid)).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [names.archive.bucket.arn, `${names.archive.bucket.arn}/*`],
      Condition: condition,
    });
  });
});

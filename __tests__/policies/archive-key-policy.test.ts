import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/naming";
import { archiveKeyPolicy } from "../../src/policies/archive-key-policy";
import type { Statement } from "../../src/policies/document";
import { changed } from "../support/organizations";
import { example, undeployed } from "../support/synthesized";

const names = namesOf(undeployed);

function statement(sid: string): Statement {
  const found = archiveKeyPolicy({ names, organization: undeployed }).Statement.find(({ Sid }) => Sid === sid);
  if (found === undefined) throw new Error(`no statement ${sid}`);
  return found;
}

const DIGESTS = "arn:aws:s3:::askflorence-org-cloudtrail-logs-754660694122/AWSLogs/*/CloudTrail-Digest/*";

describe("the archive key's policy", () => {
  it("lets our trail encrypt logs, with the trail in the encryption context", () => {
    expect(statement("AllowTrailToEncryptLogs")).toMatchObject({
      Action: "kms:GenerateDataKey*",
      Condition: {
        StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:778477254880:trail/askflorence-org-trail" },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:778477254880:trail/*" },
      },
    });
  });

  it("lets a digest that takes the bucket's default encryption through, and no other object", () => {
    expect(statement("AllowTrailToEncryptDigests").Condition?.StringLike).toEqual({
      "kms:EncryptionContext:aws:s3:arn": DIGESTS,
    });
    expect(statement("AllowOrganizationToDecryptDigests").Condition?.StringLike).toEqual({
      "kms:EncryptionContext:aws:s3:arn": DIGESTS,
    });
  });

  it("lets CloudTrail describe the key without an encryption context, which that call has not", () => {
    expect(statement("AllowTrailToDescribe").Condition).toEqual({ StringEquals: { "aws:SourceArn": names.trail.arn } });
  });

  it("lets the organization decrypt what a trail of the management account encrypted, through S3 alone", () => {
    expect(statement("AllowOrganizationToDecryptLogs")).toMatchObject({
      Action: "kms:Decrypt",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-vefew8kgv1", "kms:ViaService": "s3.us-east-1.amazonaws.com" },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:778477254880:trail/*" },
      },
    });
  });

  it("calls S3 as KMS does, with amazonaws.com in China too", () => {
    const inChina = changed(example, { homeRegion: "cn-north-1", governedRegions: ["cn-north-1"] });
    const through = archiveKeyPolicy({ names: namesOf(inChina), organization: inChina }).Statement.flatMap(
      ({ Condition }) => [Condition?.StringEquals?.["kms:ViaService"] ?? []],
    );
    expect([...new Set(through.flat())]).toEqual(["s3.cn-north-1.amazonaws.com"]);
  });

  it("gives the account's administrators no use of the key, so that no identity policy can grant itself the logs", () => {
    for (const action of statement("AllowAccountToAdminister").Action) {
      expect(action).not.toMatch(/Decrypt|Encrypt|GenerateDataKey|CreateGrant|\*/);
    }
  });

  it("refuses destruction to everybody, the account's root included", () => {
    expect(statement("DenyKeyDestruction")).toMatchObject({ Effect: "Deny", Principal: "*" });
    expect(statement("DenyKeyDestruction").Condition).toBeUndefined();
  });

  it("leaves its own policy to one role, where one is named", () => {
    const sids = (organization: typeof example) =>
      archiveKeyPolicy({ names: namesOf(organization), organization }).Statement.map(({ Sid }) => Sid);
    expect(sids(example)).toContain("DenyKeyPolicyChangesExceptByDeployRole");
    expect(sids(undeployed)).not.toContain("DenyKeyPolicyChangesExceptByDeployRole");
  });
});

import type { Names } from "../naming";
import { viaService } from "../naming/via-service";
import { auditorsByEnd, isOver, sidOfDay } from "./auditors-end";
import { accountPrincipal, CLOUDTRAIL, exceptRoles, fromOrganization, TO_EVERYBODY } from "./callers";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { KEY_CHANGES_DEPLOY_ROLE_NEEDS, KEY_CHANGES_NOBODY_NEEDS } from "./protected-actions";
import { type Described, needed, type StatementFamily, type StatementSource, statementsOf } from "./statement-source";

/** Policy of the archive's key: one trail encrypts, the organization decrypts what the bucket lets it read. In the order of the document. */
export const ARCHIVE_KEY_STATEMENTS: readonly (StatementSource | StatementFamily)[] = [
  {
    /**
     * Administration is left to the account's identity policies; using the key is not, so that no identity policy there can
     * grant itself the logs. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
     */
    sid: "AllowAccountToAdminister",
    says: ({ names }) => ({
      Effect: "Allow",
      Principal: accountPrincipal(names, names.logArchiveAccountId),
      Action: [
        "kms:CreateAlias",
        "kms:DeleteAlias",
        "kms:DescribeKey",
        "kms:EnableKey",
        "kms:EnableKeyRotation",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:ListAliases",
        "kms:ListGrants",
        "kms:ListKeyPolicies",
        "kms:ListKeyRotations",
        "kms:ListResourceTags",
        "kms:CancelKeyDeletion",
        "kms:PutKeyPolicy",
        "kms:RevokeGrant",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateAlias",
        "kms:UpdateKeyDescription",
      ],
      Resource: "*",
    }),
  },
  {
    /** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html#create-kms-key-policy-for-cloudtrail-encrypt */
    sid: "AllowTrailToEncryptLogs",
    says: ({ names }) => ({
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": names.trail.arn }, StringLike: byATrail(names) },
    }),
  },
  {
    /**
     * A digest may come without a header and take the bucket's default encryption. S3 then names the object, not the trail,
     * in the encryption context, and whether it passes SourceArn on is not documented: right under each possibility.
     * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
     */
    sid: "AllowTrailToEncryptDigests",
    says: ({ names }) => ({
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: { StringEqualsIfExists: { "aws:SourceArn": names.trail.arn }, StringLike: asADigest(names) },
    }),
  },
  {
    /** A statement of its own: a DescribeKey has no encryption context. */
    sid: "AllowTrailToDescribe",
    says: ({ names: { trail } }) => ({
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": trail.arn } },
    }),
  },
  {
    /** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html#create-kms-key-policy-for-cloudtrail-decrypt */
    sid: "AllowTrailToDecrypt",
    says: ({ names: { trail } }) => ({
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": trail.arn } },
    }),
  },
  {
    /**
     * Only through S3, whose bucket policy names the readers, and only what a trail of the management account encrypted: as
     * AWS's page has it for one account, and no more than a key allows that people made by it.
     * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/default-kms-key-policy.html
     */
    sid: "AllowOrganizationToDecryptLogs",
    says: ({ names }) => ({
      Effect: "Allow",
      Principal: "*",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: throughS3(names), StringLike: byATrail(names) },
    }),
  },
  {
    /** Digests that took the bucket's default encryption name the object, not the trail. */
    sid: "AllowOrganizationToDecryptDigests",
    says: ({ names }) => ({
      Effect: "Allow",
      Principal: "*",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: throughS3(names), StringLike: asADigest(names) },
    }),
  },
  denyAuditorsToDecryptAfterTheirDay,
  {
    sid: "DenyKeyDestruction",
    says: () => ({ ...TO_EVERYBODY, Action: KEY_CHANGES_NOBODY_NEEDS, Resource: "*" }),
  },
  {
    /** KMS refuses a policy that its author could not change again: so one role is left, or everybody. */
    sid: "DenyKeyPolicyChangesExceptByDeployRole",
    needs: ["a deploy role"],
    says: ({ names }) => ({
      ...TO_EVERYBODY,
      Action: KEY_CHANGES_DEPLOY_ROLE_NEEDS,
      Resource: "*",
      ...exceptRoles(needed(names.deployRoleArn(names.logArchiveAccountId), "a deploy role")),
    }),
  },
];

export function archiveKeyPolicy(from: Described): PolicyDocument {
  return policyDocument(statementsOf(ARCHIVE_KEY_STATEMENTS, from));
}

/** What CloudTrail names when it encrypts a log file. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-kms-works-with-cloudtrail.html */
function byATrail({ partition, managementAccountId }: Names): Readonly<Record<string, string>> {
  return {
    "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${partition}:cloudtrail:*:${managementAccountId}:trail/*`,
  };
}

/** What S3 names when it encrypts a digest. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context */
function asADigest({ archive }: Names): Readonly<Record<string, string>> {
  return { "kms:EncryptionContext:aws:s3:arn": archive.digestsArn };
}

/** A caller of the organization, by way of S3, whose bucket policy names the readers. */
function throughS3(names: Names) {
  return { ...fromOrganization(names).StringEquals, "kms:ViaService": viaService("s3", names.homeRegion) };
}

/** The whole organization decrypts through S3: without this an auditor's role would go on to. */
function denyAuditorsToDecryptAfterTheirDay({ names: { auditors } }: Described): readonly Statement[] {
  return auditorsByEnd(auditors).map(({ endsAt, roleArns }) => ({
    Sid: `DenyAuditorsToDecryptFrom${sidOfDay(endsAt)}`,
    ...TO_EVERYBODY,
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: isOver(endsAt, roleArns),
  }));
}

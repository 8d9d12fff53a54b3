import type { Names } from "../naming";
import { viaService } from "../naming/via-service";
import { auditorsByEnd, isOver, sidOfDay } from "./auditors-end";
import { accountPrincipal, CLOUDTRAIL, exceptRoles, fromOrganization } from "./callers";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { KEY_CHANGES_DEPLOY_ROLE_NEEDS, KEY_CHANGES_NOBODY_NEEDS } from "./protected-actions";

/** Policy of the archive's key: one trail encrypts, the organization decrypts what the bucket lets it read. */
export function archiveKeyPolicy(names: Names): PolicyDocument {
  return policyDocument([
    allowAccountToAdminister(names),
    allowTrailToEncryptLogs(names),
    allowTrailToEncryptDigests(names),
    allowTrailToDescribe(names),
    allowTrailToDecrypt(names),
    allowOrganizationToDecryptLogs(names),
    allowOrganizationToDecryptDigests(names),
    ...denyAuditorsToDecryptAfterTheirDay(names),
    denyKeyDestruction(),
    ...denyKeyPolicyChangesExceptByDeployRole(names),
  ]);
}

/**
 * Administration is left to the account's identity policies; using the key is not, so that no identity policy there can
 * grant itself the logs. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function allowAccountToAdminister(names: Names): Statement {
  return {
    Sid: "AllowAccountToAdminister",
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
  };
}

/** What CloudTrail names when it encrypts a log file. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-kms-works-with-cloudtrail.html */
export function byATrail({ partition, managementAccountId }: Names): Readonly<Record<string, string>> {
  return {
    "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${partition}:cloudtrail:*:${managementAccountId}:trail/*`,
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html#create-kms-key-policy-for-cloudtrail-encrypt */
function allowTrailToEncryptLogs(names: Names): Statement {
  return {
    Sid: "AllowTrailToEncryptLogs",
    Effect: "Allow",
    Principal: CLOUDTRAIL,
    Action: "kms:GenerateDataKey*",
    Resource: "*",
    Condition: {
      StringEquals: { "aws:SourceArn": names.trail.arn },
      StringLike: byATrail(names),
    },
  };
}

/**
 * A digest may come without a header and take the bucket's default encryption. S3 then names the object, not the trail,
 * in the encryption context, and whether it passes SourceArn on is not documented: right under each possibility.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
 */
function allowTrailToEncryptDigests(names: Names): Statement {
  return {
    Sid: "AllowTrailToEncryptDigests",
    Effect: "Allow",
    Principal: CLOUDTRAIL,
    Action: "kms:GenerateDataKey*",
    Resource: "*",
    Condition: {
      StringEqualsIfExists: { "aws:SourceArn": names.trail.arn },
      StringLike: asADigest(names),
    },
  };
}

/** A statement of its own: a DescribeKey has no encryption context. */
function allowTrailToDescribe({ trail }: Names): Statement {
  return {
    Sid: "AllowTrailToDescribe",
    Effect: "Allow",
    Principal: CLOUDTRAIL,
    Action: "kms:DescribeKey",
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceArn": trail.arn } },
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html#create-kms-key-policy-for-cloudtrail-decrypt */
function allowTrailToDecrypt({ trail }: Names): Statement {
  return {
    Sid: "AllowTrailToDecrypt",
    Effect: "Allow",
    Principal: CLOUDTRAIL,
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceArn": trail.arn } },
  };
}

/**
 * Only through S3, whose bucket policy names the readers, and only what a trail of the management account encrypted: as AWS's page
 * has it for one account, and no more than a key allows that people made by it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/default-kms-key-policy.html
 */
function allowOrganizationToDecryptLogs(names: Names): Statement {
  return {
    Sid: "AllowOrganizationToDecryptLogs",
    Effect: "Allow",
    Principal: "*",
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: {
      StringEquals: throughS3(names),
      StringLike: byATrail(names),
    },
  };
}

/** Digests that took the bucket's default encryption name the object, not the trail. */
function allowOrganizationToDecryptDigests(names: Names): Statement {
  return {
    Sid: "AllowOrganizationToDecryptDigests",
    Effect: "Allow",
    Principal: "*",
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: {
      StringEquals: throughS3(names),
      StringLike: asADigest(names),
    },
  };
}

/** What S3 names when it encrypts one. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context */
export function asADigest({ archive }: Names): Readonly<Record<string, string>> {
  return { "kms:EncryptionContext:aws:s3:arn": archive.digestsArn };
}

/** The whole organization decrypts through S3: without this an auditor's role would go on to. */
function denyAuditorsToDecryptAfterTheirDay({ auditors }: Names): readonly Statement[] {
  return auditorsByEnd(auditors).map(({ endsAt, roleArns }) => ({
    Sid: `DenyAuditorsToDecryptFrom${sidOfDay(endsAt)}`,
    Effect: "Deny",
    Principal: "*",
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: isOver(endsAt, roleArns),
  }));
}

/** A caller of the organization, by way of S3, whose bucket policy names the readers. */
function throughS3(names: Names) {
  return { ...fromOrganization(names).StringEquals, "kms:ViaService": viaService("s3", names.homeRegion) };
}

function denyKeyDestruction(): Statement {
  return {
    Sid: "DenyKeyDestruction",
    Effect: "Deny",
    Principal: "*",
    Action: KEY_CHANGES_NOBODY_NEEDS,
    Resource: "*",
  };
}

/** Only where a deploy role is named: KMS refuses a policy that its author could not change again. */
function denyKeyPolicyChangesExceptByDeployRole({ deployRoleArn, logArchiveAccountId }: Names): readonly Statement[] {
  const deployRole = deployRoleArn(logArchiveAccountId);
  if (deployRole === undefined) return [];
  return [
    {
      Sid: "DenyKeyPolicyChangesExceptByDeployRole",
      Effect: "Deny",
      Principal: "*",
      Action: KEY_CHANGES_DEPLOY_ROLE_NEEDS,
      Resource: "*",
      ...exceptRoles(deployRole),
    },
  ];
}

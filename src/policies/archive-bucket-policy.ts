import { ConfigError, type Problem } from "../config/problem";
import type { Names } from "../naming";
import { auditorsByEnd, isOver, sidOfDay } from "./auditors-end";
import { CLOUDTRAIL, exceptRoles, fromOrganization } from "./callers";
import { dataPerimeter } from "./data-perimeter";
import { type Conditions, minified, type PolicyDocument, policyDocument, type Statement } from "./document";
import {
  BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
  BUCKET_CHANGES_NOBODY_NEEDS,
  OBJECT_CHANGES_NOBODY_NEEDS,
} from "./protected-actions";

/** Bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
const BUCKET_POLICY_LIMIT = 20_480;

/** The key's ARN is known to Terraform alone; the token that stands for it is shorter by no more than this in all. */
const ROOM_FOR_REFERENCES = 256;

/**
 * Policy of the archive bucket: one trail writes, named readers read, nobody rewrites.
 *
 * @param keyArn ARN of the archive's key
 * @throws ConfigError if its readers make it too long
 */
export function archiveBucketPolicy(names: Names, keyArn: string, accountsReadOwnLogs: boolean): PolicyDocument {
  const document = policyDocument([
    allowTrailAclCheck(names),
    allowTrailDelivery(names),
    allowSentinelToListDigests(names),
    ...(names.readerArns.length > 0 ? [allowReadersToList(names), allowReadersToGet(names)] : []),
    ...(accountsReadOwnLogs ? [allowAccountsToGetOwnLogs(names)] : []),
    denyWritesExceptByTrail(names),
    denyForeignEncryption(names),
    denyForeignKey(names, keyArn),
    denyReadsExceptByReaders(names, accountsReadOwnLogs),
    ...denyAuditorsAfterTheirDay(names),
    denyObjectChanges(names),
    denyBucketDestruction(names),
    ...denyBucketChangesExceptByDeployRole(names),
    ...dataPerimeter(names, names.archive.bucket.arn, {
      outsiders: "DenyPrincipalsOutsideOrganization",
      accessPoints: "DenyAccessPoints",
      insecureTransport: "DenyInsecureTransport",
      outdatedTls: "DenyOutdatedTls",
    }),
    denyServicesOutsideOrganization(names),
  ]);
  const excess = Buffer.byteLength(minified(document)) + ROOM_FOR_REFERENCES - BUCKET_POLICY_LIMIT;
  if (excess > 0) throw new ConfigError("archive.readers", [tooManyCharacters(names, excess)]);
  return document;
}

/** Nothing else in the policy grows without end. */
function tooManyCharacters({ readerArns }: Names, excess: number): Problem {
  return {
    path: "archive.readers",
    value: `${readerArns.length} readers, whose ARNs have ${readerArns.join("").length} characters`,
    rule: `a bucket policy of at most ${BUCKET_POLICY_LIMIT} bytes: the archive's would have ${excess} more, and each reader stands three times in it`,
    remedy: `name roles with shorter names and paths, ${Math.ceil(excess / 3)} characters less in all, or fewer of them`,
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy */
function allowTrailAclCheck({ archive, trail }: Names): Statement {
  return {
    Sid: "AllowTrailAclCheck",
    Effect: "Allow",
    Principal: CLOUDTRAIL,
    Action: "s3:GetBucketAcl",
    Resource: archive.bucket.arn,
    Condition: { StringEquals: { "aws:SourceArn": trail.arn } },
  };
}

/** CreateTrail fails unless CloudTrail may write below both prefixes; same page as above. */
function allowTrailDelivery({ archive, trail }: Names): Statement {
  return {
    Sid: "AllowTrailDelivery",
    Effect: "Allow",
    Principal: CLOUDTRAIL,
    Action: "s3:PutObject",
    Resource: archive.deliveryPrefixes.map((prefix) => `${archive.bucket.arn}/${prefix}*`),
    Condition: { StringEquals: { "aws:SourceArn": trail.arn, "s3:x-amz-acl": "bucket-owner-full-control" } },
  };
}

/** Whether every account's digests arrive; names of objects, never what is in them. */
function allowSentinelToListDigests(names: Names): Statement {
  const { archive, sentinel } = names;
  return {
    Sid: "AllowSentinelToListDigests",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:ListBucket",
    Resource: archive.bucket.arn,
    Condition: {
      ...fromOrganization(names),
      ArnEquals: { "aws:PrincipalArn": sentinel.role.arn },
      StringLike: { "s3:prefix": archive.digestPattern },
    },
  };
}

function allowReadersToList(names: Names): Statement {
  return {
    Sid: "AllowReadersToList",
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:ListBucket", "s3:ListBucketVersions", "s3:GetBucketLocation"],
    Resource: names.archive.bucket.arn,
    Condition: byReaders(names),
  };
}

/** A reader of another organization is none, whatever its ARN. */
function byReaders(names: Names): Conditions {
  return { ...fromOrganization(names), ArnLike: { "aws:PrincipalArn": names.readerArns } };
}

function allowReadersToGet(names: Names): Statement {
  return {
    Sid: "AllowReadersToGet",
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:GetObject", "s3:GetObjectVersion"],
    Resource: `${names.archive.bucket.arn}/*`,
    Condition: byReaders(names),
  };
}

function allowAccountsToGetOwnLogs(names: Names): Statement {
  return {
    Sid: "AllowAccountsToGetOwnLogs",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: ownLogs(names),
    Condition: fromOrganization(names),
  };
}

/**
 * A request without a SourceArn, as every person's, and a foreign trail's alike differ from our trail. It binds the
 * account's own root too.
 */
function denyWritesExceptByTrail({ archive, trail }: Names): Statement {
  return {
    Sid: "DenyWritesExceptByTrail",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:PutObject", "s3:ReplicateObject"],
    Resource: `${archive.bucket.arn}/*`,
    Condition: { StringNotEquals: { "aws:SourceArn": trail.arn } },
  };
}

/**
 * Digests are spared: AWS's pages disagree on whether they arrive SSE-S3 or SSE-KMS, and the same deny without this
 * exception broke delivery in well-known modules. Without a header the bucket's default, our key, applies.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
 */
function denyForeignEncryption({ archive }: Names): Statement {
  return {
    Sid: "DenyForeignEncryption",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    NotResource: archive.digestsArn,
    Condition: {
      StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
      Null: { "s3:x-amz-server-side-encryption": "false" },
    },
  };
}

/** Logs that a key of someone else encrypts are lost, or held to ransom. */
function denyForeignKey({ archive }: Names, keyArn: string): Statement {
  return {
    Sid: "DenyForeignKey",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `${archive.bucket.arn}/*`,
    Condition: {
      ArnNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn },
      Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
    },
  };
}

/** An identity policy in the log-archive account would otherwise be enough to read every account's logs. */
function denyReadsExceptByReaders(names: Names, accountsReadOwnLogs: boolean): Statement {
  const { archive } = names;
  const spared = [...names.readerArns, ...names.auditors.map(({ role }) => role.arn)];
  return {
    Sid: "DenyReadsExceptByReaders",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTorrent", "s3:GetObjectVersionTorrent"],
    ...(accountsReadOwnLogs ? { NotResource: ownLogs(names) } : { Resource: `${archive.bucket.arn}/*` }),
    ...(spared.length > 0 ? exceptRoles(spared) : {}),
  };
}

/** A session outlives the trust that it began under, by hours. An auditor's role reads by its own policy: only a Deny ends that. */
function denyAuditorsAfterTheirDay({ archive, auditors }: Names): readonly Statement[] {
  return auditorsByEnd(auditors).map(({ endsAt, roleArns }) => ({
    Sid: `DenyAuditorsFrom${sidOfDay(endsAt)}`,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [archive.bucket.arn, `${archive.bucket.arn}/*`],
    Condition: isOver(endsAt, roleArns),
  }));
}

/** The lifecycle is not bound by policies. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
function denyObjectChanges({ archive }: Names): Statement {
  return {
    Sid: "DenyObjectChanges",
    Effect: "Deny",
    Principal: "*",
    Action: OBJECT_CHANGES_NOBODY_NEEDS,
    Resource: `${archive.bucket.arn}/*`,
  };
}

/** Terraform replaces a bucket policy, it never needs to take one away. */
function denyBucketDestruction({ archive }: Names): Statement {
  return {
    Sid: "DenyBucketDestruction",
    Effect: "Deny",
    Principal: "*",
    Action: BUCKET_CHANGES_NOBODY_NEEDS,
    Resource: archive.bucket.arn,
  };
}

/**
 * Only where a deploy role is named: without the exemption Terraform could not change the bucket either. S3 lets the
 * account's root put a bucket policy in spite of this; the service and resource control policies stop it there.
 */
function denyBucketChangesExceptByDeployRole({
  archive,
  deployRoleArn,
  logArchiveAccountId,
}: Names): readonly Statement[] {
  const deployRole = deployRoleArn(logArchiveAccountId);
  if (deployRole === undefined) return [];
  return [
    {
      Sid: "DenyBucketChangesExceptByDeployRole",
      Effect: "Deny",
      Principal: "*",
      Action: BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      Resource: archive.bucket.arn,
      ...exceptRoles(deployRole),
    },
  ];
}

/**
 * An AWS service that acts for somebody else's resource. Not every service says whose it acts for, so an absent key
 * passes here; the Allow for the trail asks for more.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
 */
function denyServicesOutsideOrganization({ archive, organizationId }: Names): Statement {
  return {
    Sid: "DenyServicesOutsideOrganization",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [archive.bucket.arn, `${archive.bucket.arn}/*`],
    Condition: {
      Bool: { "aws:PrincipalIsAWSService": "true" },
      StringNotEquals: { "aws:SourceOrgID": organizationId },
      Null: { "aws:SourceOrgID": "false" },
    },
  };
}

function ownLogs({ archive }: Names): string {
  return `${archive.bucket.arn}/${archive.accountPrefix("${aws:PrincipalAccount}")}*`;
}

import { ConfigError, type Problem } from "../config/problem";
import type { Names } from "../naming";
import { auditorsByEnd, isOver, sidOfDay } from "./auditors-end";
import { CLOUDTRAIL, exceptRoles, fromOrganization, TO_EVERYBODY } from "./callers";
import { dataPerimeter } from "./data-perimeter";
import { type Conditions, minified, type PolicyDocument, policyDocument, type Statement } from "./document";
import {
  BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
  BUCKET_CHANGES_NOBODY_NEEDS,
  OBJECT_CHANGES_NOBODY_NEEDS,
} from "./protected-actions";
import { type Described, needed, type StatementFamily, type StatementSource, statementsOf } from "./statement-source";

/** Bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
const BUCKET_POLICY_LIMIT = 20_480;

/** The key's ARN is known to Terraform alone; the token that stands for it is shorter by no more than this in all. */
const ROOM_FOR_REFERENCES = 256;

/** What the archive bucket's policy is written from. */
interface DescribedBucket extends Described {
  /** ARN of the archive's key. */
  readonly keyArn: string;
}

/** Policy of the archive bucket: one trail writes, named readers read, nobody rewrites. In the order of the document. */
export const ARCHIVE_BUCKET_STATEMENTS: readonly (
  | StatementSource<DescribedBucket>
  | StatementFamily<DescribedBucket>
)[] = [
  {
    /** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy */
    sid: "AllowTrailAclCheck",
    says: ({ names: { archive, trail } }) => ({
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "s3:GetBucketAcl",
      Resource: archive.bucket.arn,
      Condition: { StringEquals: { "aws:SourceArn": trail.arn } },
    }),
  },
  {
    /** CreateTrail fails unless CloudTrail may write below both prefixes; same page as above. */
    sid: "AllowTrailDelivery",
    says: ({ names: { archive, trail } }) => ({
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "s3:PutObject",
      Resource: archive.deliveryPrefixes.map((prefix) => `${archive.bucket.arn}/${prefix}*`),
      Condition: { StringEquals: { "aws:SourceArn": trail.arn, "s3:x-amz-acl": "bucket-owner-full-control" } },
    }),
  },
  {
    /** Whether every account's digests arrive; names of objects, never what is in them. */
    sid: "AllowSentinelToListDigests",
    says: ({ names }) => ({
      Effect: "Allow",
      Principal: "*",
      Action: "s3:ListBucket",
      Resource: names.archive.bucket.arn,
      Condition: {
        ...fromOrganization(names),
        ArnEquals: { "aws:PrincipalArn": names.sentinel.role.arn },
        StringLike: { "s3:prefix": names.archive.digestPattern },
      },
    }),
  },
  {
    sid: "AllowReadersToList",
    needs: ["a reader"],
    says: ({ names }) => ({
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:ListBucket", "s3:ListBucketVersions", "s3:GetBucketLocation"],
      Resource: names.archive.bucket.arn,
      Condition: byReaders(names),
    }),
  },
  {
    sid: "AllowReadersToGet",
    needs: ["a reader"],
    says: ({ names }) => ({
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: `${names.archive.bucket.arn}/*`,
      Condition: byReaders(names),
    }),
  },
  {
    sid: "AllowAccountsToGetOwnLogs",
    needs: ["accounts that read their own logs"],
    says: ({ names }) => ({
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: ownLogs(names),
      Condition: fromOrganization(names),
    }),
  },
  {
    /**
     * A request without a SourceArn, as every person's, and a foreign trail's alike differ from our trail. It binds the
     * account's own root too.
     */
    sid: "DenyWritesExceptByTrail",
    says: ({ names: { archive, trail } }) => ({
      ...TO_EVERYBODY,
      Action: ["s3:PutObject", "s3:ReplicateObject"],
      Resource: `${archive.bucket.arn}/*`,
      Condition: { StringNotEquals: { "aws:SourceArn": trail.arn } },
    }),
  },
  {
    /**
     * Digests are spared: AWS's pages disagree on whether they arrive SSE-S3 or SSE-KMS, and the same deny without this
     * exception broke delivery in well-known modules. Without a header the bucket's default, our key, applies.
     * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
     */
    sid: "DenyForeignEncryption",
    says: ({ names: { archive } }) => ({
      ...TO_EVERYBODY,
      Action: "s3:PutObject",
      NotResource: archive.digestsArn,
      Condition: {
        StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
        Null: { "s3:x-amz-server-side-encryption": "false" },
      },
    }),
  },
  {
    /** Logs that a key of someone else encrypts are lost, or held to ransom. */
    sid: "DenyForeignKey",
    says: ({ names: { archive }, keyArn }) => ({
      ...TO_EVERYBODY,
      Action: "s3:PutObject",
      Resource: `${archive.bucket.arn}/*`,
      Condition: {
        ArnNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn },
        Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
      },
    }),
  },
  {
    /** An identity policy in the log-archive account would otherwise be enough to read every account's logs. */
    sid: "DenyReadsExceptByReaders",
    says: ({ names, organization }) => {
      const spared = [...names.readerArns, ...names.auditors.map(({ role }) => role.arn)];
      return {
        ...TO_EVERYBODY,
        Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTorrent", "s3:GetObjectVersionTorrent"],
        ...(organization.archive.accountsReadOwnLogs
          ? { NotResource: ownLogs(names) }
          : { Resource: `${names.archive.bucket.arn}/*` }),
        ...(spared.length > 0 ? exceptRoles(spared) : {}),
      };
    },
  },
  denyAuditorsAfterTheirDay,
  {
    /** The lifecycle is not bound by policies. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
    sid: "DenyObjectChanges",
    says: ({ names: { archive } }) => ({
      ...TO_EVERYBODY,
      Action: OBJECT_CHANGES_NOBODY_NEEDS,
      Resource: `${archive.bucket.arn}/*`,
    }),
  },
  {
    /** Terraform replaces a bucket policy, it never needs to take one away. */
    sid: "DenyBucketDestruction",
    says: ({ names: { archive } }) => ({
      ...TO_EVERYBODY,
      Action: BUCKET_CHANGES_NOBODY_NEEDS,
      Resource: archive.bucket.arn,
    }),
  },
  {
    /**
     * Without the exemption Terraform could not change the bucket either. S3 lets the account's root put a bucket policy in
     * spite of this; the service and resource control policies stop it there.
     */
    sid: "DenyBucketChangesExceptByDeployRole",
    needs: ["a deploy role"],
    says: ({ names }) => ({
      ...TO_EVERYBODY,
      Action: BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      Resource: names.archive.bucket.arn,
      ...exceptRoles(needed(names.deployRoleArn(names.logArchiveAccountId), "a deploy role")),
    }),
  },
  ({ names }) =>
    dataPerimeter(names, names.archive.bucket.arn, {
      outsiders: "DenyPrincipalsOutsideOrganization",
      accessPoints: "DenyAccessPoints",
      insecureTransport: "DenyInsecureTransport",
      outdatedTls: "DenyOutdatedTls",
    }),
  {
    /**
     * An AWS service that acts for somebody else's resource. Not every service says whose it acts for, so an absent key
     * passes here; the Allow for the trail asks for more.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
     */
    sid: "DenyServicesOutsideOrganization",
    says: ({ names: { archive, organizationId } }) => ({
      ...TO_EVERYBODY,
      Action: "s3:*",
      Resource: [archive.bucket.arn, `${archive.bucket.arn}/*`],
      Condition: {
        Bool: { "aws:PrincipalIsAWSService": "true" },
        StringNotEquals: { "aws:SourceOrgID": organizationId },
        Null: { "aws:SourceOrgID": "false" },
      },
    }),
  },
];

/** A reader of another organization is none, whatever its ARN. */
function byReaders(names: Names): Conditions {
  return { ...fromOrganization(names), ArnLike: { "aws:PrincipalArn": names.readerArns } };
}

function ownLogs({ archive }: Names): string {
  return `${archive.bucket.arn}/${archive.accountPrefix("${aws:PrincipalAccount}")}*`;
}

/** A session outlives the trust that it began under, by hours. An auditor's role reads by its own policy: only a Deny ends that. */
function denyAuditorsAfterTheirDay({ names: { archive, auditors } }: Described): readonly Statement[] {
  return auditorsByEnd(auditors).map(({ endsAt, roleArns }) => ({
    Sid: `DenyAuditorsFrom${sidOfDay(endsAt)}`,
    ...TO_EVERYBODY,
    Action: "s3:*",
    Resource: [archive.bucket.arn, `${archive.bucket.arn}/*`],
    Condition: isOver(endsAt, roleArns),
  }));
}

/** @throws ConfigError if its readers make it too long */
export function archiveBucketPolicy(from: DescribedBucket): PolicyDocument {
  const document = policyDocument(statementsOf(ARCHIVE_BUCKET_STATEMENTS, from));
  const excess = Buffer.byteLength(minified(document)) + ROOM_FOR_REFERENCES - BUCKET_POLICY_LIMIT;
  if (excess > 0) throw new ConfigError("archive.readers", [tooManyCharacters(from.names, excess)]);
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

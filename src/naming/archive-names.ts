import { accessLogBucketName } from "../config/archive-terms";
import type { Organization } from "../config/organization";
import type { Partition } from "../config/regions";
import { type NamedArn, named } from "./named-arn";

export interface ArchiveNames {
  readonly bucket: NamedArn;
  readonly accessLogBucket: NamedArn;
  /** Names the request metrics that count what is asked of logs and digests. */
  readonly deliveryMetrics: string;
  /** Key prefix of all that the trail delivers, logs and digests: `AWSLogs/`, or below the trail's own. */
  readonly deliveryRoot: string;
  /** Key prefixes that the trail writes: the management account's own, and the organization's. */
  readonly deliveryPrefixes: readonly string[];
  /** Key pattern of the digest files below them, and of what CloudTrail tries there when a trail is made. */
  readonly digestPattern: string;
  /** ARN pattern of those files. */
  readonly digestsArn: string;
  /** Prefix of one member account's logs; takes an IAM variable too. */
  readonly accountPrefix: (accountId: string) => string;
}

export function archiveNames(
  { organizationId, accounts, archive, trail }: Organization,
  partition: Partition,
): ArchiveNames {
  const s3Arn = (resource: string) => `arn:${partition}:s3:::${resource}`;
  const deliveryRoot = `${trail.s3KeyPrefix === undefined ? "" : `${trail.s3KeyPrefix}/`}AWSLogs/`;
  const deliveryPrefixes = [`${deliveryRoot}${accounts.management.id}/`, `${deliveryRoot}${organizationId}/`];
  const bucket = named(archive.bucketName, s3Arn);
  // Digests are below the management account's id, or the organization's and an account's; a try may be below the
  // organization's alone. Only the trail writes here, so the widest of the three is no wider.
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
  const digestPattern = `${deliveryRoot}*/CloudTrail-Digest/*`;
  return {
    bucket,
    accessLogBucket: named(accessLogBucketName(archive.bucketName), s3Arn),
    deliveryMetrics: "Deliveries",
    deliveryRoot,
    deliveryPrefixes,
    digestPattern,
    digestsArn: `${bucket.arn}/${digestPattern}`,
    accountPrefix: (accountId) => `${deliveryRoot}${organizationId}/${accountId}/`,
  };
}

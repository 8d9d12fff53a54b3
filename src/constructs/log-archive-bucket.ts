import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRuleTransition,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketMetric } from "@cdktf/provider-aws/lib/s3-bucket-metric";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Construct } from "constructs";
import { isArchiveLive } from "../config/adoption";
import { lockDays } from "../config/archive-terms";
import type { Organization, Transition } from "../config/organization";
import type { Names } from "../naming";
import { archiveBucketPolicy } from "../policies/archive-bucket-policy";
import { AccessLogBucket } from "./access-log-bucket";
import { policyJson } from "./policy-json";
import { secureBucket } from "./secure-bucket";

export interface LogArchiveBucketProps {
  readonly names: Names;
  readonly organization: Organization;
  /** ARN of the key that encrypts the archive, a Terraform reference. */
  readonly keyArn: string;
}

/**
 * The archive: one bucket that a trail writes, a lock keeps, and named readers read. Lives in the log-archive account.
 *
 * @example
 * new LogArchiveBucket(this, "log-archive-bucket", { names, organization, keyArn: key.keyArn });
 */
export class LogArchiveBucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, { names, organization, keyArn }: LogArchiveBucketProps) {
    super(scope, id);
    const { archive } = organization;

    this.bucket = new S3Bucket(this, "bucket", {
      bucket: names.archive.bucket.name,
      // Terraform replaces a live bucket that has no lock yet where this is said; the lock's own resource puts one on it.
      // https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/s3_bucket#object_lock_enabled-1
      ...(isArchiveLive(organization) ? {} : { objectLockEnabled: true }),
      lifecycle: { preventDestroy: true },
    });

    const { bucket } = this;

    // What protects the contents comes before anything can be written.
    const { publicAccessBlock, ownershipControls, versioning } = secureBucket(this, bucket.id);
    const { mode, years, days } = archive.objectLock;
    const objectLock = new S3BucketObjectLockConfigurationA(this, "object-lock", {
      bucket: bucket.id,
      rule: { defaultRetention: { mode, years, days } },
      dependsOn: [versioning],
    });
    const encryption = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
          // A Bucket Key would replace the object's ARN in the encryption context, and each object's decrypt in the
          // trail is evidence of who read it.
          bucketKeyEnabled: false,
        },
      ],
    });
    new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyJson(archiveBucketPolicy({ names, organization, keyArn })),
      // The gate closes last: from then on the trail may write, and a deploy role that is named alone changes the bucket.
      dependsOn: [publicAccessBlock, ownershipControls, versioning, objectLock, encryption],
    });

    const { retentionDays, lifecycle } = archive;
    const { transitions } = lifecycle;
    // An expired log is only hidden; it is deleted once its version expires too.
    const noncurrentDays =
      lifecycle.expireNoncurrentVersionsAfterDays ??
      (retentionDays === undefined ? undefined : lockDays(archive.objectLock));
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "archive",
          status: "Enabled",
          filter: [{}],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          transition: transitions.length > 0 ? transitions.map(transitionOf) : undefined,
          expiration: retentionDays === undefined ? undefined : [{ days: retentionDays }],
          noncurrentVersionExpiration: noncurrentDays === undefined ? undefined : [{ noncurrentDays }],
        },
      ],
      // S3's own default, said so that a plan shows it: no class takes an object below 128 KB.
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
      transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
      dependsOn: [versioning],
    });

    const accessLogs = new AccessLogBucket(this, "access-logs", {
      names,
      // Who read a log is kept as long as the log itself.
      retentionDays: retentionDays === undefined ? undefined : Math.max(lockDays(archive.objectLock), retentionDays),
    });
    new S3BucketLoggingA(this, "logging", {
      bucket: bucket.id,
      // Its name and no reference: a plan that adopts the archive, and makes this, must show where access is logged.
      targetBucket: names.archive.accessLogBucket.name,
      targetPrefix: "archive/",
      dependsOn: [accessLogs.policy],
    });
    // What is asked of objects, for the alarms on deliveries. Unfiltered, it would count every look at the bucket's settings:
    // those that are not set are answered 404. https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-configurations.html
    if (organization.alerts.archiveRequests) {
      new S3BucketMetric(this, "metrics", {
        bucket: bucket.id,
        name: names.archive.deliveryMetrics,
        filter: { prefix: names.archive.deliveryRoot },
      });
    }
    new S3BucketNotification(this, "notification", { bucket: bucket.id, eventbridge: true });
  }
}

function transitionOf({ afterDays, storageClass }: Transition): S3BucketLifecycleConfigurationRuleTransition {
  return { days: afterDays, storageClass };
}

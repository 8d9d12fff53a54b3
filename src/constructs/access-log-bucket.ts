import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Construct } from "constructs";
import type { Names } from "../naming";
import { accessLogBucketPolicy } from "../policies/access-log-bucket-policy";
import { policyJson } from "./policy-json";
import { secureBucket } from "./secure-bucket";

export interface AccessLogBucketProps {
  readonly names: Names;
  /** Days until an access log is deleted; undefined: never. */
  readonly retentionDays: number | undefined;
}

/**
 * The bucket that records who read the archive. S3 delivers access logs neither to a bucket with a default Object Lock
 * nor to one encrypted with a KMS key.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogBucket extends Construct {
  /** What lets S3 deliver. */
  readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, { names, retentionDays }: AccessLogBucketProps) {
    super(scope, id);

    const bucket = new S3Bucket(this, "bucket", {
      bucket: names.archive.accessLogBucket.name,
      lifecycle: { preventDestroy: true },
    });
    const { publicAccessBlock, ownershipControls, versioning } = secureBucket(this, bucket.id);
    const encryption = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyJson(accessLogBucketPolicy(names)),
      dependsOn: [publicAccessBlock, ownershipControls, versioning, encryption],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "access-logs",
          status: "Enabled",
          filter: [{}],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          expiration: retentionDays === undefined ? undefined : [{ days: retentionDays }],
          noncurrentVersionExpiration: retentionDays === undefined ? undefined : [{ noncurrentDays: 30 }],
        },
      ],
      dependsOn: [versioning],
    });
    new S3BucketNotification(this, "notification", { bucket: bucket.id, eventbridge: true });
  }
}

import { type GrantTable, on } from "./grant";

/** aws_s3_bucket reads every setting of the bucket, also those that have a resource of their own here. */
const BUCKET_READS = [
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLogging",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketPolicy",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  // HeadBucket's. It lists the objects' names too, never what is in them.
  "s3:ListBucket",
];

/** Nothing here deletes: buckets and keys are protected, and their settings are replaced by others. */
export const STORAGE_GRANTS: GrantTable = {
  aws_s3_bucket: [
    on("Buckets", {
      read: BUCKET_READS,
      create: ["s3:CreateBucket", "s3:PutBucketTagging"],
      update: ["s3:PutBucketTagging"],
    }),
  ],
  aws_s3_bucket_versioning: [
    on("Buckets", {
      read: ["s3:GetBucketVersioning"],
      create: ["s3:PutBucketVersioning"],
      update: ["s3:PutBucketVersioning"],
    }),
  ],
  aws_s3_bucket_object_lock_configuration: [
    // Its bucket is made with the lock already: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
    on("Buckets", {
      read: ["s3:GetBucketObjectLockConfiguration"],
      create: ["s3:PutBucketObjectLockConfiguration", "s3:PutBucketVersioning"],
      update: ["s3:PutBucketObjectLockConfiguration"],
    }),
  ],
  aws_s3_bucket_server_side_encryption_configuration: [
    on("Buckets", {
      read: ["s3:GetEncryptionConfiguration"],
      create: ["s3:PutEncryptionConfiguration"],
      update: ["s3:PutEncryptionConfiguration"],
    }),
  ],
  aws_s3_bucket_policy: [
    on("Buckets", {
      read: ["s3:GetBucketPolicy"],
      create: ["s3:PutBucketPolicy"],
      update: ["s3:PutBucketPolicy"],
    }),
  ],
  aws_s3_bucket_public_access_block: [
    on("Buckets", {
      read: ["s3:GetBucketPublicAccessBlock"],
      create: ["s3:PutBucketPublicAccessBlock"],
      update: ["s3:PutBucketPublicAccessBlock"],
    }),
  ],
  aws_s3_bucket_ownership_controls: [
    on("Buckets", {
      read: ["s3:GetBucketOwnershipControls"],
      create: ["s3:PutBucketOwnershipControls"],
      update: ["s3:PutBucketOwnershipControls"],
    }),
  ],
  aws_s3_bucket_lifecycle_configuration: [
    on("Buckets", {
      read: ["s3:GetLifecycleConfiguration"],
      create: ["s3:PutLifecycleConfiguration"],
      update: ["s3:PutLifecycleConfiguration"],
    }),
  ],
  aws_s3_bucket_logging: [
    on("Buckets", {
      read: ["s3:GetBucketLogging"],
      create: ["s3:PutBucketLogging"],
      update: ["s3:PutBucketLogging"],
    }),
  ],
  aws_s3_bucket_metric: [
    on("Buckets", {
      read: ["s3:GetMetricsConfiguration"],
      create: ["s3:PutMetricsConfiguration"],
      update: ["s3:PutMetricsConfiguration"],
    }),
  ],
  aws_s3_bucket_notification: [
    on("Buckets", {
      read: ["s3:GetBucketNotification"],
      create: ["s3:PutBucketNotification"],
      update: ["s3:PutBucketNotification"],
    }),
  ],
  aws_s3_account_public_access_block: [
    on("AccountPublicAccess", {
      read: ["s3:GetAccountPublicAccessBlock"],
      create: ["s3:PutAccountPublicAccessBlock"],
      update: ["s3:PutAccountPublicAccessBlock"],
    }),
  ],
  aws_kms_key: [
    on("MakeKey", { create: ["kms:CreateKey"] }),
    on("AnyKey", {
      read: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
      // Before the key has its alias. Neither weakens a key that is not ours.
      create: ["kms:EnableKeyRotation", "kms:TagResource"],
    }),
    on("OurKeys", {
      update: ["kms:EnableKey", "kms:PutKeyPolicy", "kms:UntagResource", "kms:UpdateKeyDescription"],
    }),
  ],
  aws_kms_alias: [
    on("ListAliases", { read: ["kms:ListAliases"] }),
    // On the alias and on the key. https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html
    on("Aliases", { create: ["kms:CreateAlias"] }),
    on("AnyKey", { create: ["kms:CreateAlias"] }),
  ],
  "data.aws_kms_alias": [on("ListAliases", { read: ["kms:ListAliases"] }), on("AnyKey", { read: ["kms:DescribeKey"] })],
};

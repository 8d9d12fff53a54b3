/**
 * The actions that the bucket policy, the key policy, the service control policies and the resource control policy deny
 * on the archive, each list in one place. Lists end in `NobodyNeeds` where no legitimate work asks for the action,
 * Terraform's included, and in `DeployRoleNeeds` where Terraform does.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */

/** The lock keeps versions; it stops neither delete markers, which hide them, nor new tags, holds and retentions. */
export const OBJECT_CHANGES_NOBODY_NEEDS = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteObject",
  "s3:DeleteObjectTagging",
  "s3:DeleteObjectVersion",
  "s3:DeleteObjectVersionTagging",
  "s3:ObjectOwnerOverrideToBucketOwner",
  "s3:PutObjectAcl",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
  "s3:PutObjectTagging",
  "s3:PutObjectVersionAcl",
  "s3:PutObjectVersionTagging",
  "s3:ReplicateDelete",
  "s3:ReplicateTags",
] as const;

/** Ways to be rid of the bucket, to copy it elsewhere, or to open it, that Terraform does not use. */
export const BUCKET_CHANGES_NOBODY_NEEDS = [
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:DeleteBucketWebsite",
  "s3:PutAccelerateConfiguration",
  "s3:PutAnalyticsConfiguration",
  "s3:PutBucketAcl",
  "s3:PutBucketCORS",
  "s3:PutBucketRequestPayment",
  "s3:PutBucketWebsite",
  "s3:PutIntelligentTieringConfiguration",
  "s3:PutInventoryConfiguration",
  "s3:PutReplicationConfiguration",
] as const;

/** What Terraform sets, and an attacker would unset. */
export const BUCKET_CHANGES_DEPLOY_ROLE_NEEDS = [
  "s3:PutBucketLogging",
  "s3:PutBucketNotification",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketTagging",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutMetricsConfiguration",
] as const;

/**
 * Of the same three kinds, and new. S3 refuses a bucket policy that names an action it does not know, and a Region or a
 * partition may not know these yet: they stand in the organization's policies alone, which are not checked so.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export const RECENT_OBJECT_CHANGES_NOBODY_NEEDS = [
  "s3:DeleteObjectAnnotation",
  "s3:DeleteObjectVersionAnnotation",
  "s3:PutObjectAnnotation",
  "s3:PutObjectVersionAnnotation",
  "s3:ReplicateObjectAnnotation",
  "s3:UpdateObjectEncryption",
] as const;
export const RECENT_BUCKET_CHANGES_NOBODY_NEEDS = [
  "s3:CreateBucketMetadataTableConfiguration",
  "s3:DeleteBucketMetadataTableConfiguration",
  "s3:PutBucketAbac",
  "s3:UpdateBucketMetadataAnnotationTableConfiguration",
  "s3:UpdateBucketMetadataInventoryTableConfiguration",
  "s3:UpdateBucketMetadataJournalTableConfiguration",
] as const;
export const RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS = ["s3:TagResource", "s3:UntagResource"] as const;

/** Without the key, years of locked logs cannot be read. */
export const KEY_CHANGES_NOBODY_NEEDS = [
  "kms:CreateGrant",
  "kms:DeleteImportedKeyMaterial",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:ImportKeyMaterial",
  "kms:ReplicateKey",
  "kms:ScheduleKeyDeletion",
  "kms:UpdatePrimaryRegion",
] as const;

/** An alias that points elsewhere hands the next apply another key. */
export const KEY_CHANGES_DEPLOY_ROLE_NEEDS = ["kms:DeleteAlias", "kms:PutKeyPolicy", "kms:UpdateAlias"] as const;

/** All three, for the organization's policies. */
export const EVERY_OBJECT_CHANGE_NOBODY_NEEDS = [
  ...OBJECT_CHANGES_NOBODY_NEEDS,
  ...RECENT_OBJECT_CHANGES_NOBODY_NEEDS,
] as const;
export const EVERY_BUCKET_CHANGE_NOBODY_NEEDS = [
  ...BUCKET_CHANGES_NOBODY_NEEDS,
  ...RECENT_BUCKET_CHANGES_NOBODY_NEEDS,
] as const;
export const EVERY_BUCKET_CHANGE_DEPLOY_ROLE_NEEDS = [
  ...BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
  ...RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
] as const;

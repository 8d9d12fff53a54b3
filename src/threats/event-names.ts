/**
 * CloudTrail's names of actions that IAM calls otherwise.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 * https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
export const EVENT_NAMES: Readonly<Record<string, readonly string[]>> = {
  "lambda:AddPermission": ["AddPermission20150331v2"],
  "lambda:DeleteFunction": ["DeleteFunction20150331"],
  "lambda:DeleteFunctionConcurrency": ["DeleteFunctionConcurrency20171031"],
  "lambda:PutFunctionConcurrency": ["PutFunctionConcurrency20171031"],
  "lambda:RemovePermission": ["RemovePermission20150331v2"],
  "lambda:UpdateAlias": ["UpdateAlias20150331"],
  "lambda:UpdateFunctionCode": ["UpdateFunctionCode20150331v2"],
  "lambda:UpdateFunctionConfiguration": ["UpdateFunctionConfiguration20150331v2"],
  "s3:BypassGovernanceRetention": ["DeleteObject", "DeleteObjects", "PutObjectRetention"],
  "s3:DeleteObject": ["DeleteObject", "DeleteObjects"],
  "s3:DeleteObjectVersion": ["DeleteObject", "DeleteObjects"],
  "s3:DeleteObjectVersionTagging": ["DeleteObjectTagging"],
  "s3:PutAccelerateConfiguration": ["PutBucketAccelerateConfiguration"],
  "s3:PutAccountPublicAccessBlock": ["PutAccountPublicAccessBlock", "DeleteAccountPublicAccessBlock"],
  "s3:PutAnalyticsConfiguration": ["PutBucketAnalyticsConfiguration", "DeleteBucketAnalyticsConfiguration"],
  "s3:PutBucketCORS": ["PutBucketCors", "DeleteBucketCors"],
  "s3:PutBucketObjectLockConfiguration": ["PutObjectLockConfiguration"],
  "s3:PutBucketOwnershipControls": ["PutBucketOwnershipControls", "DeleteBucketOwnershipControls"],
  "s3:PutBucketPublicAccessBlock": ["PutBucketPublicAccessBlock", "DeleteBucketPublicAccessBlock"],
  "s3:PutBucketTagging": ["PutBucketTagging", "DeleteBucketTagging"],
  "s3:PutEncryptionConfiguration": ["PutBucketEncryption", "DeleteBucketEncryption"],
  "s3:PutIntelligentTieringConfiguration": [
    "PutBucketIntelligentTieringConfiguration",
    "DeleteBucketIntelligentTieringConfiguration",
  ],
  "s3:PutInventoryConfiguration": ["PutBucketInventoryConfiguration", "DeleteBucketInventoryConfiguration"],
  "s3:PutLifecycleConfiguration": ["PutBucketLifecycle", "DeleteBucketLifecycle"],
  "s3:PutMetricsConfiguration": ["PutBucketMetricsConfiguration", "DeleteBucketMetricsConfiguration"],
  "s3:PutObjectVersionAcl": ["PutObjectAcl"],
  "s3:PutObjectVersionTagging": ["PutObjectTagging"],
  "s3:PutReplicationConfiguration": ["PutBucketReplication", "DeleteBucketReplication"],
};

/** Services that record themselves under another name than IAM's. */
export const EVENT_SOURCES: Readonly<Record<string, string>> = { cloudwatch: "monitoring" };

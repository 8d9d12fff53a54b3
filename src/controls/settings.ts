/** A setting of an emitted resource that requirements rest on. */
export interface Setting {
  /** What it means for an auditor. */
  readonly says: string;
  /** Path of its construct, from the stack: the resource is `type` there. */
  readonly construct: string;
  readonly type: string;
  /** Path of the attribute in the emitted JSON, parted by dots. Numbers count in lists. */
  readonly attribute: string;
  /** What it has to be. */
  readonly is: "present" | string | boolean | { readonly atLeast: number } | { readonly atLeastDays: number };
}

/** Each once, by what frameworks call for. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html */
export const SETTINGS = {
  "every-account": {
    says: "One trail records every account of the organization; members see it and cannot change it",
    construct: "org-trail/trail",
    type: "aws_cloudtrail",
    attribute: "is_organization_trail",
    is: true,
  },
  "every-region": {
    says: "It records every Region",
    construct: "org-trail/trail",
    type: "aws_cloudtrail",
    attribute: "is_multi_region_trail",
    is: true,
  },
  "global-services": {
    says: "It records IAM, STS and other global services",
    construct: "org-trail/trail",
    type: "aws_cloudtrail",
    attribute: "include_global_service_events",
    is: true,
  },
  "logging-on": {
    says: "It is logging",
    construct: "org-trail/trail",
    type: "aws_cloudtrail",
    attribute: "enable_logging",
    is: true,
  },
  "event-selectors": {
    says: "Which events it records is declared, management events among them",
    construct: "org-trail/trail",
    type: "aws_cloudtrail",
    attribute: "advanced_event_selector",
    is: "present",
  },
  "signed-digests": {
    says: "CloudTrail signs a digest of all files every hour, so that a changed, missing or added one is found",
    construct: "org-trail/trail",
    type: "aws_cloudtrail",
    attribute: "enable_log_file_validation",
    is: true,
  },
  "trail-encrypted": {
    says: "Log files are encrypted with a key of the log-archive account",
    construct: "org-trail/trail",
    type: "aws_cloudtrail",
    attribute: "kms_key_id",
    is: "present",
  },
  "trail-to-log-group": {
    says: "Events also go to a log group, where alarms watch them",
    construct: "org-trail/trail",
    type: "aws_cloudtrail",
    attribute: "cloud_watch_logs_group_arn",
    is: "present",
  },
  "log-group-retention": {
    says: "The log group keeps events for at least a year",
    construct: "org-trail/log-group",
    type: "aws_cloudwatch_log_group",
    attribute: "retention_in_days",
    is: { atLeast: 365 },
  },
  "log-group-encrypted": {
    says: "The log group is encrypted with a key of its own",
    construct: "org-trail/log-group",
    type: "aws_cloudwatch_log_group",
    attribute: "kms_key_id",
    is: "present",
  },
  "object-lock": {
    says: "Object Lock keeps each log file unchanged for its time, also from root",
    construct: "log-archive-bucket/object-lock",
    type: "aws_s3_bucket_object_lock_configuration",
    attribute: "rule.default_retention.mode",
    is: "COMPLIANCE",
  },
  "lock-a-year": {
    says: "The lock holds for at least a year",
    construct: "log-archive-bucket/object-lock",
    type: "aws_s3_bucket_object_lock_configuration",
    attribute: "rule.default_retention",
    is: { atLeastDays: 365 },
  },
  "lock-six-years": {
    says: "The lock holds for at least six years",
    construct: "log-archive-bucket/object-lock",
    type: "aws_s3_bucket_object_lock_configuration",
    attribute: "rule.default_retention",
    is: { atLeastDays: 2191 },
  },
  versioning: {
    says: "A deleted or overwritten object is still there as a version",
    construct: "log-archive-bucket/versioning",
    type: "aws_s3_bucket_versioning",
    attribute: "versioning_configuration.status",
    is: "Enabled",
  },
  "archive-encrypted": {
    says: "The archive is encrypted with KMS",
    construct: "log-archive-bucket/encryption",
    type: "aws_s3_bucket_server_side_encryption_configuration",
    attribute: "rule.0.apply_server_side_encryption_by_default.sse_algorithm",
    is: "aws:kms",
  },
  "archive-not-public": {
    says: "The archive cannot be opened to the public",
    construct: "log-archive-bucket/public-access-block",
    type: "aws_s3_bucket_public_access_block",
    attribute: "restrict_public_buckets",
    is: true,
  },
  "account-not-public": {
    says: "Nothing in the log-archive account can be opened to the public",
    construct: "public-access-block",
    type: "aws_s3_account_public_access_block",
    attribute: "restrict_public_buckets",
    is: true,
  },
  "archive-access-logged": {
    says: "Each request to the archive is logged in another bucket",
    construct: "log-archive-bucket/logging",
    type: "aws_s3_bucket_logging",
    attribute: "target_bucket",
    is: "present",
  },
  "archive-transitions": {
    says: "Older log files move to cheaper storage that keeps them as safely",
    construct: "log-archive-bucket/lifecycle",
    type: "aws_s3_bucket_lifecycle_configuration",
    attribute: "rule.0.transition",
    is: "present",
  },
  "key-rotation": {
    says: "The archive's key is rotated every year",
    construct: "org-logs-key/key",
    type: "aws_kms_key",
    attribute: "enable_key_rotation",
    is: true,
  },
  "key-deletion-window": {
    says: "A key whose deletion was scheduled can be kept for 30 days",
    construct: "org-logs-key/key",
    type: "aws_kms_key",
    attribute: "deletion_window_in_days",
    is: { atLeast: 30 },
  },
  sentinel: {
    says: "A function compares the live trail, guardrails and digests with the description, from outside of what it watches",
    construct: "trail-sentinel/function",
    type: "aws_lambda_function",
    attribute: "function_name",
    is: "present",
  },
  "self-test": {
    says: "Three times a week a call without effect has to come out of both ways of alerting",
    construct: "self-test/schedule",
    type: "aws_scheduler_schedule",
    attribute: "schedule_expression",
    is: "present",
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingId = keyof typeof SETTINGS;

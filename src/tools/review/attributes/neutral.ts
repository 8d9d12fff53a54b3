/** Attributes whose change weakens nothing, of any type. What AWS computes is known after the apply, and nothing rests on it. */
const EVERYWHERE = [
  "id",
  "arn",
  "tags",
  "tags_all",
  "timeouts",
  "name_prefix",
  "description",
  "owner_id",
  "owner",
  "creation_date",
  "unique_id",
];

/** The same, by type. What has a resource of its own is judged there, and stands in its bucket, topic or role a second time. */
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  aws_cloudtrail: ["home_region", "sns_topic_arn"],
  aws_cloudtrail_organization_delegated_admin_account: ["email", "name", "service_principal"],
  aws_cloudwatch_dashboard: ["dashboard_arn", "dashboard_body", "dashboard_name"],
  aws_cloudwatch_event_rule: ["is_enabled", "force_destroy"],
  aws_cloudwatch_event_target: ["input_transformer", "target_id", "force_destroy"],
  aws_cloudwatch_log_group: ["skip_destroy"],
  aws_cloudwatch_log_metric_filter: [],
  aws_cloudwatch_metric_alarm: [
    "alarm_description",
    "ok_actions",
    "insufficient_data_actions",
    "evaluate_low_sample_count_percentiles",
  ],
  aws_iam_role: ["inline_policy", "create_date", "force_detach_policies"],
  aws_kms_alias: ["target_key_arn"],
  aws_kms_key: ["key_id"],
  aws_lambda_function: [
    "architectures",
    "code_sha256",
    "filename",
    "invoke_arn",
    "last_modified",
    "qualified_arn",
    "qualified_invoke_arn",
    "runtime",
    "source_code_hash",
    "source_code_size",
    "tracing_config",
    "version",
  ],
  aws_lambda_function_event_invoke_config: ["maximum_event_age_in_seconds", "maximum_retry_attempts"],
  aws_lambda_permission: ["statement_id"],
  aws_organizations_policy: ["name", "skip_destroy"],
  aws_organizations_policy_attachment: ["skip_destroy"],
  aws_s3_bucket: [
    "acceleration_status",
    "bucket_domain_name",
    "bucket_regional_domain_name",
    "lifecycle_rule",
    "logging",
    "object_lock_configuration",
    "policy",
    "server_side_encryption_configuration",
    "versioning",
  ],
  aws_s3_bucket_lifecycle_configuration: ["transition_default_minimum_object_size"],
  aws_s3_bucket_logging: ["target_object_key_format"],
  aws_s3_bucket_object_lock_configuration: ["token"],
  aws_scheduler_schedule: ["flexible_time_window", "schedule_expression_timezone"],
  aws_sns_topic: ["policy", "display_name", "beginning_archive_time"],
  aws_sns_topic_subscription: [
    "confirmation_timeout_in_minutes",
    "confirmation_was_authenticated",
    "pending_confirmation",
    "endpoint_auto_confirms",
  ],
  aws_sqs_queue: [
    "url",
    "visibility_timeout_seconds",
    "receive_wait_time_seconds",
    "kms_data_key_reuse_period_seconds",
  ],
};

export function isNeutral(type: string, attribute: string): boolean {
  return EVERYWHERE.includes(attribute) || (BY_TYPE[type]?.includes(attribute) ?? false);
}

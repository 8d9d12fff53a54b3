import { unchanged } from "../attributes/rules";
import type { AttributeCheck } from "./check";

/** What a resource is named by, or belongs to: with another one, it is another resource. */
const IDENTITIES: Readonly<Record<string, readonly string[]>> = {
  aws_athena_named_query: ["name", "workgroup", "database"],
  aws_athena_workgroup: ["name"],
  aws_cloudformation_stack_instances: ["stack_set_name"],
  aws_cloudformation_stack_set: ["name"],
  aws_cloudtrail: ["name"],
  aws_cloudwatch_event_bus: ["name"],
  aws_cloudwatch_event_bus_policy: ["event_bus_name"],
  aws_cloudwatch_event_rule: ["name", "event_bus_name"],
  aws_cloudwatch_event_target: ["rule", "event_bus_name"],
  aws_cloudwatch_log_group: ["name", "log_group_class"],
  aws_cloudwatch_log_metric_filter: ["name", "log_group_name"],
  aws_cloudwatch_metric_alarm: ["alarm_name"],
  aws_glue_catalog_database: ["name", "catalog_id"],
  aws_glue_catalog_table: ["name", "database_name", "catalog_id"],
  aws_iam_role: ["name", "path"],
  aws_iam_role_policy: ["name", "role"],
  aws_kms_alias: ["name"],
  aws_lambda_function: ["function_name"],
  aws_lambda_function_event_invoke_config: ["function_name"],
  aws_lambda_permission: ["function_name"],
  aws_s3_bucket: ["bucket"],
  aws_s3_bucket_lifecycle_configuration: ["bucket"],
  aws_s3_bucket_logging: ["bucket"],
  aws_s3_bucket_metric: ["bucket", "name"],
  aws_s3_bucket_notification: ["bucket"],
  aws_s3_bucket_object_lock_configuration: ["bucket"],
  aws_s3_bucket_ownership_controls: ["bucket"],
  aws_s3_bucket_policy: ["bucket"],
  aws_s3_bucket_public_access_block: ["bucket"],
  aws_s3_bucket_server_side_encryption_configuration: ["bucket"],
  aws_s3_bucket_versioning: ["bucket"],
  aws_scheduler_schedule: ["name", "group_name"],
  aws_sns_topic: ["name"],
  aws_sns_topic_policy: ["arn"],
  aws_sns_topic_subscription: ["topic_arn"],
  aws_sqs_queue: ["name"],
};

const another = unchanged("It is another one, or belongs to another one.");

export const identityChanged: AttributeCheck = {
  id: "identity-changed",
  about: "A resource takes another name, or belongs to something else.",
  remedy: "Keep the name: what others know it by, they would no longer find.",
  attributes: Object.fromEntries(
    Object.entries(IDENTITIES).map(([type, names]) => [type, Object.fromEntries(names.map((name) => [name, another]))]),
  ),
};

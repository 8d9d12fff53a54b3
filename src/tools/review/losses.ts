import type { ResourceChange } from "./plan";

/** What is lost with a resource of each type. Undefined: nothing that anybody is promised. */
const LOSSES: Readonly<Record<string, string | undefined>> = {
  aws_athena_named_query: undefined,
  aws_athena_workgroup:
    "Nobody can ask the archive questions: the work group's settings, and its past queries, are gone.",
  aws_cloudformation_stack_instances: "Accounts no longer forward their events.",
  aws_cloudformation_stack_set: "The workload accounts no longer forward their events.",
  aws_cloudtrail: "The trail is gone: nothing is recorded.",
  aws_cloudtrail_organization_delegated_admin_account:
    "The security account no longer administers the organization's trails.",
  aws_cloudwatch_dashboard: undefined,
  aws_cloudwatch_event_bus: "The audit bus is gone: no event reaches a rule on it.",
  aws_cloudwatch_event_bus_policy: "No account may forward to the audit bus any more.",
  aws_cloudwatch_event_rule: "A rule is gone: what it saw is seen no more.",
  aws_cloudwatch_event_target: "A rule's target is gone: its events reach nobody.",
  aws_cloudwatch_log_group: "A log group is gone, with every event in it.",
  aws_cloudwatch_log_metric_filter: "A metric filter is gone: its alarm is never raised.",
  aws_cloudwatch_metric_alarm: "An alarm is gone.",
  aws_glue_catalog_database: "Queries have no tables any more. The logs stay where they are.",
  aws_glue_catalog_table: "A table is gone: queries of it fail. The logs stay where they are.",
  aws_iam_role:
    "A role is gone: what acted as it, such as delivery to the log group, forwarding or the sentinel, fails.",
  aws_iam_role_policy: "A role may no longer do what it is for.",
  aws_kms_alias: "An alias is gone: whatever looks the key up by it fails.",
  aws_kms_key: "A key is to be deleted: everything that it encrypted becomes unreadable, for ever.",
  aws_lambda_function: "The sentinel is gone.",
  aws_lambda_permission: "Nothing may start the sentinel in this way any more.",
  aws_lambda_function_event_invoke_config:
    "The sentinel's failed runs are tried again for another time, and another number of times.",
  aws_organizations_policy: "A guardrail is gone.",
  aws_organizations_policy_attachment: "A guardrail no longer binds what it was attached to.",
  aws_s3_account_public_access_block: "Buckets of the account can be opened to the public.",
  aws_s3_bucket: "A bucket is gone, with everything in it.",
  aws_s3_bucket_lifecycle_configuration:
    "The bucket has no lifecycle: nothing is moved or expires, and it is kept for ever.",
  aws_s3_bucket_logging: "Nobody logs any more who reads the archive.",
  aws_s3_bucket_object_lock_configuration: "What arrives is no longer locked.",
  aws_s3_bucket_policy: "The bucket's policy is gone, with every Deny in it; and the trail may not deliver.",
  aws_s3_bucket_public_access_block: "The bucket can be opened to the public.",
  aws_s3_bucket_server_side_encryption_configuration: "What arrives is encrypted with S3's key, not ours.",
  aws_s3_bucket_versioning: "Versions are no longer kept.",
  aws_s3_bucket_metric: "Requests of the archive are no longer counted: that deliveries stop raises no alarm.",
  aws_s3_bucket_notification: "EventBridge hears nothing of the bucket any more.",
  aws_s3_bucket_ownership_controls: "Access lists of the bucket may count again.",
  aws_scheduler_schedule: "The self-test no longer runs.",
  aws_sns_topic: "A topic is gone: whoever was subscribed to it hears nothing.",
  aws_sns_topic_policy: "The topic's policy is gone: who may publish is AWS's default.",
  aws_sns_topic_subscription: "Somebody is told no more.",
  aws_sqs_queue: "A queue is gone, with what could not be delivered.",
};

/** Types of which somebody has said what is lost with them. */
export const KNOWN_LOSSES: readonly string[] = Object.keys(LOSSES);

/** What a person loses with it; undefined where that is nothing. */
export function lossOf({ type, change: { before } }: ResourceChange): string | undefined {
  const loss = type in LOSSES ? LOSSES[type] : "It is gone.";
  const whom =
    type === "aws_sns_topic_subscription"
      ? before?.endpoint
      : type === "aws_organizations_policy_attachment"
        ? before?.target_id
        : undefined;
  return loss === undefined || typeof whom !== "string" ? loss : `${loss} It was: ${whom}.`;
}

/** https://developer.hashicorp.com/terraform/internals/json-format#plan-representation, action_reason */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted:
    "Its creation was interrupted, and Terraform would make it anew. Run: npm run deploy -- --untaint",
  replace_because_cannot_update: "AWS cannot change it in place.",
  replace_by_request: "Somebody asked for it with -replace.",
  replace_by_triggers: "replace_triggered_by asks for it.",
  delete_because_no_resource_config: "The description does not have it any more.",
  delete_because_no_module: "The description does not have it any more.",
  delete_because_wrong_repetition: "The description has it in another number.",
  delete_because_count_index: "The description has fewer of it.",
  delete_because_each_key: "The description does not have this one any more.",
  delete_because_no_move_target: "It was to be moved to an address that the description does not have.",
};

export function reasonOf({
  action_reason: reason,
  change: { replace_paths: paths = [] },
}: ResourceChange): readonly string[] {
  const because = reason === undefined ? undefined : REASONS[reason];
  const forced = paths.map((path) => path.join(".")).join(", ");
  return [...(because === undefined ? [] : [because]), ...(forced === "" ? [] : [`What forces it: ${forced}.`])];
}

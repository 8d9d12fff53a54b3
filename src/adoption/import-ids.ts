import { dnsSuffixOf, partitionOf } from "../config/regions";

/** An id that AWS chose: the description says it. */
export interface ChosenId {
  /** What it is, for messages. */
  readonly what: string;
  readonly isForm: (id: string) => boolean;
  /** Where to copy it from. */
  readonly remedy: string;
}

/** What a row may ask of a resource. */
export interface Resource {
  readonly accountId: string;
  readonly region: string;
  /** An attribute of the resource, its references to other resources of the stack resolved. */
  readonly text: (attribute: string, otherwise?: string) => string;
}

type Row = (resource: Resource) => string | ChosenId;

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

const named =
  (attribute: string): Row =>
  ({ text }) =>
    text(attribute);
const joined =
  (separator: string, ...attributes: readonly string[]): Row =>
  ({ text }) =>
    attributes.map((attribute) => text(attribute)).join(separator);
const bucket = named("bucket");

/** Rules and targets on the default bus may leave it out. */
const bus = ({ text }: Resource): string => text("event_bus_name", "default");

function arnOf({ accountId, region }: Resource, service: string, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
}

/**
 * How the import id of each type of resource comes about. Each type's page of the provider has it under "Import":
 * https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/<type without aws_>#import
 */
export const IMPORT_IDS: Readonly<Record<string, Row>> = {
  aws_athena_named_query: () => ({
    what: "the id of a named query, a UUID",
    isForm: (id) => new RegExp(`^${UUID}$`).test(id),
    remedy: "copy it from `aws athena list-named-queries`",
  }),
  aws_athena_workgroup: named("name"),
  aws_cloudformation_stack_instances: ({ text }) => `${text("stack_set_name")},SELF,OU`,
  aws_cloudformation_stack_set: named("name"),
  aws_cloudtrail: (of) => arnOf(of, "cloudtrail", `trail/${of.text("name")}`),
  aws_cloudtrail_organization_delegated_admin_account: named("account_id"),
  aws_cloudwatch_dashboard: named("dashboard_name"),
  aws_cloudwatch_event_bus: named("name"),
  aws_cloudwatch_event_bus_policy: named("event_bus_name"),
  aws_cloudwatch_event_rule: (of) => `${bus(of)}/${of.text("name")}`,
  aws_cloudwatch_event_target: (of) => `${bus(of)}/${of.text("rule")}/${of.text("target_id")}`,
  aws_cloudwatch_log_group: named("name"),
  aws_cloudwatch_log_metric_filter: joined(":", "log_group_name", "name"),
  aws_cloudwatch_metric_alarm: named("alarm_name"),
  aws_glue_catalog_database: ({ accountId, text }) => `${accountId}:${text("name")}`,
  aws_glue_catalog_table: ({ accountId, text }) => `${accountId}:${text("database_name")}:${text("name")}`,
  aws_iam_role: named("name"),
  aws_iam_role_policy: joined(":", "role", "name"),
  aws_kms_alias: named("name"),
  aws_kms_key: () => ({
    what: "the id of a single-Region KMS key, a UUID",
    isForm: (id) => new RegExp(`^${UUID}$`).test(id),
    remedy: "copy it from `aws kms describe-key`: KeyId",
  }),
  aws_lambda_function: named("function_name"),
  aws_lambda_function_event_invoke_config: named("function_name"),
  aws_lambda_permission: joined("/", "function_name", "statement_id"),
  aws_organizations_policy: () => ({
    what: "the id of a policy, `p-` and 8 to 128 letters, digits and `_`",
    // https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html
    isForm: (id) => /^p-[\da-zA-Z_]{8,128}$/.test(id),
    remedy: "copy it from `aws organizations list-policies`",
  }),
  // Written by imports.ts: one import for each target.
  aws_organizations_policy_attachment: joined(":", "target_id", "policy_id"),
  aws_s3_account_public_access_block: ({ accountId }) => accountId,
  aws_s3_bucket: bucket,
  aws_s3_bucket_lifecycle_configuration: bucket,
  aws_s3_bucket_logging: bucket,
  aws_s3_bucket_metric: joined(":", "bucket", "name"),
  aws_s3_bucket_notification: bucket,
  aws_s3_bucket_object_lock_configuration: bucket,
  aws_s3_bucket_ownership_controls: bucket,
  aws_s3_bucket_policy: bucket,
  aws_s3_bucket_public_access_block: bucket,
  aws_s3_bucket_server_side_encryption_configuration: bucket,
  aws_s3_bucket_versioning: bucket,
  aws_scheduler_schedule: ({ text }) => `${text("group_name", "default")}/${text("name")}`,
  aws_sns_topic: (of) => arnOf(of, "sns", of.text("name")),
  aws_sns_topic_policy: named("arn"),
  aws_sns_topic_subscription: ({ text }) => {
    const topic = text("topic_arn");
    return {
      what: `the ARN of a confirmed subscription to ${topic}, which ends in a UUID`,
      isForm: (id) => id.startsWith(`${topic}:`) && new RegExp(`^${UUID}$`).test(id.slice(topic.length + 1)),
      remedy: "copy it from `aws sns list-subscriptions-by-topic`; one that is not confirmed has none: write false",
    };
  },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
  aws_sqs_queue: ({ accountId, region, text }) =>
    `https://sqs.${region}.${dnsSuffixOf(partitionOf(region))}/${accountId}/${text("name")}`,
};

import type { Organization } from "../../config/organization";

/** What every account forwards with. */
const FORWARDERS = ["aws_cloudwatch_event_rule", "aws_cloudwatch_event_target", "aws_iam_role", "aws_iam_role_policy"];

/** What the central account has besides. */
const CENTRAL = [
  "aws_cloudwatch_event_bus",
  "aws_cloudwatch_event_bus_policy",
  "aws_cloudwatch_metric_alarm",
  "aws_kms_alias",
  "aws_kms_key",
  "aws_sns_topic",
  "aws_sns_topic_policy",
  "aws_sns_topic_subscription",
  "aws_sqs_queue",
];

/** What the workbench has, where it was in the central account. */
const WORKBENCH = [
  "aws_athena_named_query",
  "aws_athena_workgroup",
  "aws_glue_catalog_database",
  "aws_glue_catalog_table",
  "aws_s3_bucket",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
];

/**
 * Types that the stack of a former account held: it is empty now, and Terraform takes all of them away.
 *
 * @returns undefined for an account that is not a former one
 */
export function formerTypes({ accounts }: Organization, accountId: string): ReadonlySet<string> | undefined {
  const former = accounts.former.find(({ id }) => id === accountId);
  if (former === undefined) return undefined;
  return new Set(former.name === "security" ? [...FORWARDERS, ...CENTRAL, ...WORKBENCH] : FORWARDERS);
}

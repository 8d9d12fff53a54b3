import { ARCHIVING } from "./archiving";
import type { Item } from "./item";
import { RECORDING } from "./recording";
import { WATCHING } from "./watching";

/** Everything that is paid for. */
export const ITEMS: readonly Item[] = [...WATCHING, ...RECORDING, ...ARCHIVING];

const FREE_SETTING = "a setting of a bucket that is paid for by what it holds";

/** Types of resources that AWS asks nothing for, and why. A type that is neither here nor among the items fails a test. */
export const FREE_TYPES: Readonly<Record<string, string>> = {
  aws_athena_named_query: "a saved query costs nothing until it is run",
  aws_cloudformation_stack_instances: "StackSets are free; what they make is a rule, and a role",
  aws_cloudtrail_organization_delegated_admin_account: "a registration",
  aws_cloudwatch_event_bus_policy: "a policy",
  aws_glue_catalog_database: "the first million objects of the catalog are free",
  aws_iam_role: "IAM is free",
  aws_iam_role_policy: "IAM is free",
  aws_kms_alias: "a name of a key",
  aws_lambda_function_event_invoke_config: "a setting of the function",
  aws_lambda_permission: "a policy",
  aws_organizations_policy: "Organizations is free",
  aws_organizations_policy_attachment: "Organizations is free",
  aws_s3_account_public_access_block: "a setting",
  aws_s3_bucket_ownership_controls: FREE_SETTING,
  aws_s3_bucket_policy: "a policy",
  aws_s3_bucket_public_access_block: FREE_SETTING,
  aws_s3_bucket_server_side_encryption_configuration: FREE_SETTING,
  aws_s3_bucket_versioning: FREE_SETTING,
  aws_sns_topic_policy: "a policy",
};

import { bucketEncryption } from "../attributes/bucket-encryption";
import type { AttributeRules } from "../attributes/rule";
import { always, kept, notMore, unchanged } from "../attributes/rules";
import type { AttributeCheck } from "./check";

const ownKey = (attribute: string): AttributeRules => ({
  [attribute]: kept(
    "It is no longer encrypted with a key of ours.",
    "It is encrypted with another key: whoever has that one's policy decides who reads.",
  ),
});

export const encryptionWeakened: AttributeCheck = {
  id: "encryption-weakened",
  about: "Something is encrypted with a weaker key, another key or none, or a key is rotated less.",
  remedy:
    "Keep the key. Another key for the archive is a decision: logs that are there stay encrypted with the one before.",
  attributes: {
    aws_cloudtrail: ownKey("kms_key_id"),
    aws_cloudwatch_log_group: ownKey("kms_key_id"),
    aws_cloudwatch_event_bus: ownKey("kms_key_identifier"),
    aws_sns_topic: ownKey("kms_master_key_id"),
    aws_sqs_queue: ownKey("kms_master_key_id"),
    aws_lambda_function: ownKey("kms_key_arn"),
    aws_scheduler_schedule: ownKey("kms_key_arn"),
    aws_s3_bucket_server_side_encryption_configuration: { rule: bucketEncryption },
    aws_kms_alias: {
      target_key_id: unchanged(
        "The alias points to another key: whatever is looked up by it uses that one from now on.",
      ),
    },
    aws_kms_key: {
      enable_key_rotation: always(true, "The key is no longer rotated."),
      rotation_period_in_days: notMore("The key is rotated less often.", 365),
      is_enabled: always(true, "The key is disabled: nothing is delivered, and nothing can be read."),
      customer_master_key_spec: unchanged("It is another kind of key."),
      key_usage: unchanged("It is a key for another use."),
      custom_key_store_id: unchanged("The key's material lies elsewhere."),
      xks_key_id: unchanged("The key's material lies elsewhere."),
      multi_region: unchanged("The key can be copied into other Regions."),
    },
  },
};

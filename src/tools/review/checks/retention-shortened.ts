import { lifecycle } from "../attributes/lifecycle";
import { retentionDays } from "../attributes/retention-days";
import { notLess } from "../attributes/rules";
import type { AttributeCheck } from "./check";

export const retentionShortened: AttributeCheck = {
  id: "retention-shortened",
  about: "Evidence is kept for a shorter time.",
  remedy: "Keep the longer time in the organization's description.",
  attributes: {
    aws_cloudwatch_log_group: { retention_in_days: retentionDays },
    aws_s3_bucket_lifecycle_configuration: { rule: lifecycle },
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html: four days where nothing is said.
    aws_sqs_queue: {
      message_retention_seconds: notLess("What could not be delivered is kept for a shorter time.", 345_600),
    },
  },
};

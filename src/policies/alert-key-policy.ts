import type { Names } from "../naming";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { logGroupEncryption } from "./log-group-encryption";

/** Policy of the key that encrypts an account's topics and queues, and in the management account the sentinel's log group. */
export function alertKeyPolicy(names: Names, accountId: string): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowAlertAccount",
      Effect: "Allow",
      Principal: { AWS: `arn:${names.partition}:iam::${accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    allowToEncrypt("AllowAlarmsToEncrypt", "cloudwatch.amazonaws.com"),
    allowToEncrypt("AllowRulesToEncrypt", "events.amazonaws.com"),
    allowTopicsToEncrypt(names),
    ...(accountId === names.managementAccountId
      ? [logGroupEncryption("AllowSentinelLogEncryption", names, names.sentinel.logGroup)]
      : []),
  ]);
}

/**
 * Alarms and rules both without a condition, as on AWS's page. On the way from EventBridge to what is encrypted, KMS is not
 * told whose rule it is; on the way from CloudWatch no page of AWS's says that it is told whose alarm. Who may publish or
 * send, the topic's and the queue's own policies decide.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
function allowToEncrypt(sid: string, service: string): Statement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
    Resource: "*",
  };
}

/** SNS names the topic, as CDK relies on in its own key policies. https://github.com/aws/aws-cdk/issues/20339 */
function allowTopicsToEncrypt({ alarmTopic, eventTopic }: Names): Statement {
  return {
    Sid: "AllowTopicsToEncrypt",
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
    Resource: "*",
    Condition: { ArnEquals: { "aws:SourceArn": [alarmTopic.arn, eventTopic.arn] } },
  };
}

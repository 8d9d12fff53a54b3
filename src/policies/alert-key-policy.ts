import type { Names } from "../naming";
import { accountPrincipal, EVENTBRIDGE, SNS } from "./callers";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { allowToEncrypt } from "./key-use";
import { logGroupEncryption } from "./log-group-encryption";

/** Policy of the key that encrypts an account's topics and queues, and in the management account the sentinel's log group. */
export function alertKeyPolicy(names: Names, accountId: string): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowAlertAccount",
      Effect: "Allow",
      Principal: accountPrincipal(names, accountId),
      Action: "kms:*",
      Resource: "*",
    },
    allowToEncrypt("AllowAlarmsToEncrypt", { Service: "cloudwatch.amazonaws.com" }),
    allowToEncrypt("AllowRulesToEncrypt", EVENTBRIDGE),
    allowTopicsToEncrypt(names),
    ...(accountId === names.managementAccountId
      ? [logGroupEncryption("AllowSentinelLogEncryption", names, names.sentinel.logGroup)]
      : []),
  ]);
}

/** SNS names the topic, as CDK relies on in its own key policies. https://github.com/aws/aws-cdk/issues/20339 */
function allowTopicsToEncrypt({ alarmTopic, counted, eventTopic }: Names): Statement {
  return {
    ...allowToEncrypt("AllowTopicsToEncrypt", SNS),
    Condition: { ArnEquals: { "aws:SourceArn": [alarmTopic.arn, counted.topic.arn, eventTopic.arn] } },
  };
}

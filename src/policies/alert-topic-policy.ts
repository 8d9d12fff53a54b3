import type { Names } from "../naming";
import { EVENTBRIDGE } from "./callers";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { denyInsecureTransport } from "./secure-transport";

/** Policy of a topic that alerts go to: CloudWatch's alarms publish, to one of the two EventBridge's rules, nobody else. */
export function alertTopicPolicy(names: Names, topicArn: string): PolicyDocument {
  return policyDocument([
    allowAlarmsToPublish(names, topicArn),
    ...(topicArn === names.eventTopic.arn ? [allowRulesToPublish(topicArn)] : []),
    denyInsecureTransport({ Sid: "DenyAlertInsecureTransport", Action: "sns:Publish", Resource: topicArn }),
  ]);
}

/**
 * Ours alone, of whichever of the accounts that watch.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html#sns-allow-cloudwatch-alarms-to-publish-to-topic-in-another-account
 */
function allowAlarmsToPublish(names: Names, topicArn: string): Statement {
  const { partition, homeRegion, auditAccountIds, auditPrefix } = names;
  return {
    Sid: "AllowAlarmsToPublish",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: {
      ArnLike: {
        "aws:SourceArn": auditAccountIds.map(
          (account) => `arn:${partition}:cloudwatch:${homeRegion}:${account}:alarm:${auditPrefix}*`,
        ),
      },
    },
  };
}

/**
 * EventBridge takes no conditions in a topic's policy. A rule of another account would publish as a role of its own, which
 * this does not let in. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
function allowRulesToPublish(topicArn: string): Statement {
  return {
    Sid: "AllowRulesToPublish",
    Effect: "Allow",
    Principal: EVENTBRIDGE,
    Action: "sns:Publish",
    Resource: topicArn,
  };
}

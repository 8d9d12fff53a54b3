import type { Names } from "../naming";
import { type PolicyDocument, policyDocument, type Statement } from "./document";

/** Policy of the topic on which the trail says that a log file was delivered. */
export function deliveryTopicPolicy(names: Names): PolicyDocument {
  return policyDocument([allowTrailToPublish(names), denyTopicInsecureTransport(names)]);
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html */
function allowTrailToPublish({ deliveryTopic, trail }: Names): Statement {
  return {
    Sid: "AllowTrailToPublish",
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "sns:Publish",
    Resource: deliveryTopic.arn,
    Condition: { StringEquals: { "aws:SourceArn": trail.arn } },
  };
}

function denyTopicInsecureTransport({ deliveryTopic }: Names): Statement {
  return {
    Sid: "DenyTopicInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "sns:Publish",
    Resource: deliveryTopic.arn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

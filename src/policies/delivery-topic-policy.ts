import type { Names } from "../naming";
import { CLOUDTRAIL } from "./callers";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { denyInsecureTransport } from "./secure-transport";

/** Policy of the topic on which the trail says that a log file was delivered. */
export function deliveryTopicPolicy(names: Names): PolicyDocument {
  return policyDocument([
    allowTrailToPublish(names),
    denyInsecureTransport({
      Sid: "DenyTopicInsecureTransport",
      Action: "sns:Publish",
      Resource: names.deliveryTopic.arn,
    }),
  ]);
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html */
function allowTrailToPublish({ deliveryTopic, trail }: Names): Statement {
  return {
    Sid: "AllowTrailToPublish",
    Effect: "Allow",
    Principal: CLOUDTRAIL,
    Action: "sns:Publish",
    Resource: deliveryTopic.arn,
    Condition: { StringEquals: { "aws:SourceArn": trail.arn } },
  };
}

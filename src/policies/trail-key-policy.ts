import type { Names } from "../naming";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { logGroupEncryption } from "./log-group-encryption";

/** Policy of the key that encrypts what the trail sends to CloudWatch Logs and SNS in the management account. */
export function trailKeyPolicy(names: Names): PolicyDocument {
  return policyDocument([
    allowManagementAccount(names),
    logGroupEncryption("AllowLogGroupEncryption", names, names.trailLogGroup),
    allowTrailToPublishEncrypted(),
  ]);
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function allowManagementAccount({ partition, managementAccountId }: Names): Statement {
  return {
    Sid: "AllowManagementAccount",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${managementAccountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}

/**
 * Without a condition, as on AWS's page: no page says that KMS is told for which trail CloudTrail publishes. Which trail may
 * publish, the topic's own policy decides.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
function allowTrailToPublishEncrypted(): Statement {
  return {
    Sid: "AllowTrailToPublishEncrypted",
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
    Resource: "*",
  };
}

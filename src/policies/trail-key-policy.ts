import type { Names } from "../naming";
import { type PolicyDocument, policyDocument, type Statement } from "./document";

/** Policy of the key that encrypts what the trail sends to CloudWatch Logs and SNS in the management account. */
export function trailKeyPolicy(names: Names): PolicyDocument {
  return policyDocument([
    allowManagementAccount(names),
    allowLogGroupEncryption(names),
    allowTrailToPublishEncrypted(names),
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
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html; without the page's kms:Describe*,
 * which has no encryption context and which the page's own condition therefore never grants.
 */
function allowLogGroupEncryption({ homeRegion, dnsSuffix, trailLogGroup }: Names): Statement {
  return {
    Sid: "AllowLogGroupEncryption",
    Effect: "Allow",
    Principal: { Service: `logs.${homeRegion}.${dnsSuffix}` },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": trailLogGroup.arn } },
  };
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services */
function allowTrailToPublishEncrypted({ trail }: Names): Statement {
  return {
    Sid: "AllowTrailToPublishEncrypted",
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceArn": trail.arn } },
  };
}

import type { NamedArn, Names } from "../naming";
import type { Statement } from "./document";

/**
 * Lets CloudWatch Logs encrypt one log group with the key whose policy this stands in.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html; without the page's kms:Describe*,
 * which has no encryption context and which the page's own condition therefore never grants.
 */
export function logGroupEncryption(sid: string, { homeRegion, dnsSuffix }: Names, logGroup: NamedArn): Statement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: `logs.${homeRegion}.${dnsSuffix}` },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": logGroup.arn } },
  };
}

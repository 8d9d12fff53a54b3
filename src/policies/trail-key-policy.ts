import type { Names } from "../naming";
import { accountPrincipal, CLOUDTRAIL } from "./callers";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { allowToEncrypt } from "./key-use";
import { logGroupEncryption } from "./log-group-encryption";

/** Policy of the key that encrypts what the trail sends to CloudWatch Logs and SNS in the management account. */
export function trailKeyPolicy(names: Names): PolicyDocument {
  return policyDocument([
    allowManagementAccount(names),
    logGroupEncryption("AllowLogGroupEncryption", names, names.trailLogGroup),
    allowToEncrypt("AllowTrailToPublishEncrypted", CLOUDTRAIL),
  ]);
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function allowManagementAccount(names: Names): Statement {
  return {
    Sid: "AllowManagementAccount",
    Effect: "Allow",
    Principal: accountPrincipal(names, names.managementAccountId),
    Action: "kms:*",
    Resource: "*",
  };
}

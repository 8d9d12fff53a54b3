import type { Names } from "../naming";
import { CLOUDTRAIL } from "./callers";
import { type PolicyDocument, policyDocument } from "./document";

/**
 * Who may assume the role that writes to the trail's log group: CloudTrail, without a condition. It says for whom neither
 * by SourceArn nor by SourceAccount when it assumes this role, and a condition on either ends delivery
 * (https://github.com/prowler-cloud/prowler/issues/4714). Who may pass the role to a trail, IAM decides, within the account
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html); ADR 0008.
 */
export function trailLogsRoleTrustPolicy(): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowTrailToAssume",
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "sts:AssumeRole",
    },
  ]);
}

/**
 * What the role may do: write the management account's log streams and the organization's, and nothing else.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function trailLogsRolePolicy({ trailLogStreamArns }: Names): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowLogStreamDelivery",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: trailLogStreamArns,
    },
  ]);
}

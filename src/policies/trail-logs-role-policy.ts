import type { Names } from "../naming";
import { type PolicyDocument, policyDocument } from "./document";

/** Who may assume the role that writes to the trail's log group: this trail, not any other (confused deputy). */
export function trailLogsRoleTrustPolicy({ managementAccountId, trail }: Names): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowTrailToAssume",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceArn": trail.arn, "aws:SourceAccount": managementAccountId } },
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

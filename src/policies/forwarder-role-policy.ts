import type { ForwarderNames, Names } from "../naming";
import { EVENTBRIDGE } from "./callers";
import { type PolicyDocument, policyDocument } from "./document";

/**
 * Who may assume a forwarder's role: EventBridge, for the forwarder's own rules; another's could inject what it likes.
 *
 * @param accountId account that forwards; takes CloudFormation's own reference too
 */
export function forwarderTrustPolicy(
  { partition }: Names,
  { rule }: ForwarderNames,
  accountId: string,
  region: string,
): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowRulesToForward",
      Effect: "Allow",
      Principal: EVENTBRIDGE,
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:${partition}:events:${region}:${accountId}:rule/${rule}*` },
      },
    },
  ]);
}

export function forwarderPolicy({ auditBus }: Names): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowForwarding",
      Effect: "Allow",
      Action: "events:PutEvents",
      Resource: auditBus.arn,
    },
  ]);
}

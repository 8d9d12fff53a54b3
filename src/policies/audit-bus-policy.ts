import type { Names } from "../naming";
import { type PolicyDocument, policyDocument } from "./document";

/** Who may put events on the audit bus: the forwarder role of an account of this organization. */
export function auditBusPolicy({ auditBus, auditBusForwarderRole, organizationId, partition }: Names): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowOrganizationToForward",
      Effect: "Allow",
      Principal: "*",
      Action: "events:PutEvents",
      Resource: auditBus.arn,
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": organizationId },
        ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::*:role/${auditBusForwarderRole}` },
      },
    },
  ]);
}

/** Who may assume the forwarder role: EventBridge, for our rule of the account; another's could inject what it likes. */
export function auditBusForwarderTrustPolicy(
  { partition, homeRegion, trailTamperingRule }: Names,
  accountId: string,
): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowEventBridgeToAssume",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnEquals: { "aws:SourceArn": `arn:${partition}:events:${homeRegion}:${accountId}:rule/${trailTamperingRule}` },
      },
    },
  ]);
}

export function auditBusForwarderPolicy({ auditBus }: Names): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowForwarding",
      Effect: "Allow",
      Action: "events:PutEvents",
      Resource: auditBus.arn,
    },
  ]);
}

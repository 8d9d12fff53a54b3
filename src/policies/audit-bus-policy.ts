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

/** Who may assume the forwarder role: EventBridge, for the account's own rules. */
export function auditBusForwarderTrustPolicy(accountId: string): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowEventBridgeToAssume",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": accountId } },
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

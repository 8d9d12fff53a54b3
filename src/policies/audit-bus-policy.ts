import type { Names } from "../naming";
import { fromOrganization } from "./callers";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { ofSource } from "./event-source";

/** Who may put events on the audit bus: forwarders of this organization's accounts, and the trail sentinel. */
export function auditBusPolicy(names: Names): PolicyDocument {
  return policyDocument([allowOrganizationToForward(names), allowSentinelToReport(names)]);
}

function allowOrganizationToForward(names: Names): Statement {
  const { auditBus, forwarders, forwardedRegions, homeRegion, partition } = names;
  // A StackSet's too where none forwards yet: the change to one would otherwise hang on which stack is applied first.
  const roles = [
    ...[forwarders.member, forwarders.stackSet].flatMap(({ roleIn }) => forwardedRegions.map(roleIn)),
    forwarders.audit.roleIn(homeRegion),
  ];
  return {
    Sid: "AllowOrganizationToForward",
    Effect: "Allow",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: auditBus.arn,
    Condition: {
      ...fromOrganization(names),
      ArnLike: { "aws:PrincipalArn": roles.map((role) => `arn:${partition}:iam::*:role/${role}`) },
    },
  };
}

/** Under its own name as source, so that it can pass off no event as another's. */
function allowSentinelToReport(names: Names): Statement {
  const { auditBus, sentinel } = names;
  return {
    Sid: "AllowSentinelToReport",
    Effect: "Allow",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: auditBus.arn,
    Condition: {
      ...fromOrganization(names),
      ArnEquals: { "aws:PrincipalArn": sentinel.role.arn },
      ...ofSource(sentinel.eventSource),
    },
  };
}

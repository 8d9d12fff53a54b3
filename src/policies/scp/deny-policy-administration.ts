import type { Statement } from "../document";

/**
 * What a member could do to these very policies, were it ever made their delegated administrator; and a policy of its own
 * that, attached, refuses the trail its archive. Tag, backup and other policies are the delegated administrator's work.
 * All five actions carry the type; were it ever missing, the deny would hold.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
 */
export function denyPolicyAdministration(): Statement {
  return {
    Sid: "DenyPolicyAdministration",
    Effect: "Deny",
    Action: [
      "organizations:AttachPolicy",
      "organizations:DeletePolicy",
      "organizations:DetachPolicy",
      "organizations:DisablePolicyType",
      "organizations:UpdatePolicy",
    ],
    Resource: "*",
    Condition: {
      StringEqualsIfExists: { "organizations:PolicyType": ["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"] },
    },
  };
}

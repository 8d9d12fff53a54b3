import type { Statement } from "../document";

/** What a member could do to these very policies, were it ever made their delegated administrator. */
export function denyPolicyAdministration(): Statement {
  return {
    Sid: "DenyPolicyAdministration",
    Effect: "Deny",
    Action: [
      "organizations:DeletePolicy",
      "organizations:DetachPolicy",
      "organizations:DisablePolicyType",
      "organizations:UpdatePolicy",
    ],
    Resource: "*",
  };
}

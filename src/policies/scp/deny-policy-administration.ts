import type { Statement } from "../document";

/**
 * What a member could do to these very policies, were it ever made their delegated administrator; and a policy of its own
 * that, attached, refuses the trail its archive.
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
  };
}

import type { Statement } from "../document";

/** An account outside the organization is outside its trail; one that is closed takes its buckets with it. */
export function denyLeavingOrganization(): Statement {
  return {
    Sid: "DenyLeavingOrganization",
    Effect: "Deny",
    Action: ["account:CloseAccount", "organizations:LeaveOrganization"],
    Resource: "*",
  };
}

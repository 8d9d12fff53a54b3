import example from "../organizations/example";
import type { OrganizationInput } from "../src/config/organization";

/** Accounts that every organization has: management, log archive, security. */
const HUB_ACCOUNTS = 3;

/** How workloads forward: by a stack each, or by one StackSet. */
export type Forwarding = "stacks" | "StackSet";

/**
 * The example organization with as many accounts as asked for. More accounts with a stack than the guardrails can exempt
 * the deploy role of have none to exempt.
 */
export function generatedOrganization(accounts: number, forwarding: Forwarding): OrganizationInput {
  const workloads = Array.from({ length: accounts - HUB_ACCOUNTS }, (_, index) => ({
    name: `account-${String(index + 1).padStart(4, "0")}`,
    id: String(200_000_000_000 + index),
    organizationalUnit: "Workloads/Prod",
    deploy: { roleName: "OrgAuditDeployer" },
  }));
  const described = { ...example, accounts: { ...example.accounts, workloads } };
  if (forwarding === "StackSet") return { ...described, forwarding: { stackSetFrom: 0 } };
  const { deployRole: _, ...guardrails } = example.guardrails;
  return { ...described, guardrails, forwarding: { stackSetFrom: 1000 } };
}

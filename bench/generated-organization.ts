import example from "../organizations/example";
import type { OrganizationInput } from "../src/config/organization";

/** Accounts that every organization has: management, log archive, security. */
const HUB_ACCOUNTS = 3;

/**
 * The example organization with as many accounts as asked for, each with a stack of its own. More accounts than the
 * guardrails can exempt the deploy role of have none to exempt.
 */
export function generatedOrganization(accounts: number): OrganizationInput {
  const workloads = Array.from({ length: accounts - HUB_ACCOUNTS }, (_, index) => ({
    name: `account-${String(index + 1).padStart(4, "0")}`,
    id: String(200_000_000_000 + index),
    organizationalUnit: "Workloads/Prod",
    deploy: { roleName: "OrgAuditDeployer" },
  }));
  const { deployRole: _, ...guardrails } = example.guardrails;
  return { ...example, accounts: { ...example.accounts, workloads }, guardrails };
}

import { forwardsByStackSet } from "./forwarding";
import type { Organization } from "./organization";

/** The account that administers AWS Config, GuardDuty and Security Hub for the organization, if it is a member. */
export function securityServicesAdministratorId({ accounts, guardrails }: Organization): string | undefined {
  return guardrails.securityServicesAdministrator ?? accounts.security?.id;
}

/** Whether some guardrail exempts the roles that StackSets work in. */
export function exemptsStackSets(organization: Organization): boolean {
  const { controlTower, deployRole } = organization.guardrails;
  return controlTower || (deployRole !== undefined && forwardsByStackSet(organization));
}

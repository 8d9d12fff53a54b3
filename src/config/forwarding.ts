import type { Account, Organization, Workload } from "./organization";

/** Whether one StackSet forwards for all workload accounts. */
export function forwardsByStackSet({ accounts, forwarding }: Organization): boolean {
  return accounts.workloads.length >= forwarding.stackSetFrom;
}

/** Workloads that get a stack of their own. */
export function workloadsWithStacks(organization: Organization): readonly Workload[] {
  return forwardsByStackSet(organization) ? [] : organization.accounts.workloads;
}

/** Member accounts that get a stack, those whose stack is to become empty among them. */
export function membersWithStacks(organization: Organization): readonly Account[] {
  const { former, logArchive, security } = organization.accounts;
  return [logArchive, ...(security ? [security] : []), ...workloadsWithStacks(organization), ...former];
}

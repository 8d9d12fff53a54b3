import { forwardsByStackSet, workloadsWithStacks } from "../../config/forwarding";
import type { Organization } from "../../config/organization";

/** Workloads whose stacks are applied. Their stacks differ in nothing but the account. */
const SAMPLE = 3;

export interface StacksToRehearse {
  readonly names: readonly string[];
  /** Stacks that are left out; the guardrails count their accounts all the same. */
  readonly leftOut: readonly string[];
}

/** Every stack; of many workloads with stacks of their own, the first few. */
export function stacksToRehearse(organization: Organization): StacksToRehearse {
  const workloads = workloadsWithStacks(organization).map(({ name }) => name);
  return {
    names: [
      "log-archive",
      "management",
      ...(organization.accounts.security ? ["security"] : []),
      ...workloads.slice(0, SAMPLE),
    ],
    leftOut: workloads.slice(SAMPLE),
  };
}

/** What the rehearsal may take on two cores: an account is made in no time, a stack is not. */
export function estimatedMinutes(organization: Organization): number {
  const { names } = stacksToRehearse(organization);
  const accounts = organization.accounts.workloads.length;
  const seconds = SECONDS.whole + names.length * SECONDS.stack + accounts * SECONDS.account;
  return Math.ceil((seconds + (forwardsByStackSet(organization) ? accounts * SECONDS.instance : 0)) / 60);
}

/** Estimates, from what the end-to-end suites take for the same stacks. */
const SECONDS = { whole: 180, stack: 30, account: 0.1, instance: 0.2 } as const;

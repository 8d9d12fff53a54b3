import { workloadsWithStacks } from "../../config/forwarding";
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

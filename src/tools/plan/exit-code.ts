/** What a plan came to. */
export interface PlanResult {
  readonly failed: number;
  readonly findings: number;
  /** Stacks that would change, and those that wait for another one's first apply. */
  readonly changing: number;
}

/**
 * As `terraform plan -detailed-exitcode` has it, 0 nothing, 1 failed, 2 changes; and 3, where the review found something,
 * with changes or without. A script that takes 2 for "go on and ask somebody" so stops at what needs more than that.
 * https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
 */
export function exitCodeOf({ failed, findings, changing }: PlanResult): 0 | 1 | 2 | 3 {
  if (failed > 0) return 1;
  if (findings > 0) return 3;
  return changing > 0 ? 2 : 0;
}

import type { DayTwoRow } from "./row";
import { INDEPENDENT } from "./rows";

/**
 * Changes that have nothing to do with one another, made at once: what each comes to, and nothing else. One plan a stack
 * serves them all, where CI has no time for each row alone (npm run day-two).
 */
export function madeAtOnce(rows: readonly DayTwoRow[] = INDEPENDENT): Pick<DayTwoRow, "change" | "plans" | "findings"> {
  const stacks = [...new Set(rows.flatMap(({ plans }) => Object.keys(plans)))];
  const linesOf = (stack: string) => new Set(rows.flatMap(({ plans }) => plans[stack] ?? []));
  return {
    change: Object.assign({}, ...rows.map(({ change }) => change)),
    plans: Object.fromEntries(stacks.map((stack) => [stack, [...linesOf(stack)]])),
    findings: [...new Set(rows.flatMap(({ findings = [] }) => findings))],
  };
}

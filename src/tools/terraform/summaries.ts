import { irreversibleInPlan } from "./irreversible";
import { countChanges, describeCounts } from "./plan-json";
import type { Planned } from "./planning";

type Changing = Extract<Planned, { outcome: "changes" }>;

export function changesOf(planned: readonly Planned[]): readonly Changing[] {
  return planned.filter((one): one is Changing => one.outcome === "changes");
}

/** A line for each stack, and under it what nobody can undo, or what its failure means. */
export function planSummary(planned: readonly Planned[]): readonly string[] {
  return planned.flatMap(linesOf);
}

function linesOf(planned: Planned): readonly string[] {
  const { name } = planned.stack;
  switch (planned.outcome) {
    case "no change":
      return [`${name}: no change`];
    case "changes":
      return [
        `${name}: ${describeCounts(countChanges(planned.plan))}`,
        ...irreversibleInPlan(planned.plan).map((line) => `  ! ${line}`),
      ];
    case "failed":
      return [`${name}: failed`, ...(planned.failure === undefined ? [] : explained(planned.failure))];
  }
}

export function explained({ cause, remedy }: { readonly cause: string; readonly remedy: string }): readonly string[] {
  return [`  ${cause}`, `  → ${remedy}`];
}

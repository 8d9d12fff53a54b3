import { irreversibleInPlan } from "./irreversible";
import { countChanges, describeCounts } from "./plan-json";
import type { Planned } from "./planning";

type Changing = Extract<Planned, { outcome: "changes" }>;

export function changesOf(planned: readonly Planned[]): readonly Changing[] {
  return planned.filter((one): one is Changing => one.outcome === "changes");
}

interface Reviewed {
  readonly stack: { readonly name: string };
  readonly findings: readonly unknown[];
}

/** A line for each stack, and under it what nobody can undo, or what its failure means. */
export function planSummary(planned: readonly Planned[], reviewed: readonly Reviewed[]): readonly string[] {
  return planned.flatMap((one) => {
    const { findings = [] } = reviewed.find(({ stack }) => stack.name === one.stack.name) ?? {};
    return linesOf(one, findings.length);
  });
}

function linesOf(planned: Planned, findings: number): readonly string[] {
  const { name } = planned.stack;
  const found = findings === 0 ? "" : `; ${findings === 1 ? "1 finding" : `${findings} findings`}, see the review`;
  switch (planned.outcome) {
    case "no change":
      return [`${name}: no change${found}`];
    case "changes":
      return [
        `${name}: ${describeCounts(countChanges(planned.saved.plan))}${found}`,
        ...irreversibleInPlan(planned.saved.plan).map((line) => `  ! ${line}`),
      ];
    case "failed":
      return [`${name}: failed`, ...(planned.failure === undefined ? [] : explained(planned.failure))];
  }
}

export function explained({ cause, remedy }: { readonly cause: string; readonly remedy: string }): readonly string[] {
  return [`  ${cause}`, `  → ${remedy}`];
}

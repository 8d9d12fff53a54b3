import { actionOf, managed } from "../changes";
import { compareResource, type JudgedDifference, UNJUDGED } from "../compare";
import type { Plan, ResourceChange } from "../plan";
import type { PlanCheck } from "./check";

export const changedOutside: PlanCheck = {
  id: "changed-outside",
  about: "Somebody weakened something outside of Terraform.",
  remedy:
    "Find out who changed it, and why: docs/runbooks/alerts/first-five-minutes.md. Applying the plan puts right what is marked so.",
  judge: (plan) =>
    managed(plan.resource_drift)
      .filter((change) => actionOf(change) === "update")
      .flatMap((drift) =>
        weakenedIn(drift).map(({ attribute, direction, what, before, after }) => ({
          address: drift.address,
          attribute,
          direction: direction === "weaker" ? ("weaker" as const) : ("undecided" as const),
          what: `Changed outside of Terraform. ${what}`.trim(),
          before,
          after,
          ...(isPutRight(drift, attribute, plan) ? { healed: true as const } : {}),
        })),
      ),
};

/** What nobody has judged is what AWS filled in, more often than not: a drift of it says nothing. */
function weakenedIn({ type, change }: ResourceChange): readonly JudgedDifference[] {
  return compareResource(type, {
    before: change.before,
    after: change.after,
    sensitive: [change.before_sensitive, change.after_sensitive],
  }).filter(({ direction, check }) => (direction === "weaker" || direction === "undecided") && check !== UNJUDGED);
}

/** Whether the plan makes of it what it was. */
function isPutRight({ address, type, change }: ResourceChange, attribute: string, plan: Plan): boolean {
  const planned = plan.resource_changes.find((one) => one.address === address && one.deposed === undefined);
  if (planned === undefined || actionOf(planned) !== "update") return false;
  const left = compareResource(type, {
    before: change.before,
    after: planned.change.after,
    unknown: planned.change.after_unknown,
  });
  return !left.some(
    (one) => one.attribute === attribute && (one.direction === "weaker" || one.direction === "undecided"),
  );
}

import { expect, it } from "vitest";
import { planOf, reviewPlan, updated } from "../../../support/plans";

type Values = Readonly<Record<string, unknown>>;

/** A change of one resource, and what must be said of it: `nothing` where it is no finding. */
export type Case = readonly [
  title: string,
  type: string,
  before: Values,
  after: Values,
  expected: "weaker" | "undecided" | "nothing",
  unknown?: Values,
];

/** Every finding is this check's, and of the direction that is expected. */
export function itJudges(check: string, cases: readonly Case[]): void {
  for (const [title, type, before, after, expected, unknown] of cases) {
    it(title, () => {
      const findings = reviewPlan(planOf(updated(type, before, after, unknown)));
      const said = findings.map((finding) => `${finding.check} ${finding.direction}`);
      expect([...new Set(said)]).toEqual(expected === "nothing" ? [] : [`${check} ${expected}`]);
    });
  }
}

import type { Organization } from "../../../src/config/organization";
import { type Change, changed } from "../../support/organizations";
import { example } from "../../support/synthesized";
import { trustStackSets } from "../day-two/meanwhile";
import type { DayTwoRow, Meanwhile } from "../day-two/row";
import { BY_STACK_SET, INDEPENDENT, OTHERS } from "../day-two/rows";

/** A change that the deploy roles make. */
export interface DeployedChange {
  readonly title: string;
  readonly before: Organization;
  readonly after: Organization;
  readonly meanwhile?: Meanwhile;
}

/** Besides the ordinary ones: what has actions of its own. */
const MORE: readonly Omit<DayTwoRow, "plans">[] = [
  { title: "one tag gives way to another", change: { tags: { Organization: "example", Owner: "security" } } },
  {
    title: "analysts may ask less, and one of them no more",
    change: { "workbench.queryLimitGigabytes": 100, "workbench.analysts": [example.workbench?.analysts[0]] },
  },
  {
    title: "a Region is added and a tag gives way to another where a StackSet forwards",
    from: BY_STACK_SET,
    meanwhile: trustStackSets,
    change: {
      governedRegions: [...example.governedRegions, "eu-west-2"],
      tags: { Organization: "example", Owner: "security" },
    },
  },
];

/** Every change of an ordinary day that somebody applies. Those that nothing connects follow one another, and stay. */
export const CHANGES: readonly DeployedChange[] = [
  ...INDEPENDENT.map(({ title, meanwhile }, index) => ({
    title,
    before: changed(example, all(INDEPENDENT.slice(0, index))),
    after: changed(example, all(INDEPENDENT.slice(0, index + 1))),
    meanwhile,
  })),
  ...MORE.map((row) => deployed(row)),
  ...OTHERS.filter(({ neverApplied }) => neverApplied === undefined).map((row) => deployed(row)),
];

function all(rows: readonly Pick<DayTwoRow, "change">[]): Change {
  return Object.assign({}, ...rows.map(({ change }) => change));
}

function deployed({ title, from = {}, change, meanwhile }: Omit<DayTwoRow, "plans">): DeployedChange {
  const before = Object.keys(from).length === 0 ? example : changed(example, from);
  return { title, before, after: changed(before, change), meanwhile };
}

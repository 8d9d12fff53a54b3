import { expect, it } from "vitest";
import type { ResourceChange } from "../../../../src/tools/review/plan";
import { created, destroyed, planOf, replaced, reviewPlan } from "../../../support/plans";

const TYPE = "aws_organizations_policy_attachment";
const at = (change: ResourceChange, policy: string, target: string): ResourceChange => ({
  ...change,
  address: `${TYPE}.${policy}["${target}"]`,
});
const attached = (policy: string, target: string) =>
  at(created(TYPE, { policy_id: "p-1", target_id: target }), policy, target);
const detached = (policy: string, target: string) =>
  at(destroyed(TYPE, { policy_id: "p-1", target_id: target }), policy, target);
const values = { policy_id: "p-1", target_id: "ou-old" };

const foundIn = (...changes: readonly ResourceChange[]) =>
  reviewPlan(planOf(...changes)).filter(({ check }) => check === "attachments-exchanged");

it("a policy that goes from one unit and comes to another is found once, with both", () => {
  const found = foundIn(
    detached("baseline", "ou-old"),
    attached("baseline", "ou-new"),
    attached("baseline", "ou-more"),
  );
  expect(found).toMatchObject([
    { address: `${TYPE}.baseline`, direction: "weaker", before: ["ou-old"], after: ["ou-new", "ou-more"] },
  ]);
  expect(found[0]?.remedy).toContain("two deploys");
});

it.each([
  ["only comes", [attached("baseline", "ou-new")]],
  ["only goes, which another check finds", [detached("baseline", "ou-old")]],
  ["goes while another policy comes", [detached("detection", "ou-old"), attached("baseline", "ou-new")]],
  [
    "is replaced where it is, the new one first",
    [at(replaced(TYPE, values, values), "baseline", "ou-old"), attached("baseline", "ou-new")],
  ],
])("a policy that %s is not", (_title, changes) => {
  expect(foundIn(...changes)).toEqual([]);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { holdingOf } from "../../support/holdings";
import { changed } from "../../support/organizations";
import { example, stackOf } from "../../support/synthesized";
import { INDEPENDENT, OTHERS } from "../day-two/rows";
import { expectNoChange } from "../support/assertions";
import type { DeployRoles } from "../support/deploy-roles";
import { describeE2e } from "../support/describe-e2e";
import { type GrantedAction, grantedFor, told } from "../support/granted-actions";
import type { LiveOrganization } from "../support/live-organization";
import { concernedStacks, workingCopy } from "../support/planned-change";
import { accountOf, appliedByRoles } from "./applied";
import { type TakenAway, takeAway } from "./taken-away";

const MANAGEMENT = example.accounts.management.id;
const STACKS = ["log-archive", "management", "security", "prod", "dev"];

/** Every resource kind that an ordinary day adds, then the way back: an account, a Region, a policy and a contact go. */
const MORE = changed(
  example,
  Object.assign(
    {},
    ...[...INDEPENDENT, ...OTHERS.filter(({ title }) => title === "a Region is added")].map(({ change }) => change),
  ),
);
const [prod, dev] = example.accounts.workloads;
const LESS = changed(example, {
  "guardrails.resourceControlPolicy": false,
  "accounts.workloads": [prod],
  "accounts.former": [{ name: dev?.name, id: dev?.id, deploy: dev?.deploy }],
});

/**
 * GetFunction answers without it, but not with the function's environment.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 */
const ANSWERED_WITHOUT = "UseKeyThroughLambda kms:Decrypt";

/** Outside CI: some hundred runs of Terraform. */
describeE2e("without an action that it needs a run of Terraform fails and names it:", (tools) => {
  let live: LiveOrganization;
  let roles: DeployRoles;

  beforeAll(async () => {
    ({ live, roles } = await appliedByRoles(tools));
  });
  afterAll(() => live?.stop());

  it.each(STACKS)("a plan of %s needs every action that is granted to plan", async (name) => {
    const stack = stackOf(example, name);
    const account = accountOf(example, name);
    const terraform = await workingCopy(live, stack, MANAGEMENT);
    const granted = grantedFor("plan", holdingOf(example, account));
    const words = ["plan", "-detailed-exitcode", "-lock=false"] as const;
    const taken = await takeAway({ live, roles, described: example, account }, granted, terraform, ...words);
    tell(`a plan of ${name}`, granted, taken);
    expect(taken.unneeded.map(told).filter((one) => one !== ANSWERED_WITHOUT)).toEqual([]);
  });

  it.each([
    { title: "more of everything", before: example, after: MORE },
    { title: "less of everything", before: MORE, after: LESS },
    { title: "what was there before", before: LESS, after: example },
  ])("an apply of $title needs every action that it uses to change", async ({ title, before, after }) => {
    await roles.allow(after);
    for (const stack of concernedStacks(before, after)) {
      const account = accountOf(after, stack.name);
      const terraform = await workingCopy(live, stack, MANAGEMENT);
      const reading = new Set(grantedFor("plan", holdingOf(after, account)).map(told));
      const writing = grantedFor("deploy", holdingOf(after, account)).filter((one) => !reading.has(told(one)));
      // With a refresh: what a failed update did not write, the state has all the same.
      const words = ["apply", "-auto-approve"] as const;
      const taken = await takeAway({ live, roles, described: after, account }, writing, terraform, ...words);
      tell(`${title}, ${stack.name}`, writing, taken);
      expect(taken.needed.length).toBeGreaterThan(0);
      await expectNoChange(terraform.as(roles.environment));
    }
  });
});

function tell(what: string, granted: readonly GrantedAction[], { needed, unneeded, runs }: TakenAway): void {
  const names = (all: readonly GrantedAction[]) => all.map(told).join(", ");
  console.log(
    `${what}: ${granted.length} actions taken away, ${runs} runs; failed for want of ${needed.length}: ${names(needed)}. Succeeded without ${unneeded.length}: ${names(unneeded)}`,
  );
}

import { afterAll, beforeAll, expect, it } from "vitest";
import { UNUSED_ACTIONS } from "../../../src/policies/deployer/unused";
import { example } from "../../support/synthesized";
import { describeE2e } from "../support/describe-e2e";
import { neededIn, told } from "../support/granted-actions";
import type { LiveOrganization } from "../support/live-organization";
import { appliedByRoles } from "./applied";
import { CHANGES } from "./changes";
import { ChangesByRoles } from "./changes-by-roles";

/** Neither the first apply nor a change uses these: the roles do without. */
const TAKEN_AWAY = new Set(UNUSED_ACTIONS.filter(({ usedBy }) => usedBy !== "a change").map(told));
const kept = (sid: string, action: string) => !TAKEN_AWAY.has(told({ sid, action }));

describeE2e("the deploy roles, with their policies and nothing else, deploy it when", (tools) => {
  let live: LiveOrganization;
  let changes: ChangesByRoles;

  beforeAll(async () => {
    const applied = await appliedByRoles(tools, kept);
    live = applied.live;
    changes = new ChangesByRoles(live, applied.roles, example, kept);
  });
  afterAll(() => live?.stop());

  it.each(CHANGES)("$title", async ({ before, after, meanwhile }) => {
    await changes.change(before, after, meanwhile);
  });

  it("and use every action that is listed as a change's", async () => {
    const needed = neededIn(await changes.authorizations());
    const listed = UNUSED_ACTIONS.filter(({ usedBy }) => usedBy === "a change").map(told);
    expect(listed.filter((one) => !needed.has(one))).toEqual([]);
  });
});

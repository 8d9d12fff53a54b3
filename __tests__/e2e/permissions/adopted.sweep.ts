import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadOrganization } from "../../../src/config/load-organization";
import type { Purpose } from "../../../src/policies/deployer/permissions";
import { type LaterUse, UNUSED_ACTIONS } from "../../../src/policies/deployer/unused";
import { askflorence } from "../../support/synthesized";
import { expectSucceeded, said } from "../support/assertions";
import { DeployRoles, expectAllAllowed } from "../support/deploy-roles";
import { describeE2e } from "../support/describe-e2e";
import { neededIn, told } from "../support/granted-actions";
import { watchDelivery } from "../support/hand-built/delivery-watch";
import { asDescribed } from "../support/hand-built/organizations";
import { reportIn, Sitting } from "../support/hand-built/sitting";

/** Each step as a role that may do that step and nothing else. Outside CI: the whole is applied. */
describeE2e("AskFlorence as people built it, and its deploy roles", (tools) => {
  let administrators: Sitting;
  let roles: DeployRoles;
  let sitting: Sitting;

  beforeAll(async () => {
    administrators = await Sitting.begin(tools, asDescribed);
    const { emulator, workspace } = administrators;
    roles = await DeployRoles.make({ organization: askflorence, emulator });
    const config = join(workspace.folder, "role-profiles");
    writeFileSync(config, await roles.profiles());
    sitting = administrators.as({ ...roles.environment, AWS_CONFIG_FILE: config });
    sitting.describe('insights: ["Api', 'logsRolePolicyName: "CloudTrailToCloudWatchLogsPolicy",\n    insights: ["Api');
  });
  afterAll(() => administrators?.end());

  /** Lets the roles do one thing from now on. */
  const only = async (purpose: Purpose) => {
    await roles.allow(askflorence, { purposes: () => [purpose] });
    await sitting.emulator.forgetAuthorizations();
  };
  /** Something was asked, and nothing refused. */
  const expectAsked = async () => {
    const asked = await sitting.emulator.authorizations();
    expect(new Set(asked.map(({ role }) => role.split(":")[4])).size).toBe(2);
    expectAllAllowed(asked);
    return asked;
  };

  it("look at what is live with --for adopt alone", async () => {
    await only("adopt");
    sitting.accept(reportIn(await sitting.adopt()));
    const again = await sitting.adopt();
    expect(again.exitCode, said(again)).toBe(0);
    await expectAsked();
  });

  it("take it over with --for deploy alone, and the trail delivers all the while", async () => {
    await only("deploy");
    const organization = await loadOrganization("askflorence", sitting.workspace.checkout);
    const work = sitting.run("deploy", "--auto-approve").then((result) => {
      expectSucceeded(result);
      expect(said(result)).not.toContain("must be replaced");
    });
    const { troubles } = await watchDelivery(sitting.emulator, organization, work);
    expect(troubles).toEqual([]);
    const needed = neededIn(await expectAsked());
    const listed = (use: LaterUse | undefined) => UNUSED_ACTIONS.filter(({ usedBy }) => usedBy === use).map(told);
    expect(listed("an adoption").filter((one) => !needed.has(one))).toEqual([]);
    expect(listed(undefined).filter((one) => needed.has(one))).toEqual([]);
  });

  it("find nothing to change with --for plan alone", async () => {
    await only("plan");
    // As docs/runbooks/adopt.md says: what was accepted once must not let the same pass again.
    rmSync(sitting.fileOf("askflorence.accepted.json"));
    const planned = await sitting.run("plan");
    expectSucceeded(planned);
    for (const stack of ["log-archive", "management"]) expect(planned.stdout).toContain(`${stack}: no change`);
    await expectAsked();
  });
});

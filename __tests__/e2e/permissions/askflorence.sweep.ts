import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { askflorence as adopting } from "../../support/synthesized";
import { expectSucceeded } from "../support/assertions";
import { DeployRoles, expectAllAllowed } from "../support/deploy-roles";
import { describeE2e } from "../support/describe-e2e";
import { LiveOrganization } from "../support/live-organization";
import type { Workspace } from "../support/terraform";

/** As if nothing were live. */
const askflorence = { ...adopting, adopt: {} };
const MANAGEMENT = askflorence.accounts.management.id;

/** People sign in to a permission set in each account, and nobody starts Terraform as anybody else. */
describeE2e("AskFlorence's permission set, with its policies and nothing else,", (tools) => {
  let live: LiveOrganization;
  let workspace: Workspace;
  let signedIn: NodeJS.ProcessEnv;

  beforeAll(async () => {
    live = await LiveOrganization.start(tools, askflorence);
    workspace = live.workspace();
    const roles = await DeployRoles.make(live);
    const config = join(workspace.folder, "role-profiles");
    writeFileSync(config, await roles.profiles());
    signedIn = { ...roles.environment, AWS_CONFIG_FILE: config, ORGANIZATION: "askflorence" };
    rmSync(join(workspace.checkout, "organizations", "askflorence.adopt.json"));
  });
  afterAll(() => live?.stop());

  const run = (...words: string[]) => workspace.command(MANAGEMENT, signedIn, "npm", "run", ...words);
  const expectAsked = async () => {
    const asked = await live.emulator.authorizations();
    expect(new Set(asked.map(({ role }) => role.split(":")[4])).size).toBe(2);
    expectAllAllowed(asked);
  };

  it("applies it for the first time", async () => {
    expectSucceeded(await run("deploy", "--", "--auto-approve"));
    await expectAsked();
  });

  it("finds nothing to change afterwards", async () => {
    const planned = await run("plan");
    expectSucceeded(planned);
    for (const stack of ["log-archive", "management"]) expect(planned.stdout).toContain(`${stack}: no change`);
    await expectAsked();
  });
});

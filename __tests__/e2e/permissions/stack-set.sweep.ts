import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudFormationClient, ListStackInstancesCommand } from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, expect, it } from "vitest";
import { STACK_SETS_SERVICE } from "../../../src/naming";
import { allAccounts } from "../../../src/policies/deployer/accounts";
import { holdingOf } from "../../support/holdings";
import { exampleWithStackSet } from "../../support/synthesized";
import { expectSucceeded } from "../support/assertions";
import { DeployRoles, expectAllAllowed } from "../support/deploy-roles";
import { describeE2e } from "../support/describe-e2e";
import { listedAsUnused, told, unusedOf } from "../support/granted-actions";
import { LiveOrganization } from "../support/live-organization";
import type { Workspace } from "../support/terraform";
import { makeStateBucket } from "./applied";

const MANAGEMENT = exampleWithStackSet.accounts.management.id;
const STACKS = ["log-archive", "management", "security"];

describeE2e(
  "an organization that one StackSet forwards for, and its deploy roles, with their policies and nothing else,",
  (tools) => {
    let live: LiveOrganization;
    let roles: DeployRoles;
    let workspace: Workspace;

    beforeAll(async () => {
      const trustedServices = ["cloudtrail.amazonaws.com", STACK_SETS_SERVICE];
      live = await LiveOrganization.start(tools, exampleWithStackSet, { trustedServices });
      await makeStateBucket(live);
      workspace = live.workspace();
      const file = join(workspace.checkout, "organizations", "example.ts");
      const description = readFileSync(file, "utf8").replace(
        "  alerts: {",
        "  forwarding: { stackSetFrom: 2 },\n  alerts: {",
      );
      writeFileSync(file, description);
      roles = await DeployRoles.make(live, ["register-administrator"]);
    });
    afterAll(() => live?.stop());

    const run = (...words: string[]) =>
      workspace.command(MANAGEMENT, { ORGANIZATION: "example", ...roles.environment }, "npm", "run", ...words);

    it("apply it for the first time", async () => {
      expectSucceeded(await run("deploy", "--", "--auto-approve"));
      const cloudFormation = new CloudFormationClient(live.emulator.clientConfig(MANAGEMENT, "eu-central-1"));
      const { Summaries = [] } = await cloudFormation.send(
        new ListStackInstancesCommand({ StackSetName: "example-org-audit-forwarding" }),
      );
      const forwarding = new Set(Summaries.map(({ Account }) => Account));
      for (const { id } of exampleWithStackSet.accounts.workloads) expect(forwarding).toContain(id);
      expectAllAllowed(await live.emulator.authorizations());
    });

    it("have no action that they did not use, but those that are listed with their reasons", async () => {
      const authorizations = await live.emulator.authorizations();
      const unused = allAccounts(exampleWithStackSet).flatMap((account) => {
        const besides = account.id === MANAGEMENT ? (["register-administrator"] as const) : [];
        return unusedOf(holdingOf(exampleWithStackSet, account), ["deploy", ...besides], authorizations);
      });
      expect([...new Set(unused.map(told))].sort()).toEqual(listedAsUnused(exampleWithStackSet).sort());
    });

    it("find nothing to change afterwards, with --for plan alone", async () => {
      await roles.allow(exampleWithStackSet, { purposes: () => ["plan"] });
      await live.emulator.forgetAuthorizations();
      const planned = await run("plan");
      expectSucceeded(planned);
      for (const stack of STACKS) expect(planned.stdout).toContain(`${stack}: no change`);
      const asked = await live.emulator.authorizations();
      expect(asked.length).toBeGreaterThan(0);
      expectAllAllowed(asked);
    });
  },
);

import { terraformBinary } from "../../../src/tools/terraform/binary";
import { stackOf } from "../../support/synthesized";
import { expectSucceeded } from "./assertions";
import type { LiveOrganization } from "./live-organization";
import type { Workspace } from "./terraform";

/**
 * Applies a part of a stack and what that depends on, by the construct paths of the part: `org-trail`. The provider waits
 * a minute or so for what some tests never look at, a bucket's lifecycle or a queue.
 */
export async function applyPart(
  live: LiveOrganization,
  workspace: Workspace,
  name: string,
  paths: readonly string[],
): Promise<void> {
  const managementAccountId = live.organization.accounts.management.id;
  const { folder } = await live.stack(workspace, name, managementAccountId);
  const stack = stackOf(live.organization, name);
  const targets = paths.map((path) => {
    const found = stack.blocks().filter(([, block]) => `${stack.pathOf(block)}/`.startsWith(`${path}/`));
    if (found.length === 0) throw new Error(`the stack ${name} has nothing at ${path}`);
    return found.map(([address]) => `-target=${address}`);
  });
  // Not on the command line, which is shown while it runs.
  const environment = { TF_CLI_ARGS_apply: targets.flat().join(" ") };
  const args = [`-chdir=${folder}`, "apply", "-auto-approve", "-no-color"];
  expectSucceeded(await workspace.command(managementAccountId, environment, terraformBinary(process.env), ...args));
}

import { terraformBinary } from "../../../src/tools/terraform/binary";
import { type EmittedStack, stackOf } from "../../support/synthesized";
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
  // Not on the command line, which is shown while it runs.
  const environment = { TF_CLI_ARGS_apply: partTargets(stackOf(live.organization, name), paths) };
  const args = [`-chdir=${folder}`, "apply", "-auto-approve", "-no-color"];
  expectSucceeded(await workspace.command(managementAccountId, environment, terraformBinary(process.env), ...args));
}

/** Terraform's options for a part of a stack. */
export function partTargets(stack: EmittedStack, paths: readonly string[]): string {
  const targets = paths.flatMap((path) => {
    const found = stack.blocks().filter(([, block]) => `${stack.pathOf(block)}/`.startsWith(`${path}/`));
    if (found.length === 0) throw new Error(`the stack ${stack.name} has nothing at ${path}`);
    return found.map(([address]) => `-target=${address}`);
  });
  return targets.join(" ");
}

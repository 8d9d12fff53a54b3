import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Organization } from "../../../src/config/organization";
import { readStackJson, type StackJson } from "../../../src/tools/terraform/stack-json";
import { type EmittedStack, synthesized } from "../../support/synthesized";
import { expectSucceeded } from "./assertions";
import type { LiveOrganization } from "./live-organization";
import { type PlannedJson, plannedLines } from "./planned-lines";
import type { Terraform } from "./terraform";

/** What a change of the description does to one stack. */
export interface PlannedStack {
  readonly name: string;
  /** The stack as it is described now. */
  readonly json: StackJson;
  /** As it was emitted before, where it was, and as it is now. */
  readonly stacks: readonly EmittedStack[];
  /** As `terraform show -json` prints it. */
  readonly text: string;
  readonly plan: PlannedJson;
  /** All that it changes. */
  readonly lines: readonly string[];
}

/**
 * The stacks that a change of the description concerns: those that are emitted otherwise. Of the others there is nothing to
 * plan: what is emitted is what was applied.
 */
export function concernedStacks(before: Organization, after: Organization): readonly EmittedStack[] {
  const old = synthesized(before);
  return [...synthesized(after).values()].filter((stack) => contentsOf(stack) !== contentsOf(old.get(stack.name)));
}

function contentsOf(stack: EmittedStack | undefined): string | undefined {
  if (stack === undefined) return undefined;
  const files = [...stack.files].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]);
  return JSON.stringify([stack.json, files]);
}

/** Really plans what a change of the description does to what is applied, in the stacks that it concerns. */
export async function plannedChange(
  live: LiveOrganization,
  before: Organization,
  after: Organization,
): Promise<readonly PlannedStack[]> {
  return Promise.all(
    concernedStacks(before, after).map(async (stack) => {
      const copy = await workingCopy(live, stack, after.accounts.management.id);
      const text = await planOf(copy);
      const plan = JSON.parse(text) as PlannedJson;
      const old = synthesized(before).get(stack.name);
      const stacks = old === undefined ? [stack] : [old, stack];
      return {
        name: stack.name,
        json: readStackJson(copy.folder),
        stacks,
        text,
        plan,
        lines: plannedLines(plan, stacks),
      };
    }),
  );
}

/** A stack as it was emitted, initialized in a place of its own. */
export async function workingCopy(live: LiveOrganization, stack: EmittedStack, accountId: string): Promise<Terraform> {
  const workspace = live.workspace();
  const folder = join(workspace.folder, "emitted", stack.name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack.json));
  for (const [name, bytes] of stack.files) writeFileSync(join(folder, name), bytes);
  const terraform = workspace.stack(folder, accountId);
  expectSucceeded(await terraform.init());
  return terraform;
}

/** What was applied was read back clean before; so the state is what is there, and only the change has to be planned. */
async function planOf(terraform: Terraform): Promise<string> {
  expectSucceeded(await terraform.run("plan", "-refresh=false", "-lock=false", "-out=planned"));
  const shown = await terraform.run("show", "-json", "planned");
  expectSucceeded(shown);
  return shown.stdout;
}

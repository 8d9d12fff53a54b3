import { expect } from "vitest";
import type { Adoption } from "../../../src/config/adoption";
import type { Organization } from "../../../src/config/organization";
import { adoptableStacks, everythingOf } from "../../support/adoptions";
import { expectNoChange, expectSucceeded } from "./assertions";
import type { Terraform } from "./terraform";

/**
 * Everything that some stacks have applied, as live already.
 *
 * @param applied their states know the ids that AWS chose
 */
export async function adoptionOf(organization: Organization, applied: readonly Terraform[]): Promise<Adoption> {
  const names = applied.map(({ stack }) => stack);
  const ids = new Map<string, string>();
  for (const terraform of applied) {
    const { stdout } = await terraform.run("state", "pull");
    for (const { type, name, instances } of (JSON.parse(stdout) as StateFile).resources) {
      for (const { attributes } of instances) ids.set(`${terraform.stack} ${type}.${name}`, attributes.id ?? "");
    }
  }
  const stacks = adoptableStacks(organization).filter(({ name }) => names.includes(name));
  return everythingOf(stacks, ({ address }, stack) => ids.get(`${stack} ${address}`) ?? "");
}

/**
 * What exists in a state alone, and the first apply writes there: of keys the waiting time before they would be deleted, of
 * subscriptions how they are confirmed, of functions their code, which the provider does not read back.
 */
const IN_STATE_ALONE = ["aws_kms_key", "aws_lambda_function", "aws_sns_topic_subscription"];

/** Whether nothing of a resource changes but what exists in a state alone: of a role, that its policies go with it. */
function isOfTheState({ type, change: { before, after } }: Plan["resource_changes"][number]): boolean {
  if (IN_STATE_ALONE.includes(type)) return true;
  if (type !== "aws_iam_role" || !before || !after) return false;
  const changed = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return changed.join() === "force_detach_policies";
}

/**
 * Applies the plan of a stack that takes everything over: nothing is added, destroyed or replaced, and nothing is left to change.
 *
 * @param targets Terraform's options for a part of it. @default - all
 * @returns how many were taken over
 */
export async function expectTakenOver(terraform: Terraform, targets?: string): Promise<number> {
  const planning = targets === undefined ? terraform : terraform.only(targets);
  const planned = await planning.run("plan", "-detailed-exitcode", "-out=adopt.tfplan");
  expect(planned.exitCode, planned.stderr).toBe(2);
  const { stdout } = await terraform.run("show", "-json", "adopt.tfplan");
  const { resource_changes: all } = JSON.parse(stdout) as Plan;
  const changes = all.filter(({ mode }) => mode === "managed");
  const unexpected = changes.filter(
    (resource) =>
      resource.change.importing === undefined ||
      !(resource.change.actions[0] === "no-op" || (resource.change.actions[0] === "update" && isOfTheState(resource))),
  );
  expect(unexpected.map(({ address, change: { actions } }) => `${address}: ${actions}`)).toEqual([]);
  expectSucceeded(await terraform.run("apply", "adopt.tfplan"));
  await expectNoChange(planning);
  return changes.length;
}

interface StateFile {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: { readonly id?: string } }[];
  }[];
}

interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly mode: string;
    readonly type: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly importing?: object;
      readonly before: Readonly<Record<string, unknown>> | null;
      readonly after: Readonly<Record<string, unknown>> | null;
    };
  }[];
}

import { forgottenAddresses } from "../terraform/adopted";
import type { SynthesizedStack } from "../terraform/manifest";
import { readStackJson, type StackJson } from "../terraform/stack-json";
import { withSynthesized } from "../terraform/with-synthesized";
import { actionOf, withoutIndex } from "./changes";
import type { Plan } from "./plan";
import { Unreadable } from "./unreadable";

/** A stack, as the organization's description has it. */
export interface DescribedStack {
  readonly name: string;
  readonly json: StackJson;
  /** Addresses of what Terraform is told to let go of, in place of everything that it had. @default - nothing */
  readonly forgotten?: readonly string[];
}

/** Synthesizes the organization that ORGANIZATION names, and reads what it wrote. */
export function describedStacks(stop: AbortSignal): Promise<readonly DescribedStack[]> {
  return withSynthesized(describedIn, { stop });
}

/** Reads what was synthesized. */
export function describedIn(stacks: readonly SynthesizedStack[]): readonly DescribedStack[] {
  return stacks.map(({ name, folder }) => ({
    name,
    json: readStackJson(folder),
    forgotten: forgottenAddresses(folder),
  }));
}

/** The stack that a plan is of. @throws Unreadable where it is none of ours */
export function stackOf(plan: Plan, stacks: readonly DescribedStack[], source: string): DescribedStack {
  const { configuration, resource_changes: changes } = plan;
  // What Terraform lets go of stands in no configuration.
  const letGo = changes.filter((change) => actionOf(change) === "forget");
  const planned = [
    ...new Set([...configuration.root_module.resources, ...letGo].map(({ address }) => withoutIndex(address))),
  ];
  return stackWith(
    planned.filter((address) => !address.startsWith("data.")),
    stacks,
    source,
  );
}

/**
 * The stack that has most of some resources.
 *
 * @throws Unreadable where none has half of them
 */
export function stackWith(
  addresses: readonly string[],
  stacks: readonly DescribedStack[],
  source: string,
): DescribedStack {
  const [best] = stacks
    .map((stack) => ({ stack, shared: addresses.filter((address) => has(stack, address)).length }))
    .sort((one, other) => other.shared - one.shared);
  if (best === undefined || best.shared === 0 || best.shared * 2 < addresses.length) {
    throw new Unreadable(
      `${source} is of none of this organization's stacks, which are ${stacks.map(({ name }) => name).join(", ")}. Name its organization with ORGANIZATION, or plan what npm run synth writes.`,
    );
  }
  return best.stack;
}

function has({ json, forgotten = [] }: DescribedStack, address: string): boolean {
  if (forgotten.includes(address)) return true;
  const [type = "", name = ""] = address.split(".", 2);
  return json.resource?.[type]?.[name] !== undefined;
}

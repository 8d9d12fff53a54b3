import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Adoption } from "../../config/adoption";
import { terraformBinary } from "../terraform/binary";
import { errorsIn } from "../terraform/failures";
import { readStacks, type SynthesizedStack } from "../terraform/manifest";
import { runLogged } from "../terraform/process";
import { Refused } from "../terraform/refused";
import { parseState, type StackState } from "../terraform/state";
import { emulatedIds, liveAddresses, type Section } from "./emulated-ids";

export interface LayDown {
  readonly adopt: Adoption;
  /** What was synthesized without that section. */
  readonly output: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: string;
  readonly stop: AbortSignal;
}

export interface LaidDown {
  /** The section, with the ids that the emulator chose. */
  readonly adopt: Adoption;
  readonly substituted: readonly string[];
  /** How many resources are live. */
  readonly resources: number;
}

const STATE = "what-is-live.tfstate";
const QUIET = ["-input=false", "-no-color"];

/**
 * Makes what the description says is live, as it was before any Terraform: applies exactly that, and throws the state away.
 * What it cannot be made without, and is not live, is made with it and taken away again.
 */
export async function layDownWhatIsLive({ adopt, output, ...run }: LayDown): Promise<LaidDown> {
  const stacks = readStacks(output).filter(({ name }) =>
    Object.values(adopt[name] ?? {}).some((said) => said !== false),
  );
  const sections: Record<string, Section> = { ...adopt };
  const substituted: string[] = [];
  let resources = 0;
  for (const stack of stacks) {
    const section = adopt[stack.name] ?? {};
    const addresses = liveAddresses(stack.name, section, throwaway(stack));
    const targets = [...addresses.values()];
    await terraform(stack, ["init", ...QUIET], run);
    await terraform(stack, ["apply", "-auto-approve", ...QUIET, ...targets.map((one) => `-target=${one}`)], run);
    const state = stateOf(stack);
    const ids = emulatedIds(stack.name, section, addresses, state);
    sections[stack.name] = ids.section;
    substituted.push(...ids.substituted);
    const live = state.resources.filter(({ address }) => targets.includes(address));
    resources += live.flatMap(({ instances }) => instances).length;
    await terraform(stack, ["state", "rm", ...live.map(({ address }) => address)], run);
  }
  // Only now: a later stack looks up what an earlier one made.
  for (const stack of stacks.toReversed()) {
    if (stateOf(stack).resources.length > 0) await terraform(stack, ["destroy", "-auto-approve", ...QUIET], run);
  }
  return { adopt: sections, substituted, resources };
}

/** Gives a stack a state that is thrown away with its folder, and lets what is made there be taken away again. */
function throwaway({ folder }: SynthesizedStack) {
  const file = join(folder, "cdk.tf.json");
  const json = JSON.parse(readFileSync(file, "utf8"), (key, value) => (key === "prevent_destroy" ? undefined : value));
  json.terraform.backend = { local: { path: STATE } };
  // On lines, of which Terraform shows the one that it objects to.
  writeFileSync(file, JSON.stringify(json, undefined, 2));
  return json;
}

function stateOf({ folder }: SynthesizedStack): StackState {
  return parseState(readFileSync(join(folder, STATE), "utf8"));
}

async function terraform(
  { name, folder }: SynthesizedStack,
  args: readonly string[],
  run: Pick<LayDown, "environment" | "log" | "stop">,
): Promise<void> {
  const { exitCode, output } = await runLogged({ ...run, binary: terraformBinary(run.environment), args, folder });
  run.stop.throwIfAborted();
  if (exitCode !== 0) {
    throw new Refused(`${name}: what is live could not be made: terraform ${args[0]} failed.\n${errorsIn(output)}`);
  }
}

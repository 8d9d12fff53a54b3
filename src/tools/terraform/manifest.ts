import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Refused } from "./refused";

/** A stack that was synthesized. */
export interface SynthesizedStack {
  readonly name: string;
  /** Folder that holds its cdk.tf.json. */
  readonly folder: string;
  /** Stacks that are applied before it. */
  readonly dependencies: readonly string[];
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { workingDirectory: string; dependencies: readonly string[] }>>;
}

/**
 * The synthesized stacks, each after those it depends on.
 *
 * @param outdir the folder `npm run synth` wrote
 * @throws Error if nothing was synthesized there
 */
export function readStacks(outdir: string): readonly SynthesizedStack[] {
  const file = join(outdir, "manifest.json");
  if (!existsSync(file)) throw new Error(`There is no ${file}. Run: npm run synth`);
  const { stacks } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  const all = Object.entries(stacks).map(([name, { workingDirectory, dependencies }]) => ({
    name,
    folder: join(outdir, workingDirectory),
    dependencies,
  }));
  return inOrder(all);
}

/**
 * The stacks of the given names, in the order they are applied; all of them where none is named.
 *
 * @throws Error that names every unknown stack and the known ones
 */
export function selectStacks(
  stacks: readonly SynthesizedStack[],
  names: readonly string[],
): readonly SynthesizedStack[] {
  if (names.length === 0) return stacks;
  const known = stacks.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Refused(`No stack named ${unknown.join(", ")}. The stacks are: ${known.join(", ")}.`);
  return stacks.filter(({ name }) => names.includes(name));
}

function inOrder(stacks: readonly SynthesizedStack[]): readonly SynthesizedStack[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const ordered = new Set<SynthesizedStack>();
  const place = (stack: SynthesizedStack) => {
    for (const dependency of stack.dependencies) {
      const before = byName.get(dependency);
      if (before !== undefined) place(before);
    }
    ordered.add(stack);
  };
  for (const stack of stacks) place(stack);
  return [...ordered];
}

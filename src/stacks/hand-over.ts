import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adoptablesOf } from "../adoption/adoptables";
import { IMPORT_FILE, OPTIONAL_FILES, REMOVED_FILE } from "../adoption/files";
import { importBlocks } from "../adoption/imports";
import { emptied, removedBlocks } from "../adoption/leave";
import { adoptionProblems, stacksToRead } from "../adoption/problems";
import type { StackJson } from "../adoption/stack-json";
import type { Organization } from "../config/organization";
import { ConfigError } from "../config/problem";

/**
 * Writes what Terraform takes over beside each stack; or, where it is to let go of everything, that, in place of the stack's
 * resources.
 *
 * @param outdir where the stacks were synthesized
 * @throws ConfigError with everything that is wrong with what is to be taken over
 */
export function handOver({ name, adopt, leave }: Organization, outdir: string, stacks: readonly string[]): void {
  const folderOf = (stack: string) => join(outdir, "stacks", stack);
  for (const stack of stacks) {
    for (const file of OPTIONAL_FILES) rmSync(join(folderOf(stack), file), { force: true });
  }
  if (leave) {
    for (const stack of stacks) letGo(stack, folderOf(stack));
    return;
  }
  if (Object.keys(adopt).length === 0) return;
  const read = stacksToRead(adopt, stacks).map((stack) => ({
    name: stack,
    adoptables: adoptablesOf(stack, readJson(folderOf(stack))),
  }));
  const problems = adoptionProblems(adopt, stacks, read);
  if (problems.length > 0) throw new ConfigError(name, problems);
  for (const { name: stack, adoptables } of read) {
    const blocks = importBlocks(adoptables, adopt[stack] ?? {});
    if (blocks.length > 0) writeJson(folderOf(stack), IMPORT_FILE, { import: blocks });
  }
}

function letGo(stack: string, folder: string): void {
  const json = readJson(folder);
  const blocks = removedBlocks(stack, json);
  if (blocks.length > 0) writeJson(folder, REMOVED_FILE, { removed: blocks });
  writeJson(folder, STACK_FILE, emptied(json));
}

const STACK_FILE = "cdk.tf.json";

function readJson(folder: string): StackJson {
  return JSON.parse(readFileSync(join(folder, STACK_FILE), "utf8")) as StackJson;
}

function writeJson(folder: string, file: string, content: object): void {
  writeFileSync(join(folder, file), `${JSON.stringify(content, undefined, 2)}\n`);
}

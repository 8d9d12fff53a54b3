import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Failure } from "./failures";
import type { Backend } from "./stack-json";
import type { StackState } from "./state";

/** Where a stack's state was when it was last read, and which one it was. */
export interface KnownState {
  readonly place: string;
  /** Terraform gives a state another one when it is moved into an empty place. */
  readonly lineage: string;
  readonly resources: number;
}

/** The same, with the file that remembers it. */
export type RecalledState = KnownState & { readonly file: string };

/** One line that names a state's place. */
export function placeOf({ local, s3 }: Backend, stackFolder: string): string {
  return s3 === undefined ? resolve(stackFolder, local?.path ?? "") : `s3://${s3.bucket}/${s3.key}`;
}

/**
 * What is wrong with a stack's state. Without a state, Terraform would make anew what exists: a plan of nothing but additions
 * on an applied stack, which fails half-way, or makes a second of what needs no name.
 *
 * @param localFile the local state of that stack, which holds where the description now says S3
 */
export function misplacedState(
  stack: string,
  state: StackState,
  place: string,
  known: RecalledState | undefined,
  localFile: { readonly path: string; readonly resources: number } | undefined,
): Failure | undefined {
  const isEmpty = state.lineage === undefined || state.resources.length === 0;
  if (isEmpty && localFile !== undefined && localFile.path !== place && localFile.resources > 0) {
    return {
      cause: `${stack}: there is no state at ${place}, and ${localFile.path} has one with ${localFile.resources} resources.`,
      remedy: `Move it: npm run terraform ${stack} -- state push "${localFile.path}"\n  Then rename ${localFile.path}, so that nobody takes it for the current one.`,
    };
  }
  if (known === undefined || known.resources === 0) return undefined;
  if (state.lineage === undefined) {
    return {
      cause: `${stack}: there is no state at ${place}. It was last read at ${known.place}.`,
      remedy:
        known.place === place
          ? "Restore it, from a version of the bucket or a backup. Without it Terraform would make everything a second time."
          : `Take it there: set \`state\` back, run npm run --silent terraform ${stack} -- state pull > ${stack}.tfstate, set \`state\` again, and run npm run terraform ${stack} -- state push "$PWD/${stack}.tfstate"`,
    };
  }
  const found = `the state at ${place} has ${state.resources.length} resources (lineage ${state.lineage})`;
  const remedy = `Find out who replaced it. If it is right, delete ${known.file}, and run this again.`;
  if (place === known.place && state.lineage !== known.lineage) {
    return {
      cause: `${stack}: ${found}. It is another one than this checkout worked with (${known.lineage}).`,
      remedy,
    };
  }
  if (place !== known.place && state.resources.length < known.resources) {
    return { cause: `${stack}: ${found}. That is an older copy: at ${known.place} it had ${known.resources}.`, remedy };
  }
  return undefined;
}

const FILE = "known-state.json";

export function recallState(dataFolder: string): RecalledState | undefined {
  const file = join(dataFolder, FILE);
  if (!existsSync(file)) return undefined;
  return { ...(JSON.parse(readFileSync(file, "utf8")) as KnownState), file };
}

export function rememberState(dataFolder: string, place: string, { lineage, resources }: StackState): void {
  // Where nothing was ever applied, there is nothing to lose. Where everything was taken away, there is nothing left to lose.
  if (lineage === undefined || (resources.length === 0 && recallState(dataFolder) === undefined)) return;
  const known: KnownState = { place, lineage, resources: resources.length };
  writeFileSync(join(dataFolder, FILE), JSON.stringify(known), { mode: 0o600 });
}

/** A stack that has resources, and that the description does not name any more. Undefined where it has none. */
export function forgottenNotice(stack: string, known: KnownState | undefined): string | undefined {
  if (known === undefined || known.resources === 0) return undefined;
  return `${stack} is left behind: its state at ${known.place} had ${known.resources} resources, and the description does not name it any more. Put its account under accounts.former with the name "${stack}", its id and its deploy access, run: npm run deploy ${stack}, then delete it there.`;
}

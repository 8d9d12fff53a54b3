import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStacks, type SynthesizedStack } from "./manifest";
import { synthesizeInto } from "./session";

interface SynthesisOptions {
  /** Ends it early. @default - nothing does */
  readonly stop?: AbortSignal;
  /** Where synth says what it does. @default standard error, since standard output is for the command's own answer */
  readonly said?: NodeJS.WriteStream | "ignore";
  /** A description. @default the one that ORGANIZATION names */
  readonly organization?: string;
}

/**
 * Synthesizes a description as `npm run synth` does, into a folder that exists for as long as `use` takes.
 *
 * @throws Refused if it cannot be synthesized, or what `use` throws
 */
export async function withSynthesized<Result>(
  use: (stacks: readonly SynthesizedStack[]) => Result | Promise<Result>,
  { stop = new AbortController().signal, said = process.stderr, organization }: SynthesisOptions = {},
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "org-trail-synth-"));
  try {
    await synthesizeInto(folder, stop, said, organization);
    return await use(readStacks(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

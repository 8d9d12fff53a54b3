import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Lets `write` fill an empty folder, then puts its files in the place of the previous output. Where `write` throws, the
 * previous output stays as it was. Stacks that are gone leave with their folders; those that stay keep `.terraform`.
 *
 * @param outdir folder of the output; its parent must be writable
 * @param write fills the folder it is given, as `app.synth()` does
 */
export function replaceOutput<Result>(outdir: string, write: (folder: string) => Result): Result {
  mkdirSync(dirname(outdir), { recursive: true });
  const fresh = mkdtempSync(join(dirname(outdir), ".cdktf-synth-"));
  try {
    const result = write(fresh);
    publish(fresh, outdir);
    return result;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function publish(fresh: string, outdir: string): void {
  const stacks = readdirSync(join(fresh, "stacks"));
  for (const stack of stacks) {
    const folder = join(outdir, "stacks", stack);
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(join(fresh, "stacks", stack))) {
      renameSync(join(fresh, "stacks", stack, file), join(folder, file));
    }
  }
  renameSync(join(fresh, "manifest.json"), join(outdir, "manifest.json"));
  const kept = new Set(stacks);
  for (const stack of existsSync(outdir) ? readdirSync(join(outdir, "stacks")) : []) {
    if (!kept.has(stack)) rmSync(join(outdir, "stacks", stack), { recursive: true });
  }
}

import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Lets `write` fill an empty folder, then puts its files in the place of the previous output. Where `write` throws, the
 * previous output stays as it was. Stacks that are gone leave with their folders; those that stay keep `.terraform`.
 *
 * @param outdir folder of the output; its parent must be writable
 * @param write fills the folder it is given, as `app.synth()` does
 * @param removeGone whether to delete the folders of stacks that are gone
 */
export function replaceOutput<Result>(
  outdir: string,
  write: (folder: string) => Result,
  { removeGone } = { removeGone: true },
): Result {
  mkdirSync(dirname(outdir), { recursive: true });
  const fresh = mkdtempSync(join(dirname(outdir), ".cdktf-synth-"));
  try {
    const result = write(fresh);
    publish(fresh, outdir);
    if (removeGone) removeOthers(outdir, stacksIn(fresh));
    return result;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Moves every file to its place, the list of stacks last: until then the previous list holds. */
function publish(fresh: string, outdir: string): void {
  for (const stack of stacksIn(fresh)) {
    const folder = join(outdir, "stacks", stack);
    mkdirSync(folder, { recursive: true });
    for (const entry of readdirSync(join(fresh, "stacks", stack), { withFileTypes: true })) {
      const place = join(folder, entry.name);
      // A file takes another's place by its renaming; a folder, as of assets, only an empty one's.
      if (entry.isDirectory()) rmSync(place, { recursive: true, force: true });
      renameSync(join(fresh, "stacks", stack, entry.name), place);
    }
  }
  renameSync(join(fresh, "manifest.json"), join(outdir, "manifest.json"));
}

function removeOthers(outdir: string, kept: readonly string[]): void {
  for (const stack of stacksIn(outdir)) {
    if (!kept.includes(stack)) rmSync(join(outdir, "stacks", stack), { recursive: true });
  }
}

function stacksIn(folder: string): readonly string[] {
  return readdirSync(join(folder, "stacks"));
}

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { OPTIONAL_FILES } from "../../adoption/files";

/**
 * Lets `write` fill an empty folder, then puts its files in the place of the previous output. Where `write` throws, the
 * previous output stays as it was. Stacks that are gone leave with their folders; those that stay keep `.terraform`.
 *
 * @param outdir folder of the output; a mount or a symbolic link is followed
 * @param write fills the folder it is given, as `app.synth()` does
 * @param removeGone whether to delete the folders of stacks that are gone
 */
export function replaceOutput<Result>(
  outdir: string,
  write: (folder: string) => Result,
  { removeGone } = { removeGone: true },
): Result {
  const isNew = !existsSync(outdir);
  mkdirSync(outdir, { recursive: true });
  // Inside it: a file is renamed within one file system alone, and beside a mount or a link lies another.
  const fresh = mkdtempSync(join(realpathSync(outdir), ".cdktf-synth-"));
  let written = false;
  try {
    const result = write(fresh);
    const previous = stacksListedIn(outdir);
    publish(fresh, outdir);
    written = true;
    if (removeGone) removeFolders(outdir, previous, stacksIn(fresh));
    return result;
  } finally {
    rmSync(isNew && !written ? outdir : fresh, { recursive: true, force: true });
  }
}

/** Moves every file to its place, the list of stacks last: until then the previous list holds. */
function publish(fresh: string, outdir: string): void {
  for (const stack of stacksIn(fresh)) {
    const folder = join(outdir, "stacks", stack);
    mkdirSync(folder, { recursive: true });
    const entries = readdirSync(join(fresh, "stacks", stack), { withFileTypes: true });
    for (const file of OPTIONAL_FILES) {
      if (!entries.some(({ name }) => name === file)) rmSync(join(folder, file), { force: true });
    }
    for (const entry of entries) {
      const place = join(folder, entry.name);
      // A file takes another's place by its renaming; a folder, as of assets, only an empty one's.
      if (entry.isDirectory()) rmSync(place, { recursive: true, force: true });
      renameSync(join(fresh, "stacks", stack, entry.name), place);
    }
  }
  renameSync(join(fresh, "manifest.json"), join(outdir, "manifest.json"));
}

/** Only what an earlier synth wrote is ever deleted: the folder may be somebody's who named it by mistake. */
function removeFolders(outdir: string, previous: readonly string[], kept: readonly string[]): void {
  for (const stack of previous) {
    if (!kept.includes(stack)) rmSync(join(outdir, "stacks", stack), { recursive: true, force: true });
  }
}

function stacksIn(folder: string): readonly string[] {
  return readdirSync(join(folder, "stacks"));
}

/** The stacks that an earlier synth lists as its own. Names that lead out of their folder are nobody's. */
function stacksListedIn(outdir: string): readonly string[] {
  const file = join(outdir, "manifest.json");
  if (!existsSync(file)) return [];
  return Object.keys(stacksOf(readFileSync(file, "utf8"))).filter((name) => !/[\\/]|^\.{0,2}$/.test(name));
}

/** A list that cannot be read lists nothing. */
function stacksOf(manifest: string): object {
  try {
    return JSON.parse(manifest).stacks ?? {};
  } catch {
    return {};
  }
}

import { lstatSync } from "node:fs";
import { dirname } from "node:path";

const known = new Map<string, boolean>();

/** Whether no folder between a file and the one that was given is a link, which might lead anywhere. */
export function isPlainFolder(file: string, folder: string): boolean {
  const parent = dirname(file);
  if (parent === folder || parent.length <= folder.length) return true;
  const cached = known.get(parent);
  if (cached !== undefined) return cached;
  const isPlain =
    isPlainFolder(parent, folder) && (lstatSync(parent, { throwIfNoEntry: false })?.isDirectory() ?? true);
  known.set(parent, isPlain);
  return isPlain;
}

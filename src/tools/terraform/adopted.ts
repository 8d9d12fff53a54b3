import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { IMPORT_FILE, REMOVED_FILE } from "../../adoption/files";
import type { ImportBlock } from "../../adoption/imports";
import type { RemovedBlock } from "../../adoption/leave";

/**
 * Addresses of what a synthesized stack takes over, without the key of an instance: no plan may replace or destroy any of them.
 *
 * @param folder the stack's
 */
export function adoptedAddresses(folder: string): readonly string[] {
  const blocks = read<{ readonly import: readonly ImportBlock[] }>(join(folder, IMPORT_FILE))?.import ?? [];
  return blocks.map(({ to }) => to.replace(/\[.*$/, ""));
}

/** Addresses of what a stack is told to forget; undefined where Terraform is not to let go of it. */
export function forgottenAddresses(folder: string): readonly string[] | undefined {
  return read<{ readonly removed: readonly RemovedBlock[] }>(join(folder, REMOVED_FILE))?.removed.map(
    ({ from }) => from,
  );
}

function read<Content>(file: string): Content | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Content) : undefined;
}

import { readFileSync } from "node:fs";

/** What a reader sees as prose, without the commands. */
export function proseOf(path: string): string {
  return readFileSync(path, "utf8").replaceAll(/^ *```[\s\S]*?^ *```/gm, "");
}

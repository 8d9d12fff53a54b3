import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Output } from "./differences";

/** Reads what a synthesis wrote: JSON as such, any other file as its hash. */
export function readOutput(folder: string): Output {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(folder, file).replaceAll(sep, "/"), contentOf(file)];
    }),
  );
}

function contentOf(file: string): unknown {
  const bytes = readFileSync(file);
  if (file.endsWith(".json")) return JSON.parse(bytes.toString("utf8"));
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** What a checkout has of the project; what is installed is shared. */
const CHECKED_OUT = [
  "main.ts",
  "src",
  "organizations",
  "queries",
  // Synth writes an organization its own, from these.
  "docs/runbooks",
  "package.json",
  "tsconfig.json",
  "cdktf.json",
  ".terraform-version",
] as const;

/** The project's sources in a folder of their own: states, locks, plans and logs are kept beside them, never in the user's. */
export function checkOut(project: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of CHECKED_OUT) cpSync(join(project, name), join(folder, name), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"), "junction");
}

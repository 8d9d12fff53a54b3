import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { sha256 } from "../sha256";
import type { Evidence } from "./evidence";
import { formatHtml } from "./formats/html";
import { formatMarkdown } from "./formats/markdown";
import { assessmentResults } from "./oscal";

/** Every file of the folder, by name, the list of their hashes last. */
export function filesOf(evidence: Evidence): ReadonlyMap<string, string | Buffer> {
  const files = new Map<string, string | Buffer>([
    ["VERDICT.txt", `${evidence.verdict.headline}\n`],
    ["index.html", formatHtml(evidence)],
    ["evidence.md", formatMarkdown(evidence)],
    ["assessment-results.json", `${JSON.stringify(assessmentResults(evidence), null, 2)}\n`],
    ...evidence.inputs.files.map(({ name, bytes }) => [name, bytes] as const),
  ]);
  const sums = [...files].map(([name, content]) => `${sha256(content)}  ${name}\n`).join("");
  return files.set("SHA256SUMS", sums);
}

/** All of it, or nothing: the folder takes its place when every file is written. */
export function writeFolder(out: string, files: ReadonlyMap<string, string | Buffer>): void {
  const parent = dirname(resolve(out));
  mkdirSync(parent, { recursive: true });
  const unfinished = mkdtempSync(join(parent, ".evidence-"));
  try {
    for (const [name, content] of files) writeFileSync(join(unfinished, name), content);
    renameSync(unfinished, out);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** An auditor's folder is not written over. */
export function isTaken(out: string): boolean {
  return existsSync(out);
}

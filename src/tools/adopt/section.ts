import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Adopted, Adoption } from "../../config/adoption";
import { Refused } from "../terraform/refused";

/** The section as it stands in its file: the same facts are always the same text. */
export function sectionText(section: Adoption): string {
  const stacks = Object.entries(section).map(([stack, said]) => [
    stack,
    Object.fromEntries(Object.entries(said).sort(([one], [other]) => (one < other ? -1 : 1))),
  ]);
  return `${JSON.stringify(Object.fromEntries(stacks), undefined, 2)}\n`;
}

/** What a file said before it was written anew. */
export interface Written {
  readonly before: Adoption;
  /** Whether it says something else now. */
  readonly difference: boolean;
}

/**
 * Puts a section into its file, in one step: whoever reads meanwhile finds the old one or the new one, whole.
 *
 * @throws Refused where the file is no JSON: what somebody wrote there is not written over unseen
 */
export function writeSection(file: string, section: Adoption): Written {
  const after = sectionText(section);
  const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const before = text === undefined ? {} : parsed(file, text);
  if (text === after) return { before, difference: false };
  const beside = `${file}.${process.pid}`;
  try {
    writeFileSync(beside, after, { mode: 0o644, flag: "wx" });
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
  return { before, difference: true };
}

function parsed(file: string, text: string): Adoption {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refused(
      `${file} is not JSON: ${error instanceof Error ? error.message : error}. Nothing was written. Delete the file, and run this again.`,
    );
  }
}

/** How much of a stack is live. */
export function liveCount(said: Readonly<Record<string, Adopted>>): number {
  return Object.values(said).filter((value) => value !== false).length;
}

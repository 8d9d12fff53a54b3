import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { NamedDocument } from "../../policies/deployer/permissions";
import { kindOf, replacedWhen } from "../../policies/deployer/replaced";
import type { PolicyDocument } from "../../policies/document";
import { Refused } from "../terraform/refused";
import type { Documents } from "./output";

/** What an earlier run wrote into a folder, of the kinds that this one writes. */
export function writtenBefore(folder: string, documents: Documents): readonly NamedDocument[] {
  if (!existsSync(folder)) return [];
  const kinds = new Set([...documents.keys()].map(kindOf));
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json") && kinds.has(kindOf(basename(file, ".json"))))
    .map((file) => ({ name: basename(file, ".json"), document: readDocument(join(folder, file)) }));
}

/** What to do in the account with what was written before. */
export function replacementNote(before: readonly NamedDocument[], documents: Documents): string {
  if (before.length === 0) return "Nothing was there before.";
  const now = [...documents].map(([name, document]) => ({ name, document }));
  const sorted = (all: readonly NamedDocument[]) => all.toSorted((a, b) => a.name.localeCompare(b.name));
  const when = replacedWhen(sorted(before), sorted(now));
  const gone = before.map(({ name }) => name).filter((name) => !documents.has(name));
  const detach = gone.length === 0 ? "" : ` Then detach ${gone.join(", ")}: delete the file, it is printed no more.`;
  return when === undefined ? "They are what was there before." : `${NOTES[when]}${detach}`;
}

const NOTES = {
  "before the deploy": "They grant what those that were there before do not: put them in place before the deploy.",
  "after the deploy":
    "They grant less than those that were there before: put them in place after the deploy, which takes things away.",
  "between two deploys":
    "They grant what those that were there before do not, and no more what these do. Make the change in two deploys: first what takes things away; then put them in place, and deploy the rest.",
};

function readDocument(file: string): PolicyDocument {
  const document = parsed(readFileSync(file, "utf8"));
  if (document !== undefined) return document;
  throw new Refused(`${file} is not a policy as this command writes it. Move it, or give another folder to --out.`);
}

function parsed(text: string): PolicyDocument | undefined {
  try {
    const read = JSON.parse(text);
    return Array.isArray(read?.Statement) ? read : undefined;
  } catch {
    return undefined;
  }
}

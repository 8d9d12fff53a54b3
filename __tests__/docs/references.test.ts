import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { proseOf } from "./prose";

const ROOT = resolve(__dirname, "../..");

const DOCUMENTS = [
  ...readdirSync(ROOT).filter((file) => file.endsWith(".md")),
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

function headingsOf(path: string): readonly string[] {
  return [...proseOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
}

/** GitHub's anchor of a heading: small letters, digits, hyphens and underscores stay, spaces become hyphens. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

/** Links to a file of this repository that is not there, or to a heading that the file does not have. */
function brokenLinks(path: string): readonly string[] {
  const links = [...proseOf(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  return links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? path : join(dirname(path), file);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !headingsOf(target).map(anchorOf).includes(anchor);
    });
}

/** Files and folders that the text names by their path from the root, and that are not there. Patterns are not looked for. */
function missingFiles(path: string): readonly string[] {
  const named = [...proseOf(path).matchAll(/`((?:src|__tests__|docs|bench|queries|organizations)\/[\w./-]*)`/g)];
  return named.map(([, file = ""]) => file).filter((file) => !existsSync(join(ROOT, file)));
}

describe.each(DOCUMENTS)("%s", (document) => {
  it("links to what is there", () => {
    expect(brokenLinks(join(ROOT, document))).toEqual([]);
  });

  it("names files that are there", () => {
    expect(missingFiles(join(ROOT, document))).toEqual([]);
  });
});

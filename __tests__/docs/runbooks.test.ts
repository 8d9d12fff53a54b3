import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { scripts } from "../../package.json";
import { DETECTION_IDS, DETECTIONS } from "../../src/detections";
import { askflorence, synthesized } from "../support/synthesized";

const RUNBOOKS = resolve(__dirname, "../../docs/runbooks");

const GROUPS = [...new Set(DETECTION_IDS.map((id) => DETECTIONS[id].group))];

const FILES = readdirSync(RUNBOOKS, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));

/** What a reader sees as prose, without the commands. */
function proseOf(path: string): string {
  return readFileSync(path, "utf8").replaceAll(/^ *```[\s\S]*?^ *```/gm, "");
}

function headingsOf(path: string): readonly string[] {
  return [...proseOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
}

/** Ids of the sections, as alerts link to them. */
function sectionsOf(path: string): readonly string[] {
  return [...proseOf(path).matchAll(/^### (.+)$/gm)].map(([, id = ""]) => id);
}

/** GitHub's anchor of a heading: small letters, digits, hyphens and underscores stay, spaces become hyphens. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

/** Links of a runbook to a file of this repository that is not there, or to a heading that the file does not have. */
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

describe("runbooks", () => {
  it.each(GROUPS)("%s.md has one section for each detection of its group, and no other", (group) => {
    const ids = DETECTION_IDS.filter((id) => DETECTIONS[id].group === group);
    expect([...sectionsOf(join(RUNBOOKS, "alerts", `${group}.md`))].sort()).toEqual([...ids].sort());
  });

  it("every group of alerts has its file", () => {
    const files = readdirSync(join(RUNBOOKS, "alerts"));
    expect(files.sort()).toEqual([...GROUPS.map((group) => `${group}.md`), "first-five-minutes.md"].sort());
  });

  it.each(FILES)("every relative link of %s resolves", (file) => {
    expect(brokenLinks(join(RUNBOOKS, file))).toEqual([]);
  });

  it.each(FILES)("every state address that %s names is AskFlorence's", (file) => {
    const text = readFileSync(join(RUNBOOKS, file), "utf8");
    const named = [...text.matchAll(/\baws_\w+\.[\w-]+_[0-9A-F]{8}\b/g)].map(([address]) => address);
    const known = [...synthesized(askflorence).values()].flatMap((stack) => stack.blocks().map(([address]) => address));
    expect(named.filter((address) => !known.includes(address))).toEqual([]);
  });

  it.each(FILES)("every npm script that %s names exists", (file) => {
    const text = readFileSync(join(RUNBOOKS, file), "utf8");
    const named = [...text.matchAll(/npm run (?:--\S+ )*([a-z][\w:-]*)/g)].map(([, script]) => script);
    expect(named.filter((script) => !Object.keys(scripts).includes(script ?? ""))).toEqual([]);
  });
});

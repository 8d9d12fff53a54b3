import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { scripts } from "../../package.json";
import { DETECTION_IDS, DETECTIONS } from "../../src/detections";
import { RUNBOOK_WORDS } from "../../src/detections/runbook-words";
import { namesOf } from "../../src/naming";
import { askflorence, synthesized } from "../support/synthesized";
import { proseOf } from "./prose";

const RUNBOOKS = resolve(__dirname, "../../docs/runbooks");

const GROUPS = [...new Set(DETECTION_IDS.map((id) => DETECTIONS[id].group))];

const FILES = readdirSync(RUNBOOKS, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));

/** Ids of the sections, as alerts link to them. */
function sectionsOf(path: string): readonly string[] {
  return [...proseOf(path).matchAll(/^### (.+)$/gm)].map(([, id = ""]) => id);
}

describe("runbooks", () => {
  it.each(GROUPS)("%s.md has one section for each detection of its group, and no other", (group) => {
    const ids = DETECTION_IDS.filter((id) => DETECTIONS[id].group === group);
    expect([...sectionsOf(join(RUNBOOKS, "alerts", `${group}.md`))].sort()).toEqual([...ids].sort());
  });

  it("those of alerts carry no organization's ids, profiles or Region: synth writes each organization its own", () => {
    const own = Object.values(RUNBOOK_WORDS).map((word) =>
      word({ organization: askflorence, names: namesOf(askflorence) }),
    );
    for (const name of readdirSync(join(RUNBOOKS, "alerts"))) {
      const page = readFileSync(join(RUNBOOKS, "alerts", name), "utf8");
      expect(
        own.filter((value) => value !== undefined && page.includes(value)),
        name,
      ).toEqual([]);
      expect(page.toLowerCase(), name).not.toContain("askflorence");
    }
  });

  it("every group of alerts has its file", () => {
    const files = readdirSync(join(RUNBOOKS, "alerts"));
    expect(files.sort()).toEqual([...GROUPS.map((group) => `${group}.md`), "first-five-minutes.md"].sort());
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

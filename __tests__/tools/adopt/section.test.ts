import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeChange } from "../../../src/tools/adopt/change";
import { writeSection } from "../../../src/tools/adopt/section";
import { Refused } from "../../../src/tools/terraform/refused";

const LIVE = {
  "log-archive": { "org-logs-key/key": "e9df", "log-archive-bucket/bucket": true, alarm: false },
} as const;

describe("the section's file", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "adopt-"));
    file = join(folder, "ours.adopt.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is written whole, and nothing else is left beside it", () => {
    expect(writeSection(file, LIVE)).toEqual({ before: {}, difference: true });
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(LIVE);
    expect(readdirSync(folder)).toEqual(["ours.adopt.json"]);
  });

  it("is the same text for the same facts, in whatever order they were found", () => {
    writeSection(file, LIVE);
    const turned = Object.fromEntries(Object.entries(LIVE["log-archive"]).reverse());
    expect(writeSection(file, { "log-archive": turned })).toMatchObject({ difference: false });
  });

  it("is not written over where it is no JSON", () => {
    writeFileSync(file, "{ half");
    expect(() => writeSection(file, LIVE)).toThrow(Refused);
    expect(readFileSync(file, "utf8")).toBe("{ half");
  });

  it("of what it says otherwise than before, each line is told; of what is not live, the number", () => {
    const before = { "log-archive": { "org-logs-key/key": "0000", gone: true, alarm: false } };
    expect(describeChange(before, LIVE).split("\n")).toEqual([
      "written",
      "  - log-archive gone: true",
      "  + log-archive log-archive-bucket/bucket: true",
      '  ~ log-archive org-logs-key/key: "0000" → "e9df"',
      "  and 1 that are not live: false",
    ]);
  });
});

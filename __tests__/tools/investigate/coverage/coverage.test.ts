import { describe, expect, it } from "vitest";
import { TABLES } from "../../../../src/queries/tables";
import { type Days, packsOf } from "../../../../src/tools/investigate/cache/packs";
import { chosenPacks, coverageOf, isIncomplete } from "../../../../src/tools/investigate/coverage/coverage";
import { coverageLines, spans, warningOf } from "../../../../src/tools/investigate/coverage/text";
import type { LogFile } from "../../../../src/tools/investigate/logs/inventory";
import { placeOf } from "../../../../src/tools/investigate/logs/log-name";
import { keyOf } from "../../../support/log-copies";

const A = "111122223333";
const B = "444455556666";

function fileAt(path: string): LogFile {
  const place = placeOf(path);
  return { path, bytes: 100, modified: 0, ...(place !== undefined && { place }) };
}

/** @param places `account Region day`, with `CloudTrail-Digest` behind for a digest */
function coverageFor(places: readonly string[], asked: Days = {}) {
  const files = places.map((text) => {
    const [account, region, day, kind = "CloudTrail"] = text.split(" ");
    return fileAt(keyOf(`${account} ${region} ${day}`, "U", kind));
  });
  const packs = packsOf(files);
  const chosen = chosenPacks(packs, ["cloudtrail"], asked);
  const copy = { root: "copy", packs, damaged: [], duplicates: [], foreign: [] };
  return coverageOf({ copy, chosen, records: [], tables: TABLES, asked });
}

describe("what an answer rests on", () => {
  it("has each account and Region on each day without a log file, and which of them a digest shows to be quiet", () => {
    const coverage = coverageFor([
      `${A} us-east-1 2026/11/20`,
      `${A} us-east-1 2026/11/21`,
      `${B} us-east-1 2026/11/21`,
      `${B} us-east-1 2026/11/20 CloudTrail-Digest`,
      `${B} eu-west-1 2026/11/20 CloudTrail-Digest`,
    ]);
    expect(coverage.cells).toBe(8);
    expect(coverage.gaps).toEqual([
      { account: A, region: "eu-west-1", days: ["2026/11/20", "2026/11/21"], quiet: 0 },
      { account: B, region: "eu-west-1", days: ["2026/11/20", "2026/11/21"], quiet: 1 },
      { account: B, region: "us-east-1", days: ["2026/11/20"], quiet: 1 },
    ]);
    const text = coverageLines(coverage).join("\n");
    expect(text).toContain("Without a log file: 5 of 8 accounts x Regions x days; of those 2 have a digest");
    expect(text).toContain(`${A} eu-west-1: 2026-11-20 to 2026-11-21`);
    expect(text).not.toContain(`${B} us-east-1: `);
  });

  it.each([
    ["every day asked for has a file", { from: "2026/11/20", to: "2026/11/21" }, []],
    ["one has none", { from: "2026/11/19", to: "2026/11/20" }, ["2026/11/19"]],
    ["the end is open", { from: "2026/11/19" }, ["2026/11/19"]],
    ["nobody asked for days", {}, []],
  ])("is incomplete by its days: %s", (_, asked, absent) => {
    const coverage = coverageFor([`${A} us-east-1 2026/11/20`, `${A} us-east-1 2026/11/21`], asked);
    expect(coverage.absentDays).toEqual(absent);
    expect(isIncomplete(coverage)).toBe(absent.length > 0);
    expect(warningOf(coverage) !== undefined).toBe(absent.length > 0);
  });

  it("reads the folder of one day more than asked for, since folders tell the day of delivery", () => {
    const places = ["19", "20", "21", "22"].map((day) => `${A} us-east-1 2026/11/${day}`);
    expect(coverageFor(places, { from: "2026/11/20", to: "2026/11/20" })).toMatchObject({ files: 2, outside: 2 });
  });

  it("lists twenty of a kind and counts the others: a copy may have thousands", () => {
    const many = Array.from({ length: 25 }, (_, index) => ({ path: `f${index}`, reason: "cut\u001b[2J" }));
    const lines = coverageLines({ ...coverageFor([]), damaged: many });
    expect(lines).toContain("Not read: 25");
    expect(lines).toContain("  f19: cut\\u001b[2J");
    expect(lines).toContain("  and 5 more");
    expect(lines.join("\n")).not.toContain("f20");
  });

  it.each([
    [["2026/11/20"], "2026-11-20"],
    [["2026/02/27", "2026/02/28", "2026/03/01", "2026/03/03"], "2026-02-27 to 2026-03-01, 2026-03-03"],
  ])("has days beside each other as spans: %s", (days, text) => {
    expect(spans(days)).toBe(text);
  });
});

describe("packs", () => {
  const files = ["2026/11/20", "2026/11/21"].map((day) => fileAt(keyOf(`${A} us-east-1 ${day}`)));
  const names = (changed: readonly LogFile[]) => packsOf(changed).map(({ name }) => name);

  it("are named by what is in them: of the days, the one that changed alone gets another name", () => {
    const [first, second] = names(files);
    const [one = fileAt("x.json"), other = fileAt("x.json")] = files;
    for (const changed of [
      { ...other, bytes: 101 },
      { ...other, modified: 1 },
      { ...other, path: `again/${other.path}` },
    ]) {
      const [same, another] = names([one, changed]);
      expect(same).toBe(first);
      expect(another).not.toBe(second);
    }
  });

  it("are no larger than what is lost by an interruption may cost", () => {
    const large = Array.from({ length: 10 }, (_, index) => ({
      ...fileAt(keyOf(`${A} us-east-1 2026/11/20`, `U${index}`)),
      bytes: 10e6,
    }));
    expect(packsOf(large).map((pack) => pack.count)).toEqual([2, 2, 2, 2, 2]);
  });
});

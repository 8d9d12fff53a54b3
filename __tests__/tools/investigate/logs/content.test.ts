import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { contentOf, type Limits } from "../../../../src/tools/investigate/logs/content";

const RECORD =
  '{"eventVersion":"1.10","eventName":"CreateUser","requestParameters":{"n":12345678901234567890,"t":"a\\nb]}"}}';
const LOG = `{"Records":[${RECORD},${RECORD}]}`;
const DIGEST = '{"awsAccountId":"111122223333","digestStartTime":"2026-11-20T08:00:00Z","logFiles":[]}';
const LOOKED_UP = JSON.stringify({ Events: [{ EventId: "1", CloudTrailEvent: RECORD }] });

function listsOf(
  raw: Buffer | string,
  table?: "cloudtrail" | "cloudtrail_digests",
  limits?: Limits,
): readonly (readonly [string, string])[] {
  return contentOf(Buffer.from(raw), table, limits).records.map((records) => [
    records.table,
    records.list.toString("utf8"),
  ]);
}

describe("records of a file", () => {
  it.each([
    ["a log file of the archive", gzipSync(LOG), [["cloudtrail", `[${RECORD},${RECORD}]`]]],
    ["one that was unpacked", LOG, [["cloudtrail", `[${RECORD},${RECORD}]`]]],
    ["one without a record", '{"Records":[]}', [["cloudtrail", "[]"]]],
    ["one with a line break at its end", `${LOG}\n`, [["cloudtrail", `[${RECORD},${RECORD}]`]]],
    [
      "the console's download, over many lines",
      `{\n  "Records": [\n    ${RECORD}\n  ]\n}`,
      [["cloudtrail", `[     ${RECORD}   ]`]],
    ],
    ["what lookup-events prints", LOOKED_UP, [["cloudtrail", `[${RECORD}]`]]],
    [
      "the events of lookup-events alone",
      JSON.stringify([{ CloudTrailEvent: RECORD }]),
      [["cloudtrail", `[${RECORD}]`]],
    ],
    [
      "what Windows PowerShell wrote of it",
      Buffer.from(`\ufeff${LOOKED_UP}\r\n`, "utf16le"),
      [["cloudtrail", `[${RECORD}]`]],
    ],
    ["a list of records", `[${RECORD}]`, [["cloudtrail", `[${RECORD}]`]]],
    ["one record", `\ufeff${RECORD}`, [["cloudtrail", `[${RECORD}]`]]],
    [
      "a record on each line",
      `${RECORD}\n${RECORD}\n`,
      [
        ["cloudtrail", `[${RECORD}]`],
        ["cloudtrail", `[${RECORD}]`],
      ],
    ],
    ["a digest", gzipSync(DIGEST), [["cloudtrail_digests", `[${DIGEST}]`]]],
    [
      "an Insights event by itself",
      '{"eventVersion":"1.07","insightDetails":{}}',
      [["cloudtrail_insights", '[{"eventVersion":"1.07","insightDetails":{}}]']],
    ],
    [
      "a log of Insights events",
      '{"Records":[{"insightDetails":{"state":"Start"}}]}',
      [["cloudtrail_insights", '[{"insightDetails":{"state":"Start"}}]']],
    ],
  ])("come out of %s as CloudTrail wrote them", (_, raw, expected) => {
    expect(listsOf(raw)).toEqual(expected);
  });

  it("come out of a digest by its place, which would give no row of a log", () => {
    expect(listsOf(DIGEST, "cloudtrail_digests")).toEqual([["cloudtrail_digests", `[${DIGEST}]`]]);
  });

  it("come out of a long list in parts, none of them lost, for DuckDB takes no object above 16 MiB", () => {
    const log = `{"Records":[${Array(100).fill(RECORD).join(",")}]}`;
    const lists = listsOf(log, "cloudtrail", { content: 1e6, list: 1000 }).map(([, list]) => list);
    expect(lists.length).toBeGreaterThan(5);
    expect(Math.max(...lists.map(({ length }) => length))).toBeLessThan(1000 + RECORD.length + 100);
    expect(lists.map((list) => list.slice(1, -1)).join(",")).toBe(Array(100).fill(RECORD).join(","));
  });

  it("are known to be not all where lookup-events was cut", () => {
    const cut = Buffer.from(JSON.stringify({ Events: [], NextToken: "abc" }));
    expect(contentOf(cut, undefined).missing).toContain("NextToken");
    expect(contentOf(Buffer.from(JSON.stringify({ Events: [], NextToken: null })), undefined).missing).toBeUndefined();
  });
});

describe("a file is damaged, and says how", () => {
  const gz = gzipSync(LOG);
  const flipped = Buffer.from(gz);
  flipped.writeUInt8(flipped.readUInt8(gz.length - 6) ^ 1, gz.length - 6);
  it.each([
    ["cut short", gz.subarray(0, gz.length - 12), "cut short"],
    ["cut in its first bytes", gz.subarray(0, 5), "cut short"],
    ["of another checksum than its content, which DuckDB does not look at", flipped, "checksum"],
    ["no gzip behind gzip's first bytes", Buffer.from([0x1f, 0x8b, ...Array(20).fill(9)]), "damaged"],
    ["appended to, behind the end of its gzip stream", Buffer.concat([gz, Buffer.alloc(4)]), "goes on behind"],
    ["empty", "", "empty"],
    ["blank", " \n ", "blank"],
    ["JSON that was cut", '{"Records":[{"eventName":"x"', "no JSON"],
    ["JSON with something in between", '{"Records" [] }', "no JSON"],
    ["Records that are none", '{"Records":{}}', "no list"],
    ["an event of lookup-events without its record", '{"Events":[{"EventId":"1"}]}', "CloudTrailEvent"],
  ])("%s", (_, raw, reason) => {
    expect(() => contentOf(Buffer.from(raw), undefined)).toThrow(reason);
  });

  it("a gzip bomb, which is unpacked no further than a log file can be large", () => {
    const bomb = gzipSync(Buffer.alloc(1e6 + 1, " "));
    expect(bomb.length).toBeLessThan(2000);
    expect(() => contentOf(bomb, "cloudtrail", { content: 1e6, list: 1000 })).toThrow("bomb");
  });
});

describe("no log of CloudTrail's", () => {
  it.each([
    ['{"fileVersion":"1.0","configurationItems":[]}', "fileVersion, configurationItems"],
    ["{}", "nothing in it"],
    ["[1, 2]", "a list of something else"],
    ["7", "neither an object nor a list"],
  ])("%s", (raw, reason) => {
    expect(() => contentOf(Buffer.from(raw), undefined)).toThrow(reason);
  });
});

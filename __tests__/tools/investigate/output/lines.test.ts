import { describe, expect, it } from "vitest";
import type { Cell, Rows } from "../../../../src/tools/investigate/output/rows";
import { linesOf } from "../../../../src/tools/investigate/output/write";

function rowsOf(columns: readonly string[], rows: readonly (readonly Cell[])[], numeric: readonly string[] = []): Rows {
  return {
    columns,
    numeric: columns.map((column) => numeric.includes(column)),
    chunks: async function* () {
      yield rows;
    },
  };
}

async function linesFor(format: "table" | "csv" | "json", rows: Rows, width?: number): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(format, rows, width)) lines.push(line);
  return lines;
}

describe("CSV", () => {
  it.each([
    ["a text", "alice", "alice"],
    ["a comma", "a,b", '"a,b"'],
    ["quotation marks and a line break", 'a"b\nc', '"a""b\nc"'],
    ["nothing", null, ""],
    ["an object", { a: 1 }, '"{""a"":1}"'],
    ["a formula", '=HYPERLINK("http://evil.example")', `"'=HYPERLINK(""http://evil.example"")"`],
    ["a formula that begins with a plus", "+1", "'+1"],
    ["a formula that begins with a minus", "-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"],
    ["a formula that begins with an at", "@SUM(A1)", "'@SUM(A1)"],
    ["a formula behind a tab", "\t=1", "'\t=1"],
    ["a formula of full-width signs", "＝1", "'＝1"],
  ])("has %s such that no spreadsheet runs it", async (_, cell, expected) => {
    expect(await linesFor("csv", rowsOf(["c"], [[cell]]))).toEqual(["c", expected]);
  });

  it("leaves a negative number a number", async () => {
    expect(await linesFor("csv", rowsOf(["n"], [[-1]], ["n"]))).toEqual(["n", "-1"]);
  });
});

describe("JSON", () => {
  it.each([
    [0, []],
    [1, [{ a: "x", n: 1 }]],
    [
      3,
      [
        { a: "x", n: 1 },
        { a: "x", n: 1 },
        { a: "x", n: 1 },
      ],
    ],
  ])("of %s rows is one list of objects", async (count, expected) => {
    const lines = await linesFor("json", rowsOf(["a", "n"], Array(count).fill(["x", 1]), ["n"]));
    expect(JSON.parse(lines.join("\n"))).toEqual(expected);
  });
});

describe("a table", () => {
  const ROWS = rowsOf(
    ["name", "count", "arn"],
    [
      ["alice", 7, "arn:aws:iam::111122223333:user/alice"],
      ["bob", null, "é"],
    ],
    ["count"],
  );

  it("has its columns under each other, numbers to the right", async () => {
    expect(await linesFor("table", ROWS)).toEqual([
      "name   count  arn",
      "-----  -----  ------------------------------------",
      "alice      7  arn:aws:iam::111122223333:user/alice",
      "bob           é",
    ]);
  });

  it("fits the terminal: the widest column gives way", async () => {
    const lines = await linesFor("table", ROWS, 34);
    expect(lines[2]).toBe("alice      7  arn:aws:iam::111122…");
    expect(lines.every(({ length }) => length <= 34)).toBe(true);
  });

  it("has a field on each line where columns have no room", async () => {
    expect(await linesFor("table", ROWS, 20)).toEqual([
      "-- 1 of 2",
      "name   alice",
      "count  7",
      "arn    arn:aws:iam::111122223333:user/alice",
      "-- 2 of 2",
      "name   bob",
      "count",
      "arn    é",
    ]);
  });

  it("lets no caller steer the terminal", async () => {
    const [, , row = ""] = await linesFor("table", rowsOf(["useragent"], [["\u001b[2J\u009b1A\u202egnp.exe\r\nroot"]]));
    expect(row).toBe("\\u001b[2J\\u009b1A\\u202egnp.exe\\u000d\\u000aroot");
  });
});

import { describe, expect, it } from "vitest";
import { readQuery } from "../../src/queries/catalogue";
import { athenaLiteral, bind, compile, resolveParameters } from "../../src/queries/parameters";

const NOW = new Date("2026-11-20T23:59:59Z");

const QUERY = readQuery(
  "sample.sql",
  `-- title: Sample
-- question: What?
-- parameters:
--   from_day day = today-7: first day
--   to_day day = today: last day
--   account account = any: account
--   name text = any: name
--   who text: who it is
--   minutes integer = 30: minutes
-- controls: CIS 1.7
-- techniques: T1078.004
-- hit: A hit.
-- next: sample
SELECT 1 FROM cloudtrail
WHERE day BETWEEN :from_day AND :to_day AND (:account = '' OR account = :account) AND :name = :who AND :minutes > 1
`,
  [],
);

describe("compile", () => {
  it.each([
    ["a = :a AND b = :b OR :a = ''", "a = ? AND b = ? OR ? = ''", ["a", "b", "a"]],
    ["x = ':a' AND y = 'it''s :b' AND z = :c", "x = ':a' AND y = 'it''s :b' AND z = ?", ["c"]],
    ['SELECT ":a" -- :b\n, /* :c\n:d */ :e', 'SELECT ":a" -- :b\n, /* :c\n:d */ ?', ["e"]],
  ])("%s", (sql, compiled, names) => {
    expect(compile(sql)).toEqual({ sql: compiled, names });
  });
});

describe("bind", () => {
  it("gives each place its value, a default where none is given, the same for both engines", () => {
    const { sql, values } = bind(QUERY, { who: "it's :me" }, NOW);
    expect(sql).toContain("BETWEEN ? AND ? AND (? = '' OR account = ?) AND ? = ? AND ? > 1");
    expect(values).toEqual(["2026/11/13", "2026/11/20", "", "", "", "it's :me", 30]);
  });

  it.each([
    ["2026-11-01", "2026/11/01"],
    ["2026/11/01", "2026/11/01"],
    ["2026-11-01T23:59:59Z", "2026/11/01"],
    ["2026-11-01T23:59:59-02:00", "2026/11/02"],
    ["today-20", "2026/10/31"],
  ])("takes %s for the day %s", (written, day) => {
    expect(resolveParameters(QUERY, { who: "x", from_day: written }, NOW).from_day).toBe(day);
  });

  it("any takes every account; of a text it is the word", () => {
    expect(resolveParameters(QUERY, { who: "any", account: "any", name: "any" }, NOW)).toMatchObject({
      account: "",
      name: "any",
      who: "any",
    });
  });

  it("refuses everything that is wrong at once", () => {
    const given = { form_day: "2026-11-01", to_day: "2026-02-30", account: "1234", minutes: "-1" };
    expect(() => bind(QUERY, given, NOW)).toThrow(`sample: 5 problems. Nothing was written.

  parameter form_day of sample = "2026-11-01"
    rule:   a parameter of the query: from_day, to_day, account, name, who, minutes
    remedy: did you mean \`from_day\`?

  parameter to_day of sample = "2026-02-30"
    rule:   a day in UTC: 2026-11-20 or 2026/11/20, a time of that day, or today, or today-7
    remedy: write --param to_day=2026-11-20

  parameter account of sample = "1234"
    rule:   an AWS account id: 12 digits
    remedy: write --param account=111122223333

  parameter who of sample = (missing)
    rule:   a text of one character or more, none of them NUL; it has no default
    remedy: write --param who=..., who it is

  parameter minutes of sample = "-1"
    rule:   a whole number from 0 to 1000000
    remedy: write --param minutes=30`);
  });

  it("refuses a text with a NUL, at which an engine would end it", () => {
    expect(() => bind(QUERY, { who: "alice\0" }, NOW)).toThrow("none of them NUL");
  });

  it("refuses days that end before they begin", () => {
    expect(() => bind(QUERY, { who: "x", from_day: "2026-11-02", to_day: "2026-11-01" }, NOW)).toThrow(
      "no earlier than from_day, 2026/11/02",
    );
  });
});

describe("athenaLiteral", () => {
  it.each([
    ["alice", "'alice'"],
    ["' OR '1'='1", "''' OR ''1''=''1'"],
    ["", "''"],
    [30, "30"],
  ])("%j is %s", (value, literal) => {
    expect(athenaLiteral(value)).toBe(literal);
  });
});

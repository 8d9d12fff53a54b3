import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { MACRO_NAMES } from "../../../src/queries/duckdb/macros";
import { duckdbType } from "../../../src/queries/duckdb/types";
import { ask, queryEngine } from "../../support/queries/duckdb";

/** What differs between Trino and a bare DuckDB, by function: an expression, and Trino's documented result of it as text. */
const DIFFERENCES: Readonly<Record<string, readonly (readonly [expression: string, trino: string | null])[]>> = {
  // https://trino.io/docs/current/functions/datetime.html
  date_diff: [
    ["date_diff('second', TIMESTAMP '2020-03-01 00:00:00', TIMESTAMP '2020-03-02 00:00:00')", "86400"],
    ["date_diff('hour', TIMESTAMP '2020-03-01 00:59:00', TIMESTAMP '2020-03-01 01:01:00')", "0"],
    ["date_diff('day', TIMESTAMP '2020-03-01 23:00:00', TIMESTAMP '2020-03-02 22:00:00')", "0"],
    ["date_diff('day', TIMESTAMP '2020-03-02 00:00:00', TIMESTAMP '2020-03-01 00:00:00')", "-1"],
  ],
  date_parse: [["date_parse('2026/12/31', '%Y/%m/%d')", "2026-12-31 00:00:00"]],
  date_format: [
    ["date_format(TIMESTAMP '2026-12-31 23:59:59', '%Y/%m/%d')", "2026/12/31"],
    ["date_format(date_parse('2028/02/28', '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')", "2028/02/29"],
  ],
  from_iso8601_timestamp: [
    ["from_iso8601_timestamp('2026-11-20T09:15:00Z')", "2026-11-20 09:15:00"],
    ["from_iso8601_timestamp('2026-11-20T09:15:00+02:00')", "2026-11-20 07:15:00"],
  ],
  at_timezone: [
    ["at_timezone(from_iso8601_timestamp('2012-10-31T01:00:00Z'), 'America/Los_Angeles')", "2012-10-30 18:00:00"],
  ],
  day_of_week: [["day_of_week(TIMESTAMP '2026-11-22 00:00:00')", "7"]],
  // https://trino.io/docs/current/functions/regexp.html
  regexp_extract: [
    ["regexp_extract('1a 2b 14m', '\\d+')", "1"],
    ["regexp_extract('1a 2b 14m', '(\\d+)([a-z]+)', 2)", "a"],
    ["regexp_extract('1a', 'x')", null],
    ["regexp_extract(CAST(NULL AS VARCHAR), 'x')", null],
  ],
  regexp_like: [
    ["regexp_like('1a 2b 14m', '\\d+b')", "true"],
    ["regexp_like('1a 2b 14m', '^2b')", "false"],
  ],
  regexp_replace: [
    ["regexp_replace('1a 2b 14m', '\\d+[ab] ')", "14m"],
    ["regexp_replace('1a 2b', '[ab]', 'x')", "1x 2x"],
  ],
  // https://trino.io/docs/current/functions/string.html
  split_part: [
    ["split_part('a:b', ':', 2)", "b"],
    ["split_part('a:b', ':', 3)", null],
  ],
  concat: [
    ["concat('a', 'b', 'c')", "abc"],
    ["concat('a', CAST(NULL AS VARCHAR))", null],
  ],
  // https://trino.io/docs/current/functions/comparison.html
  greatest: [
    ["greatest(1, 3, 2)", "3"],
    ["greatest(1, CAST(NULL AS INTEGER))", null],
  ],
  least: [
    ["least(2, 1)", "1"],
    ["least(1, CAST(NULL AS INTEGER), 2)", null],
  ],
  // https://trino.io/docs/current/functions/array.html
  element_at: [
    ["element_at(ARRAY['a', 'b'], 2)", "b"],
    ["element_at(ARRAY['a', 'b'], -1)", "b"],
    ["element_at(ARRAY['a', 'b'], 3)", null],
  ],
  cardinality: [["cardinality(ARRAY['a', 'b'])", "2"]],
  array_join: [["array_join(ARRAY['a', NULL, 'b'], ', ')", "a, b"]],
  // https://trino.io/docs/current/functions/aggregate.html
  approx_distinct: [["approx_distinct(value)", "1"]],
  // https://trino.io/docs/current/functions/json.html
  json_extract_scalar: [
    [`json_extract_scalar('{"a": {"b": 1}}', '$.a.b')`, "1"],
    [`json_extract_scalar('{"a": {"b": 1}}', '$.a')`, null],
    [`json_extract_scalar('[1, 2, 3]', '$[2]')`, "3"],
    [`json_extract_scalar('[1, 2, 3]', '$')`, null],
    [`json_extract_scalar('{"a": true}', '$.a')`, "true"],
    [`json_extract_scalar('{"a": null}', '$.a')`, null],
    [`json_extract_scalar('{"a": "x"}', '$.b')`, null],
    ["json_extract_scalar('no JSON', '$.a')", null],
  ],
  json_format: [[`json_format(CAST(ARRAY['a', 'b"'] AS json))`, `["a","b\\""]`]],
};

/** The same for what is no function. */
const OF_THE_LANGUAGE: readonly (readonly [string, string | null])[] = [
  ["5 / 2", "2"],
  ["-5 / 2", "-2"],
  ["CAST(5 AS DOUBLE) / 2", "2.5"],
  ["CAST(NULL AS VARCHAR) || 'a'", null],
  ["try(CAST('x' AS INTEGER))", null],
  ["'a%' LIKE 'a\\%'", "false"],
  ["'B' < 'a'", "true"],
];

describe("Trino's functions on DuckDB", () => {
  let engine: DuckDBConnection;
  let bare: DuckDBConnection;
  beforeAll(async () => {
    engine = await queryEngine();
    bare = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  });
  const selecting = (expression: string) =>
    `SELECT CAST(${expression} AS VARCHAR) AS result FROM (VALUES ('a')) AS t (value)`;
  const result = async (expression: string) => (await ask(engine, selecting(expression)))[0]?.result;

  it.each([...Object.values(DIFFERENCES).flat(), ...OF_THE_LANGUAGE])("%s is %s", async (expression, trino) => {
    expect(await result(expression)).toBe(trino);
  });

  it("each macro has its rows", () => {
    expect(Object.keys(DIFFERENCES).sort()).toEqual([...MACRO_NAMES].sort());
  });

  it.each(Object.entries(DIFFERENCES))(
    "a bare DuckDB answers %s otherwise: its macro is not idle",
    async (_name, rows) => {
      const answers = await Promise.all(
        rows.map(([expression, trino]) =>
          ask(bare, selecting(expression)).then(
            ([row]) => row?.result === trino,
            () => false,
          ),
        ),
      );
      expect(answers).toContain(false);
    },
  );

  it("NULLs come last, in either direction", async () => {
    const rows = (order: string) =>
      ask(engine, `SELECT v FROM (VALUES (1), (NULL), (2)) AS t (v) ORDER BY v ${order}`).then((all) =>
        all.map(({ v }) => v),
      );
    expect(await rows("ASC")).toEqual([1, 2, null]);
    expect(await rows("DESC")).toEqual([2, 1, null]);
  });
});

describe("duckdbType", () => {
  it.each([
    ["string", "VARCHAR"],
    ["array<struct<a:string,b:map<string,double>>>", 'STRUCT("a" VARCHAR, "b" MAP(VARCHAR, DOUBLE))[]'],
  ])("%s is %s", (glue, duckdb) => {
    expect(duckdbType(glue)).toBe(duckdb);
  });

  it("refuses a type that it does not know", () => {
    expect(() => duckdbType("array<decimal>")).toThrow("no DuckDB type for Glue's decimal: add it to SCALARS");
  });
});

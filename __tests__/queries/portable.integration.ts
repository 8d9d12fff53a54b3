import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { DETECTION_IDS, DETECTIONS } from "../../src/detections";
import { loadQueries } from "../../src/queries/catalogue";
import { ALLOWED_FUNCTIONS, FORBIDDEN_FUNCTIONS, functionProblems } from "../../src/queries/functions";
import { compile } from "../../src/queries/parameters";
import { TABLES } from "../../src/queries/tables";
import { TECHNIQUES } from "../../src/queries/techniques";
import { bare } from "../../src/queries/words";
import { ATTACKS } from "../../src/threats";
import { ask, queryEngine } from "../support/queries/duckdb";

const QUERIES = loadQueries();
const BY_NAME = QUERIES.map(({ name, sql }) => [name, sql] as const);

let engine: DuckDBConnection;
beforeAll(async () => {
  engine = await queryEngine();
});

const COLUMNS = TABLES.flatMap(({ columns }) => Object.keys(columns));

type Tree = Readonly<Record<string, unknown>>;

/** Every node of what DuckDB's parser makes of a statement that is a SELECT. */
function selectsIn(node: unknown): readonly Tree[] {
  if (typeof node !== "object" || node === null) return [];
  const inner = Object.values(node).flatMap(selectsIn);
  return "select_list" in node ? [node as Tree, ...inner] : inner;
}

/** Names without a table before them, of an expression. */
function namesIn(node: unknown): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  if ("column_names" in node && Array.isArray(node.column_names)) return node.column_names.slice(0, 1).map(String);
  return Object.values(node).flatMap(namesIn);
}

/** Aliases that DuckDB takes where Trino knows columns alone: in WHERE, GROUP BY and HAVING. */
async function aliasesUsed(sql: string): Promise<readonly string[]> {
  const [row] = await ask(engine, "SELECT json_serialize_sql(CAST(? AS VARCHAR)) AS tree", [sql]);
  return selectsIn(JSON.parse(String(row?.tree))).flatMap((select) => {
    const items: readonly unknown[] = Array.isArray(select.select_list) ? select.select_list : [];
    const aliases = items.map((item) => String((item as Tree).alias)).filter((alias) => !COLUMNS.includes(alias));
    const { where_clause, group_expressions, having } = select;
    return namesIn([where_clause, group_expressions, having]).filter((name) => aliases.includes(name));
  });
}

describe("a statement of both engines", () => {
  it.each(BY_NAME)("%s is one SELECT", (_name, sql) => {
    expect(bare(sql)).toMatch(/^(?:SELECT|WITH)\b[^;]*$/);
  });

  it.each(BY_NAME)("%s says for each table which folders it reads", (_name, sql) => {
    const tables = bare(sql).match(/\b(?:FROM|JOIN) cloudtrail\w*/g) ?? [];
    expect(tables.length).toBeGreaterThan(0);
    expect(bare(sql).match(/\bWHERE day BETWEEN\b/g)?.length).toBe(tables.length);
  });

  it.each(BY_NAME)("%s uses no alias where Trino knows none", async (_name, sql) => {
    expect(await aliasesUsed(compile(sql).sql)).toEqual([]);
  });

  it("an alias in WHERE, GROUP BY or HAVING is found, and a column of that name is none", async () => {
    const used = (rest: string) => aliasesUsed(`SELECT eventname AS what, eventtime FROM cloudtrail ${rest}`);
    expect(await used("WHERE what = 'x' GROUP BY what HAVING max(what) > 'a' ORDER BY what")).toEqual([
      "what",
      "what",
      "what",
    ]);
    expect(await used("WHERE eventtime > 'a' GROUP BY 1, 2 ORDER BY what")).toEqual([]);
  });

  it.each(BY_NAME)("%s sorts its rows, so that both engines answer in one order", (_name, sql) => {
    expect(sql).toMatch(/\nORDER BY [^)]*$/);
  });

  it.each(BY_NAME)("%s has only formats of dates and patterns that both engines read alike", (_name, sql) => {
    // Minutes and seconds have other letters in MySQL's formats, which Trino takes, than in DuckDB's.
    const times = (pattern: RegExp) => sql.match(pattern)?.length ?? 0;
    expect(times(/date_(?:format|parse)\(/g)).toBe(times(/'%Y\/%m\/%d'\)/g));
    // Lookaround and references back are Java's, not RE2's, and $1 in a replacement is \1 there.
    expect(sql).not.toMatch(/\(\?[=!<]|\\[1-9]|\$\d/);
  });
});

describe("the functions", () => {
  it("none is both allowed and forbidden", () => {
    expect(Object.keys(FORBIDDEN_FUNCTIONS).filter((name) => ALLOWED_FUNCTIONS.includes(name))).toEqual([]);
  });

  it.each(Object.entries(FORBIDDEN_FUNCTIONS))("%s is refused: %s", (name, why) => {
    expect(functionProblems("sample.sql", `SELECT ${name.toUpperCase()} (a) FROM cloudtrail`)).toEqual([
      expect.objectContaining({ value: `${name}(`, rule: why }),
    ]);
  });

  it("one that nobody tested is refused, one in a text or comment is none", () => {
    expect(functionProblems("sample.sql", "SELECT soundex(a)")).toHaveLength(1);
    expect(functionProblems("sample.sql", "SELECT lower('soundex(a)') -- soundex(a)")).toEqual([]);
  });
});

describe("the techniques", () => {
  it("each is one that a query shows, a detection reveals or an attack is a case of", () => {
    const shown = new Set<string>([
      ...QUERIES.flatMap(({ techniques }) => techniques),
      ...DETECTION_IDS.flatMap((id) => DETECTIONS[id].techniques),
      ...ATTACKS.flatMap(({ techniques }) => techniques),
    ]);
    expect(Object.keys(TECHNIQUES).filter((technique) => !shown.has(technique))).toEqual([]);
  });
});

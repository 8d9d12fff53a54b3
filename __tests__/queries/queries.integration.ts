import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { loadQueries, type Query } from "../../src/queries/catalogue";
import { athenaLiteral, bind } from "../../src/queries/parameters";
import { ask, fill, queryEngine, type Row } from "../support/queries/duckdb";
import { QUERY_CASES } from "./cases";
import { NOW, type QueryCase } from "./cases/case";

const QUERIES = loadQueries();

/** Texts that would mean something if a value were ever pasted, or taken for a pattern; no record of a case has them. */
const HOSTILE = ["%' OR '1' = '1'; DROP TABLE cloudtrail; --", '"*" OR :account = ?\\'];

const NOWHERE = "a text that is in no record";

let engine: DuckDBConnection;
beforeAll(async () => {
  engine = await queryEngine();
});

function named(name: string): Query {
  const query = QUERIES.find((one) => one.name === name);
  if (query === undefined) throw new Error(`no query ${name}`);
  return query;
}

function run(query: Query, given: Readonly<Record<string, string>> = {}): Promise<readonly Row[]> {
  const { sql, values } = bind(query, given, NOW);
  return ask(engine, sql, values);
}

async function answerTo({ query, given, archive, columns }: QueryCase): Promise<readonly (readonly unknown[])[]> {
  await fill(engine, archive);
  const rows = await run(named(query), given);
  return rows.map((row) => columns.map((column) => (column in row ? row[column] : `no column ${column}`)));
}

/** The first case of each query. */
const ONE_EACH = QUERIES.map(({ name }) => QUERY_CASES.find(({ query }) => query === name)).filter(
  (one) => one !== undefined,
);
const EACH_QUERY = ONE_EACH.map((one) => [one.query, one] as const);

describe("the queries", () => {
  it("each has a case", () => {
    expect(ONE_EACH.map(({ query }) => query)).toEqual(QUERIES.map(({ name }) => name));
    expect(QUERIES.length).toBeGreaterThanOrEqual(30);
  });

  it.each(QUERY_CASES.map((one) => [one.query, JSON.stringify(one.given ?? {}), one] as const))(
    "%s %s answers with the hits and nothing else",
    async (_query, _given, one) => {
      expect(await answerTo(one)).toEqual(one.answer);
    },
  );

  it.each(EACH_QUERY)("%s reads the folders of its days, and no others", async (_name, one) => {
    // Before all that any case asks for, and beyond the day that a late file may lie in.
    const outside = one.archive.map((row, index) => ({
      ...row,
      fields: { ...row.fields, day: index % 2 === 0 ? "2026/08/01" : "2026/11/23" },
    }));
    expect(await answerTo({ ...one, archive: outside })).toEqual([]);
  });

  it("each answers an empty archive with nothing", async () => {
    await fill(engine, []);
    for (const { query, given } of ONE_EACH) expect(await run(named(query), given), query).toEqual([]);
  });

  it.each(EACH_QUERY)("%s takes a hostile value for a text", async (name, one) => {
    await fill(engine, one.archive);
    for (const { name: parameter } of named(name).parameters.filter(({ type }) => type === "text")) {
      const answer = await run(named(name), { ...one.given, [parameter]: NOWHERE });
      for (const value of HOSTILE) expect(await run(named(name), { ...one.given, [parameter]: value })).toEqual(answer);
    }
  });

  it("of other types than text, a parameter refuses a hostile value before an engine sees it", () => {
    const typed = QUERIES.flatMap((query) => query.parameters.map((parameter) => ({ query, ...parameter })));
    for (const { query, name, type } of typed.filter((parameter) => parameter.type !== "text"))
      for (const value of [...HOSTILE, NOWHERE, "1 OR 1", "1e9"])
        expect(() => bind(query, { [name]: value }, NOW), type).toThrow(`parameter ${name} of ${query.name} = `);
  });

  it.each([...HOSTILE, "it's", "\\'", "''", "\n"])("Athena reads the literal of %j as that text", async (value) => {
    // DuckDB and Trino write texts alike: a quotation mark twice, and nothing else means anything.
    expect(await ask(engine, `SELECT ${athenaLiteral(value)} AS text`)).toEqual([{ text: value }]);
  });
});

import { TrinoSQL } from "dt-sql-parser/dist/parser/trino";
import { describe, expect, it } from "vitest";
import { loadQueries } from "../../src/queries/catalogue";
import { compile } from "../../src/queries/parameters";

/** Trino's own grammar, for ANTLR, in JavaScript: it loads and learns for a second or more. */
const parser = new TrinoSQL();

const errorsOf = (sql: string) => parser.validate(sql).map(({ message }) => message);

describe("Trino's grammar", () => {
  it.each(loadQueries().map(({ name, sql }) => [name, compile(sql).sql] as const))("takes %s", (_name, sql) => {
    expect(errorsOf(sql)).toEqual([]);
  });

  it.each([
    "SELECT eventname::varchar FROM cloudtrail",
    "SELECT * EXCLUDE (eventname) FROM cloudtrail",
    "SELECT eventname FROM cloudtrail GROUP BY ALL ORDER",
    "SELECT [1, 2]",
    "SELECT eventname FROM cloudtrail QUALIFY row_number() OVER () = 1",
    "FROM cloudtrail",
  ])("refuses DuckDB's %s", (sql) => {
    expect(errorsOf(sql)).not.toEqual([]);
  });
});

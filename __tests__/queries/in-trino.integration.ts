import { TrinoSQL } from "dt-sql-parser/dist/parser/trino";
import { describe, expect, it } from "vitest";
import { loadQueries } from "../../src/queries/catalogue";
import { athenaLiteral, compile } from "../../src/queries/parameters";

/** Trino's own grammar, for ANTLR, in JavaScript: it loads and learns for a second or more. */
const parser = new TrinoSQL();

const errorsOf = (sql: string) => parser.validate(sql).map(({ message }) => message);

interface Node {
  readonly ruleIndex?: number;
  readonly children?: readonly Node[] | null;
  getText(): string;
}

/** Of each `?`, the rules of the grammar that it stands in, the outermost first. */
function placesOf(sql: string): readonly (readonly string[])[] {
  const grammar = parser.createParser(sql);
  const places: string[][] = [];
  const walk = (node: Node, path: readonly string[]) => {
    const children = node.children ?? [];
    if (children.length === 0 && node.getText() === "?") places.push([...path]);
    const rule = grammar.ruleNames[node.ruleIndex ?? -1] ?? "";
    for (const child of children) walk(child, [...path, rule]);
  };
  walk(grammar.program() as Node, []);
  return places;
}

/** What the grammar takes for one word each. */
function texts(sql: string): readonly string[] {
  const leaves = (node: Node): readonly string[] =>
    (node.children ?? []).length === 0 ? [node.getText()] : (node.children ?? []).flatMap(leaves);
  return leaves(parser.createParser(sql).program() as Node);
}

/** The part of the innermost SELECT. */
function partOf(place: readonly string[]): string {
  return place[place.lastIndexOf("querySpecification") + 1] ?? "";
}

describe("Trino's grammar", () => {
  it.each(loadQueries().map(({ name, sql }) => [name, compile(sql).sql] as const))("takes %s", (_name, sql) => {
    expect(errorsOf(sql)).toEqual([]);
  });

  it.each(loadQueries().map(({ name, sql }) => [name, compile(sql)] as const))(
    "finds as many question marks in %s as it has values, each in a WHERE, where alone Athena takes them",
    (_name, { sql, names }) => {
      expect(placesOf(sql).map(partOf)).toEqual(names.map(() => "whereClause"));
    },
  );

  it("tells a question mark in a WHERE from one elsewhere", () => {
    const sql = "SELECT ? FROM t WHERE a = ? AND b IN (SELECT ? FROM t) GROUP BY c HAVING d > ?";
    expect(placesOf(sql).map((place) => partOf(place) === "whereClause")).toEqual([false, true, false, false]);
  });

  it.each(["alice", "' OR '1' = '1'; DROP TABLE cloudtrail; --", "", "\\'", "''", "\n", "?", "名前", 0, 1_000_000])(
    "takes the literal of %j for one value",
    (value) => {
      const literal = athenaLiteral(value);
      expect(errorsOf(`SELECT a FROM t WHERE a = ${literal} AND b = 1`)).toEqual([]);
      expect(texts(`SELECT a FROM t WHERE a = ${literal} AND b = 1`)).toEqual(
        texts("SELECT a FROM t WHERE a = ? AND b = 1").map((text) => (text === "?" ? literal : text)),
      );
    },
  );

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

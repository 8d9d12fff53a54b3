import type { DuckDBConnection } from "@duckdb/node-api";
import { TRINO_ON_DUCKDB } from "../../../queries/duckdb/macros";
import { duckdbType } from "../../../queries/duckdb/types";
import type { BoundStatement } from "../../../queries/parameters";
import { PARTITIONS, TABLES, type Table } from "../../../queries/tables";
import { bare } from "../../../queries/words";
import { UsageError } from "../usage-error";
import { literal } from "./duckdb";

/** Parquet files of a table that have the same columns. */
export type FilesOf = (table: Table["name"]) => readonly (readonly string[])[];

/** Makes the tables of the catalogue, over Parquet files of the cache. */
export async function createTables(
  connection: DuckDBConnection,
  tables: readonly Table[],
  filesOf: FilesOf,
): Promise<void> {
  for (const statement of TRINO_ON_DUCKDB) await connection.run(statement);
  for (const table of tables) {
    const columns = Object.keys({ ...table.columns, ...PARTITIONS }).map((column) => `"${column}"`);
    const sources = filesOf(table.name)
      .filter((files) => files.length > 0)
      .map((files) => `SELECT ${columns.join(", ")} FROM read_parquet([${files.map(literal).join(", ")}])`);
    const source = sources.length === 0 ? noRows(table) : sources.join(" UNION ALL ");
    await connection.run(`CREATE OR REPLACE VIEW ${table.name} AS ${source}`);
  }
}

function noRows({ columns }: Table): string {
  const all = Object.entries({ ...columns, ...PARTITIONS });
  return `SELECT ${all.map(([column, type]) => `CAST(NULL AS ${duckdbType(type)}) AS "${column}"`).join(", ")} WHERE false`;
}

/** The tables that a statement may read: those that it names, wherever that is; all of them where it names none. */
export function tablesIn(sql: string): readonly Table["name"][] {
  const names = TABLES.map(({ name }) => name);
  const named = names.filter((name) => new RegExp(`\\b${name}\\b`, "i").test(sql));
  return named.length === 0 ? names : named;
}

/** First and last day that the tables have rows of; undefined where they have none. */
export async function daysOf(
  connection: DuckDBConnection,
  tables: readonly Table["name"][],
): Promise<readonly [first: string, last: string] | undefined> {
  if (tables.length === 0) return undefined;
  const all = tables.map((table) => `SELECT min(day) AS first, max(day) AS last FROM ${table}`).join(" UNION ALL ");
  const reader = await connection.runAndReadAll(`SELECT min(first), max(last) FROM (${all})`);
  const [[first, last] = []] = reader.getRowsJson();
  return typeof first === "string" && typeof last === "string" ? [first, last] : undefined;
}

/** The answer as a table of its own, `answer`: whoever writes it down reads it in the order that the query gave it. */
export async function answer(
  connection: DuckDBConnection,
  source: string,
  { sql, values }: BoundStatement,
): Promise<number> {
  await requireOneSelect(connection, source, sql);
  try {
    const prepared = await connection.prepare(`CREATE TEMP TABLE answer AS ${sql}`);
    for (const [index, value] of values.entries()) {
      if (typeof value === "number") prepared.bindBigInt(index + 1, BigInt(value));
      else prepared.bindVarchar(index + 1, value);
    }
    await prepared.run();
    prepared.destroySync();
  } catch (error) {
    throw refusal(source, sql, messageOf(error));
  }
  const counted = await connection.runAndReadAll("SELECT count(*) FROM answer");
  return Number(counted.getRowsJson()[0]?.[0] ?? 0);
}

/** Anything else could write, or read what is no log. */
async function requireOneSelect(connection: DuckDBConnection, source: string, sql: string): Promise<void> {
  const { StatementType } = await import("@duckdb/node-api");
  // Of none, DuckDB says nothing that would help.
  if (bare(sql).trim() === "") throw refusal(source, sql, "one statement; there are 0");
  const extracted = await connection.extractStatements(sql).catch((error: unknown) => {
    throw refusal(source, sql, messageOf(error));
  });
  if (extracted.count !== 1) throw refusal(source, sql, `one statement; there are ${extracted.count}`);
  const prepared = await extracted.prepare(0).catch((error: unknown) => {
    throw refusal(source, sql, messageOf(error));
  });
  const type = prepared.statementType;
  prepared.destroySync();
  if (type !== StatementType.SELECT)
    throw refusal(source, sql, `a SELECT, not ${StatementType[type] ?? "something else"}`);
}

function refusal(source: string, sql: string, rule: string): UsageError {
  const remedy = "write one SELECT that reads cloudtrail, cloudtrail_insights or cloudtrail_digests";
  return new UsageError(source, [{ path: "statement", value: sql.slice(0, 80), rule, remedy }]);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.trim() : String(error);
}

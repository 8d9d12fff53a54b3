import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { TRINO_ON_DUCKDB } from "../../../src/queries/duckdb/macros";
import { duckdbType } from "../../../src/queries/duckdb/types";
import { PARTITIONS, TABLES, type Table } from "../../../src/queries/tables";
import type { TableRow } from "./rows";

export type Row = Readonly<Record<string, unknown>>;

let opened: Promise<DuckDBConnection> | undefined;

/** A DuckDB that answers as Trino does, with the tables of the queries: one for all tests, and whoever needs rows fills them. */
export function queryEngine(): Promise<DuckDBConnection> {
  opened ??= openEngine();
  return opened;
}

async function openEngine(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  for (const statement of TRINO_ON_DUCKDB) await connection.run(statement);
  for (const table of TABLES) await connection.run(`CREATE TABLE ${table.name} (${columnsOf(table).join(", ")})`);
  return connection;
}

function columnsOf({ columns }: Table): readonly string[] {
  return Object.entries({ ...columns, ...PARTITIONS }).map(([name, type]) => `"${name}" ${duckdbType(type)}`);
}

/** Puts these rows into the tables, in the place of all others. */
export async function fill(connection: DuckDBConnection, rows: readonly TableRow[]): Promise<void> {
  for (const table of TABLES) {
    await connection.run(`DELETE FROM ${table.name}`);
    const fields = rows.filter((row) => row.table === table).map((row) => row.fields);
    if (fields.length === 0) continue;
    const structure = Object.entries({ ...table.columns, ...PARTITIONS }).map(([name, type]) => [
      name,
      duckdbType(type),
    ]);
    await connection.run(
      `INSERT INTO ${table.name} SELECT unnest(from_json(?, '${JSON.stringify([Object.fromEntries(structure)])}'), max_depth := 2)`,
      [JSON.stringify(fields)],
    );
  }
}

export async function ask(connection: DuckDBConnection, sql: string, values: readonly (string | number)[] = []) {
  const answer = await connection.runAndReadAll(sql, [...values]);
  const rows: readonly Row[] = answer.getRowObjectsJS();
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}

/** No count of a test is beyond what a number holds. */
function plain(value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

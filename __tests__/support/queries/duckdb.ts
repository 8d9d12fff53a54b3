import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { TRINO_ON_DUCKDB } from "../../../src/queries/duckdb/macros";
import { duckdbType } from "../../../src/queries/duckdb/types";
import { PARTITIONS, TABLES, type Table } from "../../../src/queries/tables";

export type Row = Readonly<Record<string, unknown>>;

/** A DuckDB that answers as Trino does, with the tables of the queries, empty. */
export async function queryEngine(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  for (const statement of TRINO_ON_DUCKDB) await connection.run(statement);
  for (const table of TABLES) await connection.run(`CREATE TABLE ${table.name} (${columnsOf(table).join(", ")})`);
  return connection;
}

function columnsOf({ columns }: Table): readonly string[] {
  return Object.entries({ ...columns, ...PARTITIONS }).map(([name, type]) => `"${name}" ${duckdbType(type)}`);
}

export async function ask(connection: DuckDBConnection, sql: string, values: readonly (string | number)[] = []) {
  const answer = await connection.runAndReadAll(sql, [...values]);
  return answer.getRowObjectsJson() as readonly Row[];
}

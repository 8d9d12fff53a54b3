import { type AthenaClient, type ColumnInfo, GetQueryResultsCommand, type Row } from "@aws-sdk/client-athena";
import type { DuckDBConnection } from "@duckdb/node-api";

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html */
const PAGE = 1000;

/**
 * Fetches a query's result into a table of DuckDB's, `answer`: from there it is written as any other answer is, and a large one
 * has room on the disk. @returns how many rows there are
 */
export async function fetchAnswer(
  athena: AthenaClient,
  id: string,
  connection: DuckDBConnection,
  stop: AbortSignal,
  onRows: (rows: number) => void,
): Promise<number> {
  let columns: readonly ColumnInfo[] | undefined;
  let rows = 0;
  let token: string | undefined;
  do {
    stop.throwIfAborted();
    const page = await athena.send(
      new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: PAGE, ...(token && { NextToken: token }) }),
    );
    const { Rows: all = [], ResultSetMetadata } = page.ResultSet ?? {};
    const isFirst = columns === undefined;
    if (columns === undefined) {
      columns = ResultSetMetadata?.ColumnInfo ?? [];
      await createFetched(connection, columns.length);
    }
    // Of a SELECT, the names of the columns are the first row of the first page.
    const data = isFirst ? all.slice(1) : all;
    await append(connection, data, columns.length);
    rows += data.length;
    onRows(rows);
    token = page.NextToken;
  } while (token !== undefined);
  await connection.run(`CREATE TABLE answer AS SELECT ${columns.map(typed).join(", ")} FROM fetched`);
  await connection.run("DROP TABLE fetched");
  return rows;
}

async function createFetched(connection: DuckDBConnection, columns: number): Promise<void> {
  // A statement without columns is none of Trino's.
  if (columns === 0) throw new Error("Athena's answer has no columns");
  const texts = Array.from({ length: columns }, (_, index) => `c${index} VARCHAR`);
  await connection.run(`CREATE TABLE fetched (${texts.join(", ")})`);
}

async function append(connection: DuckDBConnection, rows: readonly Row[], columns: number): Promise<void> {
  const appender = await connection.createAppender("fetched");
  for (const { Data = [] } of rows) {
    for (let index = 0; index < columns; index++) {
      // What is NULL has no value, and the empty text has one.
      const value = Data[index]?.VarCharValue;
      if (value === undefined) appender.appendNull();
      else appender.appendVarchar(value);
    }
    appender.endRow();
  }
  appender.closeSync();
}

/** Types of Athena's whose values are written as DuckDB reads them; any other value stays the text that Athena gives. */
const TYPES: Readonly<Record<string, string>> = {
  bigint: "BIGINT",
  boolean: "BOOLEAN",
  double: "DOUBLE",
  float: "FLOAT",
  integer: "INTEGER",
  real: "FLOAT",
  smallint: "SMALLINT",
  tinyint: "TINYINT",
};

function typed({ Label, Name, Type, Precision, Scale }: ColumnInfo, index: number): string {
  const decimal = Type === "decimal" ? `DECIMAL(${Precision ?? 38}, ${Scale ?? 0})` : undefined;
  const name = `"${(Label ?? Name ?? "").replaceAll('"', '""')}"`;
  return `CAST(c${index} AS ${decimal ?? TYPES[Type ?? ""] ?? "VARCHAR"}) AS ${name}`;
}

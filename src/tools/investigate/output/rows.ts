import type { DuckDBConnection, Json } from "@duckdb/node-api";

/** A value as JSON has it. */
export type Cell = Json;

export interface Rows {
  readonly columns: readonly string[];
  /** Whether a column's values are numbers, for each. */
  readonly numeric: readonly boolean[];
  readonly chunks: () => AsyncIterable<readonly (readonly Cell[])[]>;
}

const NUMBERS = new Set([
  "TINYINT",
  "SMALLINT",
  "INTEGER",
  "BIGINT",
  "HUGEINT",
  "UBIGINT",
  "UINTEGER",
  "FLOAT",
  "DOUBLE",
]);

/** The answer, in its order, some thousand rows at a time. */
export async function answerRows(connection: DuckDBConnection): Promise<Rows> {
  const described = await connection.runAndReadAll("DESCRIBE answer");
  const columns = described.getRowsJson().map(([name, type]) => ({ name: String(name), type: String(type) }));
  const numeric = columns.map(({ type }) => NUMBERS.has(type) || type.startsWith("DECIMAL"));
  return {
    columns: columns.map(({ name }) => name),
    numeric,
    chunks: async function* () {
      const result = await connection.stream("SELECT * FROM answer");
      for await (const rows of result.yieldRowsJson()) {
        yield rows.map((row) => row.map((value, index) => (numeric[index] === true ? asNumber(value) : value)));
      }
    },
  };
}

/** DuckDB's JSON has a long number as a text; one that JavaScript cannot hold stays it. */
function asNumber(value: Cell): Cell {
  if (typeof value !== "string") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) || /[.eE]/.test(value) ? number : value;
}

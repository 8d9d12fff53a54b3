import type { DuckDBConnection } from "@duckdb/node-api";
import { TRINO_ON_DUCKDB } from "../../../queries/duckdb/macros";
import type { BoundValue } from "../../../queries/parameter-types";
import type { Table } from "../../../queries/tables";

/** What a row must be for a query to see it. */
export interface RowFilter {
  readonly table: Table["name"];
  /** The query's own condition, each `:name` of it a variable of the connection. */
  readonly condition: string;
  readonly values: Readonly<Record<string, BoundValue>>;
}

/** What has another meaning than it looks: its characters stay in number. */
const OPAQUE = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g;

const PARAMETER = new RegExp(`${OPAQUE.source}|:([a-z][a-z0-9_]*)`, "g");

/** One SELECT of one table, its condition, and what comes after that. */
const SIMPLE =
  /^\s*select\b[\s\S]*\bfrom\s+(cloudtrail(?:_insights|_digests)?)\s+where\b([\s\S]*?)(?:\b(?:group|having|window|order|limit)\b[\s\S]*)?$/;

/** With one of these, what lies before the condition is more than one table, or after it more than one statement. */
const OTHERWISE = /\b(?:with|union|intersect|except|join|qualify|offset|fetch)\b|;/;

/**
 * The rows that a query of one table keeps. To ask it of those alone gives the same answer, for it asks of each row by itself, before
 * it counts or sorts: what it would drop needs no writing down. Undefined where a statement is of another kind.
 */
export function rowFilterOf(sql: string, values: Readonly<Record<string, BoundValue>>): RowFilter | undefined {
  const masked = sql.replace(OPAQUE, (token) => "_".repeat(token.length)).toLowerCase();
  const only = (word: string) => masked.match(new RegExp(`\\b${word}\\b`, "g"))?.length === 1;
  const found = SIMPLE.exec(masked);
  if (found === null || OTHERWISE.test(masked) || !["select", "from", "where"].every(only)) return undefined;
  const [, table, condition = ""] = found;
  const start = masked.indexOf("where") + "where".length;
  const text = sql.slice(start, start + condition.length);
  return {
    table: table as Table["name"],
    condition: text.replace(PARAMETER, (token, name?: string) =>
      name === undefined ? token : `getvariable('${name}')`,
    ),
    values,
  };
}

/** Gives a connection what the condition names: Trino's functions, and the values, bound and never pasted. */
export async function knowFilter(connection: DuckDBConnection, { values }: RowFilter): Promise<void> {
  for (const statement of TRINO_ON_DUCKDB) await connection.run(statement);
  for (const [name, value] of Object.entries(values))
    await connection.run(`SET VARIABLE ${name} = ?`, [typeof value === "number" ? BigInt(value) : value]);
}

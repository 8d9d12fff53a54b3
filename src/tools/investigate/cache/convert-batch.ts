import type { DuckDBConnection } from "@duckdb/node-api";
import type { Table } from "../../../queries/tables";
import { literal } from "../engine/duckdb";
import { recordStructure, recordType, tableColumns } from "../engine/read-type";
import type { RowFilter } from "../engine/row-filter";
import type { SkippedFile } from "../logs/inventory";
import type { Batch, Span } from "./batch";

export interface Converted {
  readonly rows: number;
  /** Left out: DuckDB cannot read them. */
  readonly damaged: readonly SkippedFile[];
  /** Read, but for a field that is not what CloudTrail documents. */
  readonly odd: readonly OddFile[];
}

/** What of the records is written down. */
export interface Wanted {
  /** With the columns that are wanted. */
  readonly tables: readonly Table[];
  /** @default - every row */
  readonly filter?: RowFilter;
}

export interface OddFile extends SkippedFile {
  /** Columns in which something is missing. */
  readonly columns: readonly string[];
}

/**
 * Writes a batch's rows as Parquet. Strictly: with `ignore_errors` DuckDB would leave out what it cannot read and say nothing. Where a
 * batch has such a file, it is found by halving, and left out by name.
 *
 */
export async function convertBatch(
  connection: DuckDBConnection,
  batch: Batch,
  wanted: Wanted,
  parquet: string,
): Promise<Converted> {
  const table = tableOf(batch.table, wanted.tables);
  const kept = (source: string) => withFilter(source, batch.table, wanted.filter);
  try {
    return { rows: await writeParquet(connection, kept(typed(table, batch.path)), parquet), damaged: [], odd: [] };
  } catch {
    // Another way below.
  }
  const misfits = await misfitsIn(connection, table, batch, batch.spans);
  const damaged = misfits.filter(({ unreadable }) => unreadable);
  const odd = misfits.filter(({ unreadable }) => !unreadable);
  const spansOf = (chosen: readonly Misfit[]) => chosen.map(({ span }) => span);
  const fitting = batch.part(without(batch.spans, spansOf(misfits)), `${batch.path}.fitting`);
  const loose = batch.part(spansOf(odd), `${batch.path}.odd`);
  try {
    const source = `${typed(table, fitting.path)} UNION ALL ${untyped(table, loose.path)}`;
    const rows = await writeParquet(connection, kept(source), parquet);
    return {
      rows,
      damaged: damaged.map(asSkipped),
      odd: odd.map(({ span, reason, columns }) => ({ path: span.file.path, reason, columns })),
    };
  } finally {
    fitting.remove();
    loose.remove();
  }
}

interface Misfit {
  readonly span: Span;
  readonly reason: string;
  /** Not even its records can be told apart. */
  readonly unreadable: boolean;
  readonly columns: readonly string[];
}

function asSkipped({ span, reason }: Misfit): SkippedFile {
  return { path: span.file.path, reason };
}

function without(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  const left = new Set(others);
  return spans.filter((span) => !left.has(span));
}

async function misfitsIn(
  connection: DuckDBConnection,
  table: Table,
  batch: Batch,
  spans: readonly Span[],
): Promise<readonly Misfit[]> {
  const reason = await reasonAgainst(connection, typed, table, batch, spans);
  if (reason === undefined) return [];
  const [span, ...others] = spans;
  if (span === undefined) throw new Error(`DuckDB cannot read an empty batch: ${reason}`);
  if (others.length === 0) {
    const unreadable = await reasonAgainst(connection, untyped, table, batch, spans);
    if (unreadable !== undefined) return [{ span, reason: unreadable, unreadable: true, columns: [] }];
    return [{ span, reason, unreadable: false, columns: await oddColumns(connection, table, batch, span) }];
  }
  const middle = Math.ceil(spans.length / 2);
  const first = await misfitsIn(connection, table, batch, spans.slice(0, middle));
  return [...first, ...(await misfitsIn(connection, table, batch, spans.slice(middle)))];
}

async function oddColumns(
  connection: DuckDBConnection,
  table: Table,
  batch: Batch,
  span: Span,
): Promise<readonly string[]> {
  const odd: string[] = [];
  for (const [column, type] of Object.entries(table.columns)) {
    const alone = { ...table, columns: { [column]: type } };
    if ((await reasonAgainst(connection, unplaced, alone, batch, [span])) !== undefined) odd.push(column);
  }
  return odd;
}

type Source = (table: Table, path: string) => string;

/** Why DuckDB refuses some of a batch; undefined where it does not. */
async function reasonAgainst(
  connection: DuckDBConnection,
  source: Source,
  table: Table,
  batch: Batch,
  spans: readonly Span[],
): Promise<string | undefined> {
  const part = batch.part(spans, `${batch.path}.part`);
  try {
    // Every column, or DuckDB would not look at all of them.
    await connection.run(`SELECT count(COLUMNS(*)) FROM (${source(table, part.path)})`);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  } finally {
    part.remove();
  }
}

/**
 * DuckDB's own words, without the path of a file that is gone by then and its advice about settings.
 *
 * @throws what is no fault of the file's: a full disk, too little memory
 */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!/^(?:Invalid Input|Conversion) Error/.test(message)) throw error;
  const [first = ""] = message.split("\n");
  const [, transform] = /JSON transform error in file "[^"]*", in line \d+: (.*)$/.exec(first) ?? [];
  if (transform !== undefined) return `a field is not what CloudTrail documents: ${transform.slice(0, 200)}`;
  const [, malformed] = /Malformed JSON in file "[^"]*", at byte \d+ in line \d+: (.*?)\.? *$/.exec(first) ?? [];
  return malformed === undefined ? first.slice(0, 300) : `no JSON: ${malformed}`;
}

function tableOf(name: Table["name"], tables: readonly Table[]): Table {
  const table = tables.find((one) => one.name === name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
}

const PLACE = "account: 'VARCHAR', region: 'VARCHAR', day: 'VARCHAR'";

function typed(table: Table, path: string): string {
  return rows(table, path, `${recordType(table)}[]`, 'unnest("Records")');
}

/** A field that is not what it should be becomes NULL: a typed reading would refuse the whole file. */
function untyped(table: Table, path: string): string {
  return rows(table, path, "JSON[]", `json_transform(unnest("Records"), ${literal(recordStructure(table))})`);
}

/** For a table of any columns, those by which it is put into its place perhaps not among them. */
function unplaced(table: Table, path: string): string {
  const columns = `{Records: ${literal(`${recordType(table)}[]`)}}`;
  return `SELECT unnest("Records") FROM read_json(${literal(path)}, format = 'newline_delimited', columns = ${columns})`;
}

function rows(table: Table, path: string, recordsType: string, record: string): string {
  const columns = `{${PLACE}, Records: ${literal(recordsType)}}`;
  const source = `read_json(${literal(path)}, format = 'newline_delimited', columns = ${columns})`;
  return `SELECT ${tableColumns(table)} FROM (SELECT account, region, day, ${record} AS r FROM ${source})`;
}

function withFilter(source: string, table: Table["name"], filter: RowFilter | undefined): string {
  if (filter === undefined || filter.table !== table) return source;
  return `SELECT * FROM (${source}) AS ${table} WHERE ${filter.condition}`;
}

/** @returns how many records were read, those included that the filter drops */
async function writeParquet(connection: DuckDBConnection, source: string, parquet: string): Promise<number> {
  const copy = `COPY (${source}) TO ${literal(parquet)} (FORMAT parquet)`;
  const reader = await connection.runAndReadAll(`EXPLAIN (ANALYZE, FORMAT json) ${copy}`);
  return recordsIn(JSON.parse(String(reader.getRowsJson()[0]?.[1])));
}

/** An operator of DuckDB's, as it says afterwards what it did. */
interface Operator {
  readonly operator_type?: string;
  readonly operator_cardinality?: number;
  readonly children?: readonly Operator[];
}

/** Each record comes out of the list that it stands in once. */
function recordsIn({ operator_type: type, operator_cardinality: rows = 0, children = [] }: Operator): number {
  return (type === "UNNEST" ? rows : 0) + children.reduce((sum, child) => sum + recordsIn(child), 0);
}

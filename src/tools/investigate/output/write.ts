import { copyFileSync, createWriteStream, renameSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../engine/duckdb";
import { csvLines } from "./csv";
import { jsonLines } from "./json";
import type { Rows } from "./rows";
import { tableLines } from "./table";

/** Text of the rows in a format, line by line. */
export function linesOf(
  format: "table" | "csv" | "json",
  rows: Rows,
  width: number | undefined,
): AsyncIterable<string> {
  if (format === "table") return tableLines(rows, width);
  return format === "csv" ? csvLines(rows) : jsonLines(rows);
}

/** To a file, whole or not at all: what stood there stays until the new one is written. */
export async function writeLines(lines: AsyncIterable<string>, out: string | undefined): Promise<void> {
  if (out === undefined) return writeTo(process.stdout, lines);
  const unfinished = `${out}.unfinished`;
  try {
    await writeTo(createWriteStream(unfinished, { mode: 0o600 }), lines);
    await rename(unfinished, out);
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function writeTo(output: Writable, lines: AsyncIterable<string>): Promise<void> {
  const text = Readable.from(inBlocks(lines));
  await pipeline(text, output, { end: output !== process.stdout });
}

/** A write for each line would cost more than the query. */
async function* inBlocks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let block = "";
  for await (const line of lines) {
    block += `${line}\n`;
    if (block.length < 65_536) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}

/** DuckDB may write into its own folder alone; from there the file is moved. */
export async function writeParquet(connection: DuckDBConnection, work: string, out: string): Promise<void> {
  const file = join(work, "answer.parquet");
  await connection.run(`COPY answer TO ${literal(file)} (FORMAT parquet)`);
  // Another disk perhaps, where a file cannot be moved to: copied beside its place first.
  copyFileSync(file, `${out}.unfinished`);
  renameSync(`${out}.unfinished`, out);
}

import type { DuckDBConnection } from "@duckdb/node-api";
import type { Format } from "./formats";
import { htmlLines, type Report } from "./html";
import { answerRows } from "./rows";
import { linesOf, writeLines, writeParquet } from "./write";

export interface Destination {
  readonly format: Format;
  /** @default standard output */
  readonly out?: string;
}

/**
 * Writes the table `answer`.
 *
 * @param work a folder into which DuckDB may write
 */
export async function writeAnswer(
  connection: DuckDBConnection,
  work: string,
  { format, out }: Destination,
  report: Report,
): Promise<void> {
  if (format === "parquet") {
    if (out !== undefined) await writeParquet(connection, work, out);
    return;
  }
  const width = out === undefined && process.stdout.isTTY ? process.stdout.columns : undefined;
  const rows = await answerRows(connection);
  await writeLines(format === "html" ? htmlLines(rows, report) : linesOf(format, rows, width), out);
}

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Table } from "../../../queries/tables";
import { type Content, contentOf, Damaged, NotALog } from "../logs/content";
import type { LogFile, SkippedFile } from "../logs/inventory";
import { Batch } from "./batch";
import { type Converted, convertBatch, type OddFile, type Wanted } from "./convert-batch";
import type { Pack } from "./packs";

/** What became of a pack: written beside its Parquet files, last, so that where it lies the pack is whole. */
export interface PackRecord {
  /** The pack's. */
  readonly name: string;
  readonly records: number;
  readonly parts: readonly { readonly table: Table["name"]; readonly file: string }[];
  readonly damaged: readonly SkippedFile[];
  /** Read, but for a field that is not what CloudTrail documents. */
  readonly odd: readonly OddFile[];
  /** Whole, and known not to be all there was. */
  readonly partial: readonly SkippedFile[];
  /** No logs of CloudTrail's. */
  readonly foreign: readonly SkippedFile[];
}

/** So much unpacked JSON is with DuckDB at a time, however large a pack is. */
const BATCH_BYTES = 64 * 2 ** 20;

export interface Places {
  /** What the paths of the log files are below. */
  readonly root: string;
  /** For what is not finished. */
  readonly work: string;
  /** For what is. */
  readonly finished: string;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };

export async function convertPack(
  connection: DuckDBConnection,
  pack: Pack,
  wanted: Wanted,
  places: Places,
): Promise<PackRecord> {
  const record: Mutable<PackRecord> = {
    name: pack.name,
    records: 0,
    parts: [],
    damaged: [],
    odd: [],
    partial: [],
    foreign: [],
  };
  const batches = new Map<Table["name"], Batch>();
  let made = 0;
  const batchFor = (table: Table["name"]) => {
    const batch = batches.get(table) ?? new Batch(table, join(places.work, `${pack.name}.${made++}.ndjson`));
    batches.set(table, batch);
    return batch;
  };
  const finish = async (batch: Batch) => {
    batches.delete(batch.table);
    const file = `${pack.name}.${record.parts.length}.parquet`;
    const converted = await convertBatch(connection, batch, wanted, join(places.work, file));
    batch.remove();
    renameSync(join(places.work, file), join(places.finished, file));
    record.parts.push({ table: batch.table, file });
    note(record, converted);
  };
  for (const file of pack.files()) {
    for (const { table, list } of read(places.root, file, record)) {
      const batch = batchFor(table);
      batch.add(file, list);
      if (batch.bytes > BATCH_BYTES) await finish(batch);
    }
  }
  for (const batch of [...batches.values()]) await finish(batch);
  const unfinished = join(places.work, `${pack.name}.json`);
  writeFileSync(unfinished, JSON.stringify(record));
  renameSync(unfinished, join(places.finished, `${pack.name}.json`));
  return record;
}

function note(record: Mutable<PackRecord>, { rows, damaged, odd }: Converted): void {
  record.records += rows;
  record.damaged.push(...damaged);
  record.odd.push(...odd);
}

function read(root: string, file: LogFile, record: Mutable<PackRecord>): Content["records"] {
  const { path } = file;
  try {
    const { records, missing } = contentOf(readFileSync(join(root, path)), file.place?.table);
    if (missing !== undefined) record.partial.push({ path, reason: missing });
    return records;
  } catch (error) {
    if (error instanceof NotALog) record.foreign.push({ path, reason: error.message });
    else if (error instanceof Damaged) record.damaged.push({ path, reason: error.message });
    else if (isFileError(error)) record.damaged.push({ path, reason: `cannot be read: ${error.code}` });
    else throw error;
    return [];
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

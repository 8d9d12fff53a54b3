import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { TABLES, type Table } from "../../../queries/tables";
import { sha256 } from "../../sha256";
import type { FilesOf } from "../engine/answer";
import { close, lockInto, openDuckDb } from "../engine/duckdb";
import { knowFilter } from "../engine/row-filter";
import type { Wanted } from "./convert-batch";
import { convertPack, type PackRecord, type Places } from "./convert-pack";
import type { Pack } from "./packs";

/** Where converted logs lie: below it a folder for what is finished, and one for each command that is at work. */
export interface Cache {
  readonly folder: string;
  readonly finished: string;
  /** This command's own. */
  readonly work: string;
  /** Whether it goes with the command. */
  readonly isTemporary: boolean;
}

/** So old, what a command was at work on is not touched any more. */
const ABANDONED_MS = 86_400_000;

/** Where a copy's cache lies, among all of them. */
export function cacheFolder(logs: string, parent: string): string {
  return join(parent, sha256(realpathSync(logs)).slice(0, 16));
}

/** @param parent folder of all caches; undefined for one that is gone afterwards */
export function openCache(logs: string, parent: string | undefined): Cache {
  const isTemporary = parent === undefined;
  const folder = isTemporary ? mkdtempSync(join(tmpdir(), "org-trail-investigate-")) : cacheFolder(logs, parent);
  const finished = join(folder, "parquet");
  // Logs are nobody else's to read, nor is what they become.
  mkdirSync(finished, { recursive: true, mode: 0o700 });
  removeOlder(folder, (entry) => entry.startsWith("work-"));
  return { folder, finished, work: mkdtempSync(join(folder, "work-")), isTemporary };
}

export function closeCache({ folder, work, isTemporary }: Cache): void {
  rmSync(isTemporary ? folder : work, { recursive: true, force: true });
}

/** Takes away what became of logs that are there no more, or are others now, unless another command may still read it. */
export function removeStale({ finished }: Cache, packs: readonly Pack[]): void {
  const names = new Set(packs.map(({ name }) => name));
  removeOlder(finished, (entry) => !names.has(entry.split(".", 1)[0] ?? ""));
}

function removeOlder(folder: string, isGone: (entry: string) => boolean): void {
  for (const entry of readdirSync(folder).filter(isGone)) {
    const path = join(folder, entry);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > ABANDONED_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** What the cache has. */
export const EVERYTHING: Wanted = { tables: TABLES };

/** What became of packs, taken together. */
export interface Prepared {
  readonly records: readonly PackRecord[];
  readonly files: FilesOf;
  /** Packs that are read, but not kept: `keep` does that. */
  readonly unkept: readonly Pack[];
}

/** A pack is read: so many bytes of log files, and the records in them. */
export type Advance = (bytes: number, records: number) => void;

/** At a time: one is unpacked while DuckDB converts the other. */
const SIDE_BY_SIDE = 2;

/**
 * Makes packs ready to be asked: out of the cache what is there, the others by reading them, with the columns and rows alone that are wanted.
 */
export async function prepare(
  cache: Cache,
  root: string,
  packs: readonly Pack[],
  wanted: Wanted,
  advance: Advance,
): Promise<Prepared> {
  const kept = new Map(
    packs.flatMap((pack) => recordOf(cache, pack.name) ?? []).map((record) => [record.name, record]),
  );
  const missing = packs.filter(({ name }) => !kept.has(name));
  // All columns are what the cache has too.
  const folder = wanted === EVERYTHING ? cache.finished : cache.work;
  const read = await convertAll(cache, { root, work: cache.work, finished: folder }, missing, wanted, advance);
  const inFolder = (place: string, records: Iterable<PackRecord>, table: Table["name"]) =>
    [...records].flatMap(({ parts }) =>
      parts.filter((part) => part.table === table).map(({ file }) => join(place, file)),
    );
  return {
    records: [...kept.values(), ...read],
    files: (table) => [inFolder(cache.finished, kept.values(), table), inFolder(folder, read, table)],
    unkept: folder === cache.finished ? [] : missing,
  };
}

/**
 * Converts packs for later questions, with all columns. Each is finished by itself, under its own name, so an interrupted command is
 * gone on with, and two at once do no harm: at worst both convert the same pack, and the later one puts the same in its place.
 */
export async function keep(
  cache: Cache,
  root: string,
  packs: readonly Pack[],
  advance: Advance,
  signal: AbortSignal,
): Promise<void> {
  await convertAll(cache, { root, work: cache.work, finished: cache.finished }, packs, EVERYTHING, advance, signal);
}

async function convertAll(
  cache: Cache,
  places: Places,
  packs: readonly Pack[],
  wanted: Wanted,
  advance: Advance,
  signal?: AbortSignal,
): Promise<readonly PackRecord[]> {
  if (packs.length === 0) return [];
  // The order of rows in the cache is nobody's: with it, DuckDB would hold back what it has read out of turn.
  const opened = await openDuckDb(cache.work, { preserve_insertion_order: "false" });
  const queue = [...packs];
  const records: PackRecord[] = [];
  const work = async (connection: DuckDBConnection) => {
    for (let pack = queue.shift(); pack !== undefined && signal?.aborted !== true; pack = queue.shift()) {
      const record = await convertPack(connection, pack, wanted, places);
      records.push(record);
      advance(pack.bytes, record.records);
    }
  };
  try {
    const connections = await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => opened.instance.connect()));
    if (wanted.filter !== undefined) for (const connection of connections) await knowFilter(connection, wanted.filter);
    await lockInto(opened.connection, cache.work);
    await Promise.all(connections.map(work));
    return records;
  } finally {
    close(opened);
  }
}

/** Undefined where the pack is not finished, or somebody took a part of it away. */
export function recordOf({ finished }: Cache, name: string): PackRecord | undefined {
  const path = join(finished, `${name}.json`);
  const isThere = (file: string) => statSync(file, { throwIfNoEntry: false }) !== undefined;
  if (!isThere(path)) return undefined;
  const record: PackRecord = JSON.parse(readFileSync(path, "utf8"));
  return record.parts.every(({ file }) => isThere(join(finished, file))) ? record : undefined;
}

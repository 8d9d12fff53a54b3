import { createHash } from "node:crypto";
import { LATE_DAYS } from "../../../queries/tables";
import type { LogFile } from "../logs/inventory";
import type { Place } from "../logs/log-name";

/**
 * Log files that are converted together. One Parquet file for each account, Region and day would be tens of thousands of small ones,
 * slower to read than the logs: a pack holds a day's accounts and Regions side by side, and Parquet's statistics find each again.
 */
export interface Pack {
  /** Names what the pack becomes: of the same files comes the same name. */
  readonly name: string;
  /** @default - files that do not say when they were delivered */
  readonly day?: string;
  /** Each account and Region that a file of it is from, once; empty where the files do not say. */
  readonly places: readonly Place[];
  /** Number of log files. */
  readonly count: number;
  /** Of the log files, compressed. */
  readonly bytes: number;
  /** Listed when the pack is read: what is known from the cache is not. */
  readonly files: () => readonly LogFile[];
}

/** So much, compressed, is converted in a second or two: what an interruption costs, and what a changed file makes to be read again. */
const PACK_BYTES = 24 * 2 ** 20;

/** Goes up when the same log files would become another Parquet file. */
const FORMAT = 1;

export function packsOf(files: readonly LogFile[]): readonly Pack[] {
  const kinds = new Map<string, LogFile[]>();
  for (const file of files) {
    const kind = file.place === undefined ? "undated" : `${file.place.day.replaceAll("/", "-")} ${file.place.table}`;
    const group = kinds.get(kind);
    if (group === undefined) kinds.set(kind, [file]);
    else group.push(file);
  }
  return [...kinds.keys()].sort().flatMap((kind) => packsOfKind(kind, kinds.get(kind) ?? []));
}

function packsOfKind(kind: string, files: readonly LogFile[]): readonly Pack[] {
  const packs: LogFile[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const file of files) {
    if (bytes + file.bytes > PACK_BYTES) {
      packs.push([]);
      bytes = 0;
    }
    packs.at(-1)?.push(file);
    bytes += file.bytes;
  }
  return packs.map((pack) => packOf(kind, pack));
}

function packOf(kind: string, files: readonly LogFile[]): Pack {
  const hash = createHash("sha256").update(`${FORMAT}\n`);
  for (const { path, bytes, modified } of files) hash.update(`${JSON.stringify(path)} ${bytes} ${modified}\n`);
  const day = files[0]?.place?.day;
  return {
    name: `${kind.replace(" ", "-")}-${hash.digest("hex").slice(0, 32)}`,
    ...(day !== undefined && { day }),
    places: placesOf(files),
    count: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    files: () => files,
  };
}

function placesOf(files: readonly LogFile[]): readonly Place[] {
  const places = files.flatMap(({ place }) => place ?? []);
  return [...new Map(places.map((place) => [`${place.account} ${place.region}`, place])).values()];
}

/** Which days of events a query asks for; either end may be open. Days are written as the folders are: `2026/11/20`. */
export interface Days {
  readonly from?: string;
  readonly to?: string;
}

/** Folders tell the day of delivery, so what happened in the last minutes of a day lies in the next one's. */
export function mayHold({ day }: Pack, { from, to }: Days): boolean {
  if (day === undefined) return true;
  return (from === undefined || day >= from) && (to === undefined || day <= dayAfter(to, LATE_DAYS));
}

export function dayAfter(day: string, days: number): string {
  const time = Date.parse(`${day.replaceAll("/", "-")}T00:00:00Z`) + days * 86_400_000;
  return new Date(time).toISOString().slice(0, 10).replaceAll("-", "/");
}

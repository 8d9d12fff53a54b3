import type { Table } from "../../../queries/tables";
import type { PackRecord } from "../cache/convert-pack";
import type { Copy } from "../cache/known-copy";
import { type Days, dayAfter, mayHold, type Pack } from "../cache/packs";
import type { SkippedFile } from "../logs/inventory";
import type { Place } from "../logs/log-name";

/** An account and a Region on days of delivery without a log file. */
export interface Gap {
  readonly account: string;
  readonly region: string;
  readonly days: readonly string[];
  /** On how many of them a digest is there: CloudTrail was at work, and had nothing to deliver. */
  readonly quiet: number;
}

/** What an answer rests on. */
export interface Coverage {
  readonly root: string;
  /** When the last file was read, where none was looked at again. @default - the files were looked at for this answer */
  readonly keptSince?: string;
  readonly files: number;
  readonly bytes: number;
  readonly records: number;
  /** Not read, for their folders are of other days than the ones asked for. */
  readonly outside: number;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** First and last day of delivery; undefined where no file says. */
  readonly delivered?: readonly [first: string, last: string];
  /** What should have been read and could not be, in whole or in part: rows may be missing. */
  readonly damaged: readonly SkippedFile[];
  readonly odd: readonly SkippedFile[];
  readonly partial: readonly SkippedFile[];
  /** Days that were asked for and that no file is from. */
  readonly absentDays: readonly string[];
  readonly duplicates: readonly SkippedFile[];
  readonly foreign: readonly SkippedFile[];
  readonly gaps: readonly Gap[];
  /** Accounts x Regions x days. */
  readonly cells: number;
}

/** Whether rows may be missing from an answer. */
export function isIncomplete({ files, damaged, odd, partial, absentDays }: Coverage): boolean {
  return files === 0 || [damaged, odd, partial, absentDays].some((list) => list.length > 0);
}

export interface Read {
  readonly copy: Copy;
  /** Those that were read. */
  readonly chosen: readonly Pack[];
  readonly records: readonly PackRecord[];
  /** With the columns that the query reads. */
  readonly tables: readonly Table[];
  /** That somebody asked for by name: a default asks for what there is. */
  readonly asked: Days;
}

export function coverageOf({ copy, chosen, records, tables, asked }: Read): Coverage {
  const files = filesIn(chosen);
  const unread = records.reduce((sum, { damaged, foreign }) => sum + damaged.length + foreign.length, 0);
  const listed = (list: "damaged" | "partial" | "foreign") => records.flatMap((record) => record[list]);
  const wanted = new Set(tables.flatMap(({ columns }) => Object.keys(columns)));
  const places = chosen.flatMap((pack) => pack.places);
  const days = sorted(places.map(({ day }) => day));
  const [first, last] = [days[0], days.at(-1)];
  const named = copy.foreign.map((path) => ({ path, reason: "no log file by its name" }));
  return {
    root: copy.root,
    ...(copy.keptSince !== undefined && { keptSince: copy.keptSince }),
    files: files - unread,
    bytes: chosen.reduce((sum, { bytes }) => sum + bytes, 0),
    records: records.reduce((sum, record) => sum + record.records, 0),
    outside: filesIn(copy.packs) - files,
    accounts: sorted(places.map(({ account }) => account)),
    regions: sorted(places.map(({ region }) => region)),
    ...(first !== undefined && last !== undefined && { delivered: [first, last] }),
    damaged: [...copy.damaged, ...listed("damaged")],
    odd: records.flatMap(({ odd }) => odd.filter(({ columns }) => columns.some((column) => wanted.has(column)))),
    partial: listed("partial"),
    absentDays: absentDays(days, asked, chosen),
    duplicates: copy.duplicates,
    foreign: [...named, ...listed("foreign")],
    ...gapsOf(copy.packs, asked, first, last),
  };
}

function filesIn(packs: readonly Pack[]): number {
  return packs.reduce((sum, { count }) => sum + count, 0);
}

/** A download says nothing of days: it may be from any of them. */
function absentDays(days: readonly string[], { from, to }: Days, read: readonly Pack[]): readonly string[] {
  if (read.some(({ day }) => day === undefined)) return [];
  const there = new Set(days);
  const last = to ?? days.at(-1);
  return from === undefined || last === undefined ? [] : daysBetween(from, last).filter((day) => !there.has(day));
}

/** So many years of days are enough to look through one by one. */
const MOST_DAYS = 366 * 20;

function daysBetween(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length < MOST_DAYS; day = dayAfter(day, 1)) days.push(day);
  return days;
}

function gapsOf(
  packs: readonly Pack[],
  asked: Days,
  first: string | undefined,
  last: string | undefined,
): Pick<Coverage, "gaps" | "cells"> {
  const [from, to] = [asked.from ?? first, asked.to ?? last];
  if (from === undefined || to === undefined) return { gaps: [], cells: 0 };
  const days = daysBetween(from, to);
  const places = packs.flatMap((pack) => pack.places).filter(({ table }) => table !== "cloudtrail_insights");
  const cellsOf = (table: Place["table"]) => new Set(places.filter((place) => place.table === table).map(cell));
  const [logs, digests] = [cellsOf("cloudtrail"), cellsOf("cloudtrail_digests")];
  const accounts = sorted(places.map(({ account }) => account));
  const regions = sorted(places.map(({ region }) => region));
  const gaps = accounts
    .flatMap((account) => regions.map((region) => ({ account, region })))
    .map(({ account, region }): Gap => {
      const without = days.filter((day) => !logs.has(cell({ account, region, day })));
      const quiet = without.filter((day) => digests.has(cell({ account, region, day }))).length;
      return { account, region, days: without, quiet };
    });
  return {
    gaps: gaps.filter((gap) => gap.days.length > 0),
    cells: accounts.length * regions.length * days.length,
  };
}

function cell({ account, region, day }: Omit<Place, "table">): string {
  return `${account} ${region} ${day}`;
}

function sorted(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].sort();
}

/** Packs that the query may need: of its tables, or of files that do not say, on the days that it asks for. */
export function chosenPacks(packs: readonly Pack[], tables: readonly string[], asked: Days): readonly Pack[] {
  return packs.filter((pack) => {
    const table = pack.places[0]?.table;
    return (table === undefined || tables.includes(table)) && mayHold(pack, asked);
  });
}

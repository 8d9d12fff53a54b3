import { existsSync } from "node:fs";
import { constants } from "node:os";
import { resolve } from "node:path";
import type { Query } from "../../queries/catalogue";
import { bind, resolveParameters } from "../../queries/parameters";
import { number } from "../words";
import { askedDays, type Given, withAnyDays, withDaysOf } from "./asked-days";
import { type Cache, closeCache, EVERYTHING, keep, openCache, prepare, removeStale } from "./cache/cache";
import type { Wanted } from "./cache/convert-batch";
import { type Copy, knownCopy, lookedAt, remember } from "./cache/known-copy";
import type { Pack } from "./cache/packs";
import { chosenQuery, orUsageError, type QueryChoice, usageError } from "./chosen-query";
import { chosenPacks, coverageOf, isIncomplete } from "./coverage/coverage";
import { coverageLines, dash, warningOf } from "./coverage/text";
import { answer, createTables, daysOf, tablesIn } from "./engine/answer";
import { close, lockInto, openDuckDb } from "./engine/duckdb";
import { tablesFor } from "./engine/projection";
import { rowFilterOf } from "./engine/row-filter";
import { writeAnswer } from "./output/write-answer";
import { ReadingProgress } from "./progress";

export interface RunOptions extends QueryChoice {
  readonly logs: string;
  readonly param: Given;
  readonly cache: boolean;
}

/** Where converted logs lie: git ignores it, and it is not among the evidence. */
export const CACHES = resolve(__dirname, "../../../.org-trail/investigate");

/**
 * @param caches folder of what is kept for the next question
 * @returns the exit code: 0 answered, 1 answered by an incomplete copy
 */
export async function run(name: string | undefined, options: RunOptions, caches = CACHES): Promise<number> {
  const query = chosenQuery(name, options);
  if (!existsSync(options.logs))
    throw usageError("--logs", options.logs, "a folder or a file that exists", "name the copy of the archive");
  // What is asked wrongly is said before anything is read.
  orUsageError(query.name, () => resolveParameters(query, withAnyDays(query, options.param), new Date()));
  const cache = openCache(options.logs, options.cache ? caches : undefined);
  const abandon = (signal: NodeJS.Signals) => {
    // What somebody's logs became stays nowhere but in the cache.
    closeCache(cache);
    process.exit(128 + constants.signals[signal]);
  };
  process.once("SIGINT", abandon).once("SIGTERM", abandon);
  try {
    const copy = knownCopy(cache, options.logs) ?? lookedAt(options.logs);
    const { code, unkept } = await investigate(query, copy, cache, options);
    process.removeListener("SIGINT", abandon);
    if (options.cache && unkept.length > 0) await keepForLater(cache, copy, unkept);
    if (options.cache && copy.keptSince === undefined) remember(cache, copy);
    return code;
  } finally {
    process.removeListener("SIGINT", abandon).removeListener("SIGTERM", abandon);
    closeCache(cache);
  }
}

interface Answered {
  readonly code: number;
  /** Read, and not kept for later questions. */
  readonly unkept: readonly Pack[];
}

async function investigate(query: Query, copy: Copy, cache: Cache, options: RunOptions): Promise<Answered> {
  const asked = askedDays(query, options.param);
  const { root, packs } = copy;
  const names = tablesIn(query.sql);
  const chosen = chosenPacks(packs, names, asked);
  const known = daysOfPacks(chosen);
  const wanted =
    options.sql === undefined ? wantedBy(query, withDaysOf(known, query, options.param), known) : EVERYTHING;
  const { tables } = wanted;
  const progress = new ReadingProgress(bytesOf(chosen), process.stderr);
  const { records, files, unkept } = await prepare(cache, root, chosen, wanted, progress.advance);
  progress.end();
  removeStale(cache, packs);
  const coverage = coverageOf({ copy, chosen, records, tables, asked });
  const warning = warningOf(coverage);
  if (warning !== undefined) console.error(warning);
  const opened = await openDuckDb(cache.work);
  const { connection } = opened;
  try {
    await createTables(connection, tables, files);
    const given = withDaysOf(known ?? (await daysOf(connection, names)), query, options.param);
    await lockInto(connection, cache.folder);
    const bound = orUsageError(query.name, () => bind(query, given, new Date()));
    const rows = await answer(connection, query.name, bound);
    const coverageText = coverageLines(coverage);
    const report = {
      query,
      given,
      rows,
      coverage: coverageText,
      made: new Date(),
      ...(warning !== undefined && { warning }),
    };
    await writeAnswer(connection, cache.work, options, report);
    console.error([summary(rows, given, options.param), ...coverageText].join("\n"));
  } finally {
    close(opened);
  }
  return { code: isIncomplete(coverage) ? 1 : 0, unkept };
}

/** Days of delivery, first and last; undefined where a file does not say, and the records must. */
function daysOfPacks(packs: readonly Pack[]): readonly [first: string, last: string] | undefined {
  const days = packs.map(({ day }) => day ?? "").sort();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || first === "" || last === undefined ? undefined : [first, last];
}

/** The columns that a query of the catalogue names, and the rows that it keeps, where its values are known by now. */
function wantedBy(query: Query, given: Given, known: readonly [string, string] | undefined): Wanted {
  const tables = tablesFor(query.sql);
  if (known === undefined) return { tables };
  const values = orUsageError(query.name, () => resolveParameters(query, given, new Date()));
  const filter = rowFilterOf(query.sql, values);
  return { tables, ...(filter !== undefined && { filter }) };
}

function bytesOf(packs: readonly Pack[]): number {
  return packs.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The answer is there; whoever has enough ends this, and nothing is lost but time. */
async function keepForLater(cache: Cache, { root }: Copy, packs: readonly Pack[]): Promise<void> {
  console.error("The answer is written. Keeping what was read, for later questions: Ctrl-C ends that.");
  const progress = new ReadingProgress(bytesOf(packs), process.stderr);
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once("SIGINT", interrupt);
  try {
    await keep(cache, root, packs, progress.advance, interruption.signal);
  } finally {
    process.removeListener("SIGINT", interrupt);
    progress.end();
  }
}

/** Of the days, only what nobody gave: whoever did knows. */
function summary(rows: number, given: Given, asked: Given): string {
  const { from_day: from, to_day: to } = given;
  const count = rows === 1 ? "1 row" : `${number(rows)} rows`;
  const isCopys =
    from !== undefined && to !== undefined && (asked.from_day === undefined || asked.to_day === undefined);
  return isCopys ? `${count}, of ${dash(from)} to ${dash(to)}: the copy's days, where none were given` : count;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { QueryExecution } from "@aws-sdk/client-athena";
import type { Query } from "../../../queries/catalogue";
import { resolveParameters } from "../../../queries/parameters";
import { loadChosen } from "../../load-chosen";
import { Interruption } from "../../terraform/interruption";
import { PROJECT_ROOT } from "../../terraform/session";
import { counted } from "../../words";
import { askedDays, type Given } from "../asked-days";
import { chosenQuery, orUsageError, type QueryChoice } from "../chosen-query";
import { close, openDuckDb } from "../engine/duckdb";
import { writeAnswer } from "../output/write-answer";
import { type AthenaCoverage, athenaCoverageLines, athenaWarning } from "./coverage";
import { followQuery, startQuery } from "./execution";
import { failureOf, lostSight, notStarted } from "./failure";
import { costAfter, costBefore } from "./price";
import { QueryProgress } from "./progress";
import { accountsInArchive, reachOf, tablesNamed } from "./reach";
import { fetchAnswer } from "./result";
import { athenaStatement } from "./statement";
import { openWorkbench, queryLimit, type Workbench } from "./workbench";

export interface AthenaOptions extends QueryChoice {
  readonly param: Given;
  readonly profile?: string;
}

/** @returns the exit code: 0 answered, 1 answered by tables that do not reach as far as was asked */
export async function runAthena(name: string | undefined, options: AthenaOptions): Promise<number> {
  const query = chosenQuery(name, options);
  const now = new Date();
  // What is asked wrongly is said before anybody is asked.
  const statement = orUsageError(query.name, () => athenaStatement(query, options.param, now));
  const opened = await openWorkbench(await loadChosen(PROJECT_ROOT), options.profile);
  const { athena, names, workbench } = opened;
  console.error(`${query.name}, asked of Athena's work group ${workbench.workGroup.name} in ${workbench.accountId}`);
  console.error(costBefore(await queryLimit(opened), names.partition));
  const { signal: stop } = Interruption.listen((signal, again) => {
    if (!again) console.error(`${signal}: stopping the query. What it has scanned by then is charged.`);
  });
  const progress = new QueryProgress(process.stderr);
  const id = await startQuery(athena, workbench, statement).catch((error: unknown) => {
    throw notStarted(error);
  });
  const execution = await followQuery(athena, id, stop, progress.look)
    .catch((error: unknown) => {
      throw lostSight(error, id, names.homeRegion);
    })
    .finally(() => progress.end());
  const bytes = execution.Statistics?.DataScannedInBytes ?? 0;
  console.error(costAfter(bytes, names.partition));
  stop.throwIfAborted();
  if (execution.Status?.State !== "SUCCEEDED") throw failureOf(execution);
  const given = allGiven(query, options.param, now);
  const coverage = await coverageOf(opened, query, given, execution, now);
  await writeFetched(opened, { query, given, coverage, progress, options, stop });
  return athenaWarning(coverage) === undefined ? 0 : 1;
}

/** What was given and the defaults, as they were sent; what takes every value is left out. */
function allGiven(query: Query, given: Given, now: Date): Given {
  const values = Object.entries(resolveParameters(query, given, now));
  return Object.fromEntries(values.filter(([, value]) => value !== "").map(([name, value]) => [name, String(value)]));
}

async function coverageOf(
  { names, workbench, glue, s3 }: Workbench,
  query: Query,
  given: Given,
  execution: QueryExecution,
  now: Date,
): Promise<AthenaCoverage> {
  const tables = tablesNamed(query.sql);
  const refusals: string[] = [];
  // The answer is there and paid for: it is given, with what is known of it.
  const refuse = (error: unknown) => void refusals.push(error instanceof Error ? error.message : String(error));
  const [reaches, accounts] = await Promise.all([
    Promise.all(tables.map((table) => reachOf(glue, workbench.database.name, table, now).catch(refuse))),
    accountsInArchive(s3, names.archive, names.organizationId).catch(refuse),
  ]);
  return {
    executionId: execution.QueryExecutionId ?? "",
    bytes: execution.Statistics?.DataScannedInBytes ?? 0,
    reaches: reaches.flatMap((reach) => reach ?? []),
    accountsInArchive: accounts ?? [],
    refusals,
    ...(given.account !== undefined && { account: given.account }),
    asked: askedDays(query, given),
  };
}

interface Fetched {
  readonly query: Query;
  readonly given: Given;
  readonly coverage: AthenaCoverage;
  readonly progress: QueryProgress;
  readonly options: AthenaOptions;
  readonly stop: AbortSignal;
}

async function writeFetched(
  { athena }: Workbench,
  { query, given, coverage, progress, options, stop }: Fetched,
): Promise<void> {
  const warning = athenaWarning(coverage);
  if (warning !== undefined) console.error(warning);
  // Logs of somebody's: readable by us alone, and gone with this command.
  const work = mkdtempSync(join(tmpdir(), "org-trail-answer-"));
  const opened = await openDuckDb(work);
  try {
    const rows = await fetchAnswer(athena, coverage.executionId, opened.connection, stop, progress.fetched);
    progress.end();
    const lines = athenaCoverageLines(coverage);
    const report = { query, given, rows, coverage: lines, made: new Date(), ...(warning !== undefined && { warning }) };
    await writeAnswer(opened.connection, work, options, report);
    console.error([counted(rows, "row"), ...lines].join("\n"));
  } finally {
    close(opened);
    rmSync(work, { recursive: true, force: true });
  }
}

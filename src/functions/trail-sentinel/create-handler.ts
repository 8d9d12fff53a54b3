import { setMaxListeners } from "node:events";
import { isPending } from "./checks/coverage";
import { type ClientConfiguration, type Clients, makeClients } from "./clients";
import { decide } from "./decide";
import { type Declaration, type Expectation, expectationOf } from "./declaration";
import type { Observation } from "./observation";
import { observe } from "./observe";
import type { SeenDigests } from "./observe-coverage";
import { isCountOnly } from "./order";
import { makeReporter, type RunSummary } from "./report";

/** What the sentinel uses of Lambda's context. */
export interface InvocationContext {
  readonly getRemainingTimeInMillis: () => number;
}

export type Handler = (event: unknown, context: InvocationContext) => Promise<RunSummary>;

/** Kept back of the function's timeout, for deciding and reporting, with a few attempts each. */
const REPORTING_MILLISECONDS = 30_000;

/**
 * Kept back of that, for saying what could not be reported: a client tries for longer than there is time, and Lambda ends
 * a function that is late without a word of its own.
 */
const ENDING_MILLISECONDS = 2_000;

/**
 * The sentinel with its clients and its memory of what it published, and of the digests it saw. Every run checks everything and counts it, whatever
 * started it; a run whose event says so tells of nothing (order.ts).
 *
 * @param configuration how to reach AWS; empty in Lambda
 * @param environment must have `ARCHIVE_KEY_ARN`
 * @param log takes one line of JSON. @default - the function's log
 * @throws Error if the environment lacks something
 */
export function createHandler(
  configuration: ClientConfiguration,
  declaration: Declaration,
  environment: Readonly<Record<string, string | undefined>>,
  log: (line: string) => void = writeLine,
): Handler {
  const archiveKeyArn = environment.ARCHIVE_KEY_ARN;
  if (!archiveKeyArn) throw new Error("ARCHIVE_KEY_ARN is not set. Apply the management stack, which sets it.");
  return handlerOf(makeClients(declaration.homeRegion, configuration), expectationOf(declaration, archiveKeyArn), log);
}

/** As it is: console.log would put the line into a string of the runtime's own, where no filter finds its fields. */
function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function handlerOf(clients: Clients, expectation: Expectation, log: (line: string) => void): Handler {
  const report = makeReporter(clients, expectation, log);
  const seen: SeenDigests = new Map();
  return async (event, context) => {
    const now = new Date();
    const observation = await observe(clients, expectation, now, endOfTime(context, REPORTING_MILLISECONDS), seen);
    const findings = decide(expectation, observation, now);
    const summary = { findings: findings.length, ...countAccounts(expectation, observation, now) };
    await report({ findings, summary, now, countOnly: isCountOnly(event) }, endOfTime(context, ENDING_MILLISECONDS));
    return summary;
  };
}

/** Aborted when no more than so many milliseconds are left to the function. */
function endOfTime(context: InvocationContext, keptBack: number): AbortSignal {
  const left = Math.floor(context.getRemainingTimeInMillis()) - keptBack;
  const timeIsUp = left > 0 ? AbortSignal.timeout(left) : AbortSignal.abort();
  // Every call under way listens to it, and Node.js would warn of the eleventh.
  setMaxListeners(0, timeIsUp);
  return timeIsUp;
}

function countAccounts(
  expectation: Expectation,
  observation: Observation,
  now: Date,
): Pick<RunSummary, "accountsChecked" | "accountsPending"> {
  const { accounts, coverage } = observation;
  const all = "value" in accounts ? accounts.value : [];
  const pending = new Set(
    all.filter((account) => account.active && isPending(account, observation, expectation, now)).map(({ id }) => id),
  );
  return {
    accountsChecked: coverage.filter(
      ({ accountId, regions }) =>
        !pending.has(accountId) && regions.every(({ recentDigest }) => "value" in recentDigest),
    ).length,
    accountsPending: pending.size,
  };
}

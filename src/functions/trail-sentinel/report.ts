import { type MetricDatum, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { unlessAborted } from "./ask";
import type { Clients } from "./clients";
import type { Declaration, Expectation } from "./declaration";
import { CHECK_IDS, type CheckId, type Finding, identityOf, worstOf } from "./finding";

/** Subjects that one event lists: more than a person reads, far less than the 256 KB an event may have. */
const LISTED_FINDINGS = 20;

/** What one run found, in numbers. */
export interface RunSummary {
  readonly findings: number;
  /** Active accounts whose digests were looked for and could all be read; none that is pending. */
  readonly accountsChecked: number;
  /** Active accounts that need not have digests yet: they are too young, or the trail is. */
  readonly accountsPending: number;
}

/** What an event says: of one check, and only what the run before had not found. */
export interface FindingDetail {
  readonly check: CheckId;
  readonly severity: Finding["severity"];
  /** All new findings of the check, also those beyond the listed ones. */
  readonly count: number;
  readonly findings: readonly Omit<Finding, "check">[];
  readonly runbook: string;
}

/**
 * One metric for every check in every run, 0 included: each has an alarm. What no alarm reads is in the log, where it costs
 * nothing: a metric is paid for.
 */
export function metricsOf(findings: readonly Finding[], now: Date): MetricDatum[] {
  return CHECK_IDS.map((check) => ({
    MetricName: "Findings",
    Dimensions: [{ Name: "Check", Value: check }],
    Value: findings.filter((finding) => finding.check === check).length,
    Unit: "Count",
    Timestamp: now,
  }));
}

/** One for each check that has findings. */
export function detailsOf(findings: readonly Finding[], runbooks: Declaration["runbooks"]): readonly FindingDetail[] {
  return CHECK_IDS.flatMap((check) => {
    const ofCheck = findings.filter((finding) => finding.check === check);
    if (ofCheck.length === 0) return [];
    const listed = ofCheck.slice(0, LISTED_FINDINGS).map(({ check: _, ...finding }) => finding);
    return [{ check, severity: worstOf(ofCheck), count: ofCheck.length, findings: listed, runbook: runbooks[check] }];
  });
}

export interface Run {
  readonly findings: readonly Finding[];
  readonly summary: RunSummary;
  readonly now: Date;
  /** Tells of nothing: another run does. */
  readonly countOnly: boolean;
}

/** @throws Error if a part of the report was not taken until the time was up; all of it was tried */
export type Report = (run: Run, timeIsUp: AbortSignal) => Promise<void>;

/**
 * What this container told is known for so long: more than the quarter of an hour between two scheduled runs, less than
 * two. Where the run between was another container's, this one does not know what came and went.
 */
const MEMORY_MILLISECONDS = 25 * 60_000;

/**
 * Reports to the log, to CloudWatch and to the bus. Only what the run before had not found becomes an event: a problem that
 * stands does not repeat each time. The reporter remembers from one scheduled run to the next, for as long as the container
 * lives; a new one repeats what stands. Metrics of two runs at once say the same: alarms look at their maximum.
 *
 * @param log takes one line of JSON
 */
export function makeReporter(clients: Clients, expectation: Expectation, log: (line: string) => void): Report {
  let memory = { published: new Set<string>(), since: Number.NEGATIVE_INFINITY };
  return async ({ findings, summary, now, countOnly }, timeIsUp) => {
    const published = now.getTime() - memory.since > MEMORY_MILLISECONDS ? new Set<string>() : memory.published;
    for (const finding of findings) log(JSON.stringify({ type: "finding", ...finding }));
    const fresh = findings.filter((finding) => !published.has(identityOf(finding)));
    log(JSON.stringify({ type: "run", ...summary, newFindings: fresh.length }));

    const told = countOnly ? [] : fresh;
    const [metrics, refused] = await Promise.allSettled([
      unlessAborted(
        (abortSignal) =>
          clients.cloudWatch.send(
            new PutMetricDataCommand({
              Namespace: expectation.metricNamespace,
              MetricData: metricsOf(findings, now),
            }),
            { abortSignal },
          ),
        timeIsUp,
      ),
      unlessAborted((abortSignal) => publish(clients, expectation, told, abortSignal), timeIsUp),
    ]);
    const unpublished = refused.status === "fulfilled" ? refused.value : CHECK_IDS;
    const isKnown = (finding: Finding) => published.has(identityOf(finding)) || !unpublished.includes(finding.check);
    if (!countOnly) memory = { published: new Set(findings.filter(isKnown).map(identityOf)), since: now.getTime() };

    const failures = [metrics, refused].flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    if (refused.status === "fulfilled" && refused.value.length > 0) {
      failures.push(new Error(`The bus refused the events of ${refused.value.join(", ")}`));
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, `The report is incomplete: ${failures.map(String).join("; ")}`);
    }
  };
}

/** Returns the checks whose event the bus did not take. PutEvents takes up to ten entries, and refuses each by itself. */
async function publish(
  { eventBridge }: Clients,
  { eventBusArn, eventSource, eventDetailType, runbooks }: Expectation,
  findings: readonly Finding[],
  abortSignal: AbortSignal,
): Promise<readonly CheckId[]> {
  const details = detailsOf(findings, runbooks);
  if (details.length === 0) return [];
  const Entries = details.map(
    (detail): PutEventsRequestEntry => ({
      EventBusName: eventBusArn,
      Source: eventSource,
      DetailType: eventDetailType,
      Detail: JSON.stringify(detail),
    }),
  );
  const { Entries: results = [] } = await eventBridge.send(new PutEventsCommand({ Entries }), { abortSignal });
  return details.flatMap(({ check }, index) => (results[index]?.ErrorCode === undefined ? [] : [check]));
}

import { type Summary, summaryOf } from "../statistics";

/** One process: loading the bundle and the SDK, then one or more runs. */
export interface Measured {
  readonly loadSeconds: number;
  /** Megabytes (2^20 bytes). */
  readonly peakMemory: number;
  readonly results: readonly RunResult[];
}

interface RunResult {
  /** Only of the sentinel. */
  readonly summary?: { readonly findings: number; readonly accountsChecked: number };
  readonly seconds: number;
  /** Of all threads, user and system. */
  readonly cpuSeconds: number;
}

export interface Scenario {
  readonly title: string;
  readonly measured: Measured;
}

export interface Results {
  readonly calls: {
    readonly listings: number;
    readonly latencyMilliseconds: number;
    readonly concurrency: number;
  };
  readonly sentinel: readonly Measured[];
  readonly floor: readonly Measured[];
  readonly scenarios: readonly Scenario[];
  readonly machine: readonly string[];
  readonly rounds: number;
}

/** Memory of a function with one whole virtual processor; less memory is that much less of one. */
const MEGABYTES_A_PROCESSOR = 1769;
const TIMEOUT_SECONDS = 300;

/** @throws Error where the sentinel did not do the work that is measured */
export function formatResults({ calls, sentinel, floor, scenarios, machine, rounds }: Results): string {
  for (const { summary } of sentinel.flatMap(({ results }) => results)) {
    if (summary?.findings !== 0) throw new Error(`The measured runs were to find nothing: ${JSON.stringify(summary)}`);
  }
  const bare = (calls.listings * calls.latencyMilliseconds) / calls.concurrency / 1000;
  const first = summaryOf(sentinel.map(({ results }) => results[0]?.seconds ?? Number.NaN));
  const warm = summaryOf(sentinel.flatMap(({ results }) => results.slice(1).map(({ seconds }) => seconds)));
  const node = summaryOf(floor.flatMap(({ results }) => results.map(({ seconds }) => seconds)));
  const load = summaryOf(sentinel.map(({ loadSeconds }) => loadSeconds));
  const cpu = summaryOf(
    sentinel.map(({ loadSeconds, results }) => loadSeconds + (results[0]?.cpuSeconds ?? Number.NaN)),
  );
  const nodeCpu = summaryOf(floor.flatMap(({ results }) => results.map(({ cpuSeconds }) => cpuSeconds)));
  const peak = summaryOf(sentinel.map(({ peakMemory }) => peakMemory));
  const row = (title: string, { median, min, stddev }: Summary) =>
    `| ${title} | ${seconds(median)} | ${seconds(min)} | ${seconds(stddev)} | ${(median / bare).toFixed(2)}x |`;
  return `${[
    "# The trail sentinel, 1,000 accounts in 17 Regions",
    "",
    "Written by `npm run bench:sentinel`; not edited by hand.",
    "",
    ...machine.map((line) => `- ${line}`),
    `- ${rounds} processes of each, taking turns; AWS is a server in another process on the same machine, without TLS, that answers each call after ${calls.latencyMilliseconds} ms`,
    "",
    "## Time of a run",
    "",
    `The bare latency is ${calls.listings} listings × ${calls.latencyMilliseconds} ms / ${calls.concurrency} at a time. The floor is node's own client making the same listings.`,
    "",
    "| | median | min | stddev | of the bare latency |",
    "|---|--:|--:|--:|--:|",
    `| bare latency | ${seconds(bare)} | | | 1.00x |`,
    row("floor", node),
    row("sentinel, first run", first),
    row("sentinel, second run", warm),
    "",
    `The SDK costs ${(((cpu.median - nodeCpu.median) / calls.listings) * 1e6).toFixed(0)} µs of processor time a call more than node's own client (${seconds(cpu.median)} against ${seconds(nodeCpu.median)} in all). Loading bundle and SDK takes ${seconds(load.median)}, which the first run's processor time includes.`,
    "",
    "## In Lambda",
    "",
    `Peak memory of a process after ${sentinel[0]?.results.length} runs: ${peak.median.toFixed(0)} MB (most: ${peak.max.toFixed(0)} MB). Lambda gives ${MEGABYTES_A_PROCESSOR} MB one processor, and less memory that much less; so a first run takes at least about, computed from the processor time above and not tried in Lambda:`,
    "",
    `| memory | processor | time | of the timeout of ${TIMEOUT_SECONDS} s |`,
    "|--:|--:|--:|--:|",
    ...[512, 1024, 1769].map((memory) => {
      const estimate = Math.max(bare, cpu.median / (memory / MEGABYTES_A_PROCESSOR));
      const share = ((estimate / TIMEOUT_SECONDS) * 100).toFixed(0);
      return `| ${memory} MB | ${(memory / MEGABYTES_A_PROCESSOR).toFixed(2)} | ${estimate.toFixed(0)} s | ${share} % |`;
    }),
    "",
    "## Where AWS is slower",
    "",
    "One process, one run each.",
    "",
    "| | time | peak memory | accounts checked | findings |",
    "|---|--:|--:|--:|--:|",
    ...scenarios.map(({ title, measured: { peakMemory, results } }) => {
      const [run] = results;
      return `| ${title} | ${seconds(run?.seconds ?? Number.NaN)} | ${peakMemory.toFixed(0)} MB | ${run?.summary?.accountsChecked} | ${run?.summary?.findings} |`;
    }),
  ].join("\n")}\n`;
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

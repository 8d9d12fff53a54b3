import { summaryOf } from "../statistics";

/** Seconds. */
export interface Measured {
  readonly wall: number;
  /** User and system, of all processes and threads. */
  readonly cpu: number;
  /** Megabytes (2^20 bytes). */
  readonly peakMemory?: number;
}

export interface Size {
  readonly logFiles: number;
  readonly digests: number;
  /** Bytes. */
  readonly compressed: number;
  readonly uncompressed: number;
  readonly ours: readonly Measured[];
  readonly floor: readonly Measured[];
}

/** What verifying may take, of what unfolding and hashing alone takes. */
const LIMIT = 1.5;

/** The results as bench/verify/RESULTS.md keeps them. */
export function formatResults(sizes: readonly Size[], machine: readonly string[], rounds: number): string {
  const [largest] = [...sizes].sort((one, other) => other.logFiles - one.logFiles);
  return `${[
    "# Benchmark of org-trail verify",
    "",
    "Written by `npm run bench:verify`; not edited by hand.",
    "",
    ...machine.map((line) => `- ${line}`),
    `- ${rounds} rounds of each, taking turns, the files in the page cache; start of node included; every run found the archive sound, with no finding`,
    "- the floor is `gunzip -c` of the same files into one `sha256sum`: it compares nothing, and reads no digest",
    "",
    ...(largest === undefined ? [] : targetsOf(largest)),
    "",
    "| archive | | CPU, median | CPU, min | wall, median | wall, min | peak memory |",
    "|---|---|--:|--:|--:|--:|--:|",
    ...sizes.flatMap(rowsOf),
  ].join("\n")}\n`;
}

function targetsOf(size: Size): readonly string[] {
  const target = (what: string, of: (measured: Measured) => number) => {
    const [ours, floor] = [summaryOf(size.ours.map(of)), summaryOf(size.floor.map(of))];
    const ratio = Math.max(ours.median / floor.median, ours.min / floor.min);
    return `| ${what}, of the floor's | ${LIMIT.toFixed(2)}x | ${ratio.toFixed(2)}x | ${ratio <= LIMIT ? "met" : "**missed**"} |`;
  };
  return [
    "A ratio is taken of the medians and of the least disturbed runs (min); the worse one counts.",
    "",
    `| target, ${size.logFiles.toLocaleString("en-US")} log files | limit | measured | |`,
    "|---|--:|--:|---|",
    target("CPU time", ({ cpu }) => cpu),
    target("wall time", ({ wall }) => wall),
  ];
}

function rowsOf({ logFiles, digests, compressed, uncompressed, ours, floor }: Size): readonly string[] {
  const about = `${logFiles.toLocaleString("en-US")} log files, ${digests.toLocaleString("en-US")} digests, ${mega(compressed)} compressed, ${mega(uncompressed)} not`;
  const row = (title: string, what: string, runs: readonly Measured[]) => {
    const [cpu, wall] = [summaryOf(runs.map((run) => run.cpu)), summaryOf(runs.map((run) => run.wall))];
    const memory = runs.flatMap(({ peakMemory }) => peakMemory ?? []);
    const times = [cpu.median, cpu.min, wall.median, wall.min].map((seconds) => `${seconds.toFixed(1)} s`);
    return `| ${[title, what, ...times, memory.length === 0 ? "" : `${Math.round(Math.max(...memory))} MB`].join(" | ")} |`;
  };
  return [row(about, "org-trail verify", ours), row("", "floor", floor)];
}

function mega(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString("en-US")} MB`;
}

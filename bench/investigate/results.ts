import { number } from "../../src/tools/words";
import { type Summary, summaryOf } from "../statistics";
import type { SubjectName } from "./subjects";

/** One run of a subject. */
export interface Measured {
  readonly wall: number;
  /** Seconds of all its processes, user and system. */
  readonly cpu: number;
  /** Megabytes (2^20 bytes), of a node process. */
  readonly peakMemory?: number;
}

export interface Timed {
  readonly title: string;
  readonly runs: readonly Measured[];
}

/** One size of a copy. */
export interface Size {
  readonly records: number;
  readonly files: number;
  readonly megabytes: number;
  readonly subjects: Readonly<Record<SubjectName, Timed>>;
}

interface Target {
  readonly title: string;
  readonly limit: string;
  readonly measured: (size: Size, by: "wall" | "cpu") => number;
  readonly isMet: (ratio: number) => boolean;
}

const medianOf = ({ runs }: Timed, by: "wall" | "cpu") => summaryOf(runs.map((run) => run[by])).median;
const ratio = (one: Timed, other: Timed, by: "wall" | "cpu") => medianOf(one, by) / medianOf(other, by);

const TARGETS: readonly Target[] = [
  {
    title: "First question: so many times as fast as zcat and jq",
    limit: "at least 2",
    measured: ({ subjects }, by) => ratio(subjects.jq, subjects.first, by),
    isMet: (value) => value >= 2,
  },
  {
    title: "First question: time, against plain DuckDB on the same fields",
    limit: "at most 1.2",
    measured: ({ subjects }, by) => ratio(subjects.first, subjects.plainRaw, by),
    isMet: (value) => value <= 1.2,
  },
  {
    title: "Later question: so many times as fast as zcat and jq",
    limit: "at least 10",
    measured: ({ subjects }, by) => ratio(subjects.jq, subjects.kept, by),
    isMet: (value) => value >= 10,
  },
  {
    title: "Later question: time, against plain DuckDB on the same Parquet files",
    limit: "at most 1.2",
    measured: ({ subjects }, by) => ratio(subjects.kept, subjects.plainParquet, by),
    isMet: (value) => value <= 1.2,
  },
];

const LARGEST_MEMORY = 2048;

export function formatResults(
  sizes: readonly Size[],
  machine: readonly string[],
  rounds: number,
  query: string,
): string {
  return `${[
    "# Questions to a copied folder of log files",
    "",
    "Written by `npm run bench:investigate`; not edited by hand.",
    "",
    ...machine.map((line) => `- ${line}`),
    `- ${rounds} runs of each, taking turns, after one to warm up; \`${query}\` over the whole copy; medians. Start of node and loading of TypeScript included`,
    "- CPU time is that of all processes. Wall time says little where other work runs on the machine: the load at the end is noted",
    "",
    "## Targets",
    "",
    "| target | limit | records | by wall time | by CPU time | |",
    "|---|--:|--:|--:|--:|---|",
    ...sizes.flatMap((size) => TARGETS.map((target) => targetRow(target, size))),
    ...sizes.map(memoryRow),
    "",
    ...sizes.flatMap(sizeTable),
  ]
    .join("\n")
    .trimEnd()}\n`;
}

function targetRow({ title, limit, measured, isMet }: Target, size: Size): string {
  const [wall, cpu] = [measured(size, "wall"), measured(size, "cpu")];
  const verdict = isMet(wall) && isMet(cpu) ? "met" : "missed";
  return `| ${title} | ${limit} | ${number(size.records)} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${verdict} |`;
}

function memoryRow({ records, subjects: { first, kept } }: Size): string {
  const peak = Math.max(...[...first.runs, ...kept.runs].map(({ peakMemory }) => peakMemory ?? 0));
  const verdict = peak < LARGEST_MEMORY ? "met" : "missed";
  return `| Peak memory | below ${LARGEST_MEMORY} MB | ${number(records)} | ${peak.toFixed(0)} MB | | ${verdict} |`;
}

function sizeTable({ records, files, megabytes, subjects }: Size): readonly string[] {
  return [
    `## ${number(records)} records in ${number(files)} files, ${number(Math.round(megabytes))} MB compressed`,
    "",
    "| | wall, median | min | CPU, median | min | peak memory |",
    "|---|--:|--:|--:|--:|--:|",
    ...Object.values(subjects).map(({ title, runs }) => {
      const [wall, cpu] = [summaryOf(runs.map((run) => run.wall)), summaryOf(runs.map((run) => run.cpu))];
      const peaks = runs.flatMap(({ peakMemory }) => peakMemory ?? []);
      const peak = peaks.length === 0 ? "" : `${Math.max(...peaks).toFixed(0)} MB`;
      return `| ${title} | ${seconds(wall, "median")} | ${seconds(wall, "min")} | ${seconds(cpu, "median")} | ${seconds(cpu, "min")} | ${peak} |`;
    }),
    "",
  ];
}

function seconds(summary: Summary, of: "median" | "min"): string {
  return `${summary[of].toFixed(2)} s`;
}

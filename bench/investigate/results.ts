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

/** A copy, and what it took to ask it. */
export interface Copy {
  readonly records: number;
  readonly files: number;
  readonly megabytes: number;
  /** The first question, and all that was read kept for later ones. */
  readonly keeping: Measured;
}

/** So large that it is asked once, and memory is all that is looked at. */
export interface LargeCopy extends Copy {
  readonly kept: Measured;
}

/** One size of a copy, asked in rounds. */
export interface Size extends Copy {
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
  large: readonly LargeCopy[],
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
    `- ${rounds} runs of each, taking turns, after one to warm up; \`${query}\` over the whole copy; medians. Starts of processes included; so is, of a later question, a look at the names of all log files, whether they are still those that were kept`,
    "- CPU time is that of all processes. Wall time says little where other work runs on the machine: the load at the end is noted",
    "",
    "## Targets",
    "",
    "| target | limit | records | by wall time | by CPU time | |",
    "|---|--:|--:|--:|--:|---|",
    ...sizes.flatMap((size) => TARGETS.map((target) => targetRow(target, size))),
    ...sizes.map(({ subjects: { first, kept }, ...copy }) => memoryRow(copy, [...first.runs, ...kept.runs])),
    ...large.map(({ kept, ...copy }) => memoryRow(copy, [kept])),
    "",
    ...sizes.flatMap(sizeTable),
    ...large.flatMap(largeTable),
  ]
    .join("\n")
    .trimEnd()}\n`;
}

function targetRow({ title, limit, measured, isMet }: Target, size: Size): string {
  const [wall, cpu] = [measured(size, "wall"), measured(size, "cpu")];
  const verdict = isMet(wall) && isMet(cpu) ? "met" : "missed";
  return `| ${title} | ${limit} | ${number(size.records)} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${verdict} |`;
}

function memoryRow({ records, keeping }: Copy, runs: readonly Measured[]): string {
  const peak = Math.max(...[keeping, ...runs].map(({ peakMemory }) => peakMemory ?? 0));
  const verdict = peak < LARGEST_MEMORY ? "met" : "missed";
  return `| Peak memory | below ${LARGEST_MEMORY} MB | ${number(records)} | ${peak.toFixed(0)} MB | | ${verdict} |`;
}

function title({ records, files, megabytes }: Copy): string {
  return `## ${number(records)} records in ${number(files)} files, ${number(Math.round(megabytes))} MB compressed`;
}

const KEEPING = "investigate, the first question, and all kept for later ones";

/** Asked once: wall and CPU time say how long somebody waits, and are compared with nothing. */
function largeTable(copy: LargeCopy): readonly string[] {
  const row = (what: string, { wall, cpu, peakMemory = 0 }: Measured) =>
    `| ${what} | ${wall.toFixed(1)} s | ${cpu.toFixed(1)} s | ${peakMemory.toFixed(0)} MB |`;
  return [
    title(copy),
    "",
    "| once | wall | CPU | peak memory |",
    "|---|--:|--:|--:|",
    row(KEEPING, copy.keeping),
    row("investigate, a later question", copy.kept),
    "",
  ];
}

function sizeTable({ subjects, ...copy }: Size): readonly string[] {
  return [
    title(copy),
    "",
    "| | wall, median | min | CPU, median | min | peak memory |",
    "|---|--:|--:|--:|--:|--:|",
    ...Object.values(subjects).map(({ title, runs }) => {
      const [wall, cpu] = [summaryOf(runs.map((run) => run.wall)), summaryOf(runs.map((run) => run.cpu))];
      const peaks = runs.flatMap(({ peakMemory }) => peakMemory ?? []);
      const peak = peaks.length === 0 ? "" : `${Math.max(...peaks).toFixed(0)} MB`;
      return `| ${title} | ${seconds(wall, "median")} | ${seconds(wall, "min")} | ${seconds(cpu, "median")} | ${seconds(cpu, "min")} | ${peak} |`;
    }),
    onceRow(copy.keeping),
    "",
  ];
}

function onceRow({ wall, cpu, peakMemory = 0 }: Measured): string {
  return `| ${KEEPING}, once | ${wall.toFixed(2)} s | | ${cpu.toFixed(2)} s | | ${peakMemory.toFixed(0)} MB |`;
}

function seconds(summary: Summary, of: "median" | "min"): string {
  return `${summary[of].toFixed(2)} s`;
}

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { cacheFolder } from "../../src/tools/investigate/cache/cache";
import { CACHES } from "../../src/tools/investigate/run";
import { describeMachine } from "../machine";
import { writeCopy } from "./archive-copy";
import { type Copy, formatResults, type LargeCopy, type Measured, type Size } from "./results";
import { eachSubject, QUERY, type Subject, type SubjectName, subjectsFor } from "./subjects";

const ROUNDS = 3;

/** Records of the copies, where none are named. */
const SIZES = [200_000, 1_000_000];

/** From so many on a copy is asked once: whether memory grows with it is all that is looked at. */
const LARGE = 5_000_000;
const LARGEST = 10_000_000;

const REGIONS = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-2", "sa-east-1"];

const PROJECT = resolve(__dirname, "../..");

/** Measures org-trail investigate against jq and against DuckDB alone, and writes bench/investigate/RESULTS.md. */
function main(): void {
  const named = process.argv.slice(2).map(Number);
  const records = named.length === 0 ? [...SIZES, LARGEST] : named;
  const sizes = records.filter((size) => size < LARGE).map((size) => onCopy(size, measureSize));
  const large = records.filter((size) => size >= LARGE).map((size) => onCopy(size, measureLarge));
  const machine = [...describeMachine(), `load ${loadavg()[1]?.toFixed(1)}, two cores being 2`];
  writeFileSync(join(__dirname, "RESULTS.md"), formatResults(sizes, large, machine, ROUNDS, QUERY));
  console.log("Written: bench/investigate/RESULTS.md");
}

/** Measures a copy of so many records, which is there for that long. */
function onCopy<T>(records: number, measure: (copy: Copy, logs: string) => T): T {
  const logs = mkdtempSync(join(tmpdir(), "org-audit-trail-bench-"));
  try {
    console.log(`Writing a copy of ${records.toLocaleString("en-US")} records ...`);
    const days = Math.max(10, Math.ceil(records / 100_000));
    const files = writeCopy(logs, { records, accounts: 40, regions: REGIONS, days, recordsPerFile: 56, seed: 1 });
    const keeping = measured(subjectsFor(logs).kept, logs);
    console.log(`Asked and kept: ${keeping.wall.toFixed(1)} s`);
    return measure({ records, files, megabytes: bytesBelow(logs) / 1e6, keeping }, logs);
  } finally {
    rmSync(cacheFolder(logs, CACHES), { recursive: true, force: true });
    rmSync(logs, { recursive: true, force: true });
  }
}

/** The cache is made, and the files of all come from memory, before the first run that counts. */
function measureSize(copy: Copy, logs: string): Size {
  const subjects = subjectsFor(logs);
  const rounds: Readonly<Record<SubjectName, Measured>>[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    console.log(`Round ${round} of ${ROUNDS}`);
    rounds.push(eachSubject((name) => measured(subjects[name], logs)));
  }
  const timed = eachSubject((name) => ({ title: subjects[name].title, runs: rounds.map((round) => round[name]) }));
  return { ...copy, subjects: timed };
}

function measureLarge(copy: Copy, logs: string): LargeCopy {
  return { ...copy, kept: measured(subjectsFor(logs).kept, logs) };
}

/** @throws unless the subject printed what it should */
function measured({ line, prints = "ConsoleLogin" }: Subject, logs: string): Measured {
  const memory = `${logs}.memory`;
  rmSync(memory, { force: true });
  const script = `set -o pipefail; TIMEFORMAT='times %R %U %S'; time { ${line}; }`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
    cwd: PROJECT,
    env: { ...process.env, LC_ALL: "C", BENCH_PEAK_MEMORY: memory },
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const [, wall, user, system] = /times ([\d.]+) ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  if (status !== 0 || wall === undefined || !stdout.includes(prints))
    throw new Error(`Exit code ${status}:\n${line}\n${stderr}`);
  const times = { wall: Number(wall), cpu: Number(user) + Number(system) };
  if (!existsSync(memory)) return times;
  const peaks = readFileSync(memory, "utf8").trim().split("\n").map(Number);
  rmSync(memory);
  return { ...times, peakMemory: Math.max(...peaks) / 1024 };
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

main();

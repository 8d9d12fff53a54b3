import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describeMachine } from "../machine";
import { type Archive, writeArchive } from "./archive";
import { formatResults, type Measured, type Size } from "./results";

/** Log files of the archives: the smaller one shows whether memory grows with them. */
const SIZES = [10_000, 100_000];

const ROUNDS = 3;

const PROJECT = resolve(__dirname, "../..");

/** Measures org-trail verify against sha256sum and gunzip of the same files, and writes bench/verify/RESULTS.md. */
function main(): void {
  const sizes: Size[] = [];
  for (const logFiles of SIZES) {
    const scratch = mkdtempSync(join(tmpdir(), "org-audit-trail-bench-"));
    try {
      console.log(`Writing an archive of ${logFiles.toLocaleString("en-US")} log files ...`);
      sizes.push(measure(writeArchive(scratch, logFiles), scratch));
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
  writeFileSync(join(__dirname, "RESULTS.md"), formatResults(sizes, describeMachine(), ROUNDS));
  console.log("Written: bench/verify/RESULTS.md");
}

function measure(archive: Archive, scratch: string): Size {
  const ours: Measured[] = [];
  const floor: Measured[] = [];
  // One before the first, so that the files of all of them come from memory.
  hashAll(archive);
  for (let round = 1; round <= ROUNDS; round += 1) {
    ours.push(verify(archive, scratch));
    floor.push(hashAll(archive));
    console.log(`Round ${round} of ${ROUNDS}`);
  }
  return { ...archive, ours, floor };
}

/** @throws unless the archive is found to be sound */
function verify({ logs, keys, signatures }: Archive, scratch: string): Measured {
  const memory = join(scratch, "peak-memory");
  rmSync(memory, { force: true });
  const args = [
    "verify",
    "--logs",
    logs,
    "--keys",
    keys,
    "--newest-signature",
    signatures,
    "--output",
    join(scratch, "r"),
  ];
  const command = [
    process.execPath,
    "--require",
    join(PROJECT, "bench/peak-memory.cjs"),
    "src/tools/org-trail/bin.mjs",
  ];
  const times = timed([...command, ...args].map(quoted).join(" "), { BENCH_PEAK_MEMORY: memory });
  return { ...times, peakMemory: Number(readFileSync(memory, "utf8")) / 1024 };
}

/** The least that anybody has to do: unfold every file, and hash what comes out, as one stream. */
function hashAll({ logs }: Archive): Measured {
  return timed(`find ${quoted(logs)} -type f -print0 | xargs -0 -n 1000 gunzip -c | sha256sum > /dev/null`, {});
}

/** Wall time, and the CPU time of all processes. */
function timed(line: string, environment: NodeJS.ProcessEnv): Measured {
  const script = `set -o pipefail; TIMEFORMAT='times %R %U %S'; time { ${line}; }`;
  const { status, stderr } = spawnSync("bash", ["-c", script], {
    cwd: PROJECT,
    env: { ...process.env, ...environment, LC_ALL: "C" },
    encoding: "utf8",
  });
  const [, wall, user, system] = /times ([\d.]+) ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  if (status !== 0 || wall === undefined) throw new Error(`Exit code ${status}:\n${line}\n${stderr}`);
  return { wall: Number(wall), cpu: Number(user) + Number(system) };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

main();

import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { S3_CONCURRENCY } from "../../src/functions/trail-sentinel/clients";
import { describeMachine } from "../machine";
import { declarationOf, type Load, loadOf } from "./load";
import { formatResults, type Measured, type Scenario } from "./results";

/** Runs in one process: the first makes connections and compiles, the other finds a warm container. */
const RUNS = 2;

/** Processes of each kind, taking turns. */
const ROUNDS = 5;

const DEFAULT: Load = loadOf(1000, 17, 0);

/** Once each: they wait more than they work. */
const OTHERS: readonly (Omit<Scenario, "measured"> & { readonly load: Load })[] = [
  { title: "S3 answers every 1,000th listing SlowDown", load: loadOf(1000, 17, 0, 1000) },
  { title: "S3 answers every 20th listing SlowDown", load: loadOf(1000, 17, 0, 20) },
  {
    title: "3 opt-in Regions more, off in every account; ListRegions throttled at 5 a second",
    load: loadOf(1000, 17, 3),
  },
];

/** Measures the sentinel against a stand-in for AWS in another process, and writes bench/sentinel/RESULTS.md. */
async function main(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "org-audit-trail-bench-"));
  try {
    const bundle = join(scratch, "sentinel.cjs");
    bundleTo(bundle);
    const [sentinel, floor] = await measureDefault(bundle);
    const scenarios: Scenario[] = [];
    for (const { title, load } of OTHERS) {
      console.log(`${title} ...`);
      scenarios.push({ title, measured: await withServer(load, (port) => runSentinel(bundle, port, load, 1)) });
    }
    const listings = DEFAULT.accountIds.length * DEFAULT.regions.length;
    const calls = { listings, latencyMilliseconds: DEFAULT.latencyMilliseconds, concurrency: S3_CONCURRENCY };
    const results = { calls, sentinel, floor, scenarios, machine: describeMachine(), rounds: ROUNDS };
    writeFileSync(join(__dirname, "RESULTS.md"), formatResults(results));
    console.log("Written: bench/sentinel/RESULTS.md");
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** As the management stack bundles it: one CommonJS file, the SDK left to the runtime. */
function bundleTo(outfile: string): void {
  buildSync({
    entryPoints: [join(__dirname, "../../src/functions/trail-sentinel/create-handler.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["@aws-sdk/*"],
  });
}

async function measureDefault(bundle: string): Promise<readonly [readonly Measured[], readonly Measured[]]> {
  const sentinel: Measured[] = [];
  const floor: Measured[] = [];
  await withServer(DEFAULT, async (port) => {
    for (let round = 1; round <= ROUNDS; round++) {
      console.log(`Round ${round} of ${ROUNDS}`);
      sentinel.push(await runSentinel(bundle, port, DEFAULT, RUNS));
      floor.push(await runFloor(port));
    }
  });
  return [sentinel, floor];
}

async function withServer<T>(load: Load, work: (port: number) => Promise<T>): Promise<T> {
  const server: ChildProcess = fork(join(__dirname, "server.ts"), [JSON.stringify(load)], {
    execArgv: ["--import", "tsx"],
  });
  try {
    const [port] = await once(server, "message");
    return await work(Number(port));
  } finally {
    server.kill();
  }
}

function runSentinel(bundle: string, port: number, load: Load, runs: number): Promise<Measured> {
  const input = { declaration: declarationOf(load), archiveKeyArn: load.archiveKeyArn, runs };
  return runNode("sentinel.cjs", [bundle, String(port), JSON.stringify(input)]);
}

function runFloor(port: number): Promise<Measured> {
  const { trail } = declarationOf(DEFAULT);
  const listings = DEFAULT.accountIds.length * DEFAULT.regions.length;
  const input = { listings, concurrency: S3_CONCURRENCY, bucket: trail.bucketName };
  return runNode("floor.cjs", [String(port), JSON.stringify(input)]);
}

async function runNode(script: string, args: readonly string[]): Promise<Measured> {
  const env = { ...process.env, NODE_PATH: join(__dirname, "../../node_modules") };
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, script), ...args], { env });
  return JSON.parse(stdout);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

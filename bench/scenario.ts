import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { OrganizationInput } from "../src/config/organization";
import type { Command } from "./hyperfine";
import { payloadOf } from "./payload";
import { type Summary, summaryOf } from "./statistics";

export interface Scenario {
  readonly title: string;
  readonly organization: OrganizationInput;
}

/** What is measured, in this order. */
export const SUBJECTS = ["this application", "bare CDKTF app", "floor"] as const;
export type Subject = (typeof SUBJECTS)[number];

export interface Measurement {
  readonly seconds: Summary;
  /** Megabytes (2^20 bytes), of the greediest run. */
  readonly peakMemory: number;
}

export interface ScenarioResult {
  readonly title: string;
  readonly accounts: number;
  readonly resources: number;
  readonly bytes: number;
  readonly measurements: Readonly<Record<Subject, Measurement>>;
}

const PROJECT_ROOT = join(__dirname, "..");

/** Of the emitted bytes, between this application and the bare app. */
const TOLERANCE = 0.05;

/** An organization made ready to be measured. */
export interface Prepared {
  readonly title: string;
  readonly accounts: number;
  readonly resources: number;
  readonly bytes: number;
  /** One per subject. */
  readonly commands: readonly Command[];
  /** One per subject: where its runs note their peak memory. */
  readonly memoryFiles: readonly string[];
}

/** Generates an organization's inputs in a folder of its own, and sees that the bare app does the same work. */
export function prepare({ title, organization }: Scenario, folder: string): Prepared {
  mkdirSync(folder, { recursive: true });
  const at = (name: string) => join(folder, name);
  const [ours, bare, floor] = [at("out-ours"), at("out-bare"), at("out-floor")];
  const [oursMemory, bareMemory, floorMemory] = [at("memory-ours"), at("memory-bare"), at("memory-floor")];

  const oursEnvironment = { ORGANIZATION: at("organization.cjs"), CDKTF_OUTDIR: ours };
  const oursArguments = ["--import", "tsx", "main.ts"];
  writeFileSync(oursEnvironment.ORGANIZATION, `module.exports = ${JSON.stringify(organization)};\n`);
  runNode(oursEnvironment, oursArguments);

  const workloads = organization.accounts.workloads ?? [];
  const bareArguments = ["--import", "tsx", "bench/bare-app.ts", at("payload.json")];
  writeFileSync(at("payload.json"), JSON.stringify(payloadOf(ours, workloads)));
  runNode({ CDKTF_OUTDIR: bare }, bareArguments);
  assertAlike(ours, bare);

  const files = filesIn(ours);
  writeFileSync(
    at("list.json"),
    JSON.stringify(files.map((file) => ({ file, bytes: statSync(join(ours, file)).size }))),
  );
  writeFileSync(at("blob"), Buffer.concat(files.map((file) => readFileSync(join(ours, file)))));

  return {
    title,
    accounts: workloads.length + 2 + (organization.accounts.security === undefined ? 0 : 1),
    resources: resourcesIn(ours),
    bytes: bytesOf(ours, files),
    commands: [
      command({ ...oursEnvironment, BENCH_PEAK_MEMORY: oursMemory }, oursArguments, ours),
      command({ CDKTF_OUTDIR: bare, BENCH_PEAK_MEMORY: bareMemory }, bareArguments, bare),
      command({ BENCH_PEAK_MEMORY: floorMemory }, ["bench/floor.cjs", at("blob"), at("list.json"), floor], floor),
    ],
    memoryFiles: [oursMemory, bareMemory, floorMemory],
  };
}

/** @param times seconds of each run, per command of the scenario */
export function resultOf(prepared: Prepared, times: readonly (readonly number[])[]): ScenarioResult {
  const measurementOf = (index: number): Measurement => ({
    seconds: summaryOf(times[index] ?? []),
    peakMemory: summaryOf(linesOf(prepared.memoryFiles[index] ?? "").map(Number)).max / 1024,
  });
  return {
    ...prepared,
    measurements: { "this application": measurementOf(0), "bare CDKTF app": measurementOf(1), floor: measurementOf(2) },
  };
}

type Environment = Readonly<Record<string, string>>;

function runNode(environment: Environment, args: readonly string[]): void {
  execFileSync(process.execPath, args, { cwd: PROJECT_ROOT, env: { ...process.env, ...environment }, stdio: "pipe" });
}

function command(environment: Environment, args: readonly string[], outdir: string): Command {
  const assignments = Object.entries(environment).map(([name, value]) => `'${name}=${value}'`);
  const preload = join(PROJECT_ROOT, "bench", "peak-memory.cjs");
  return {
    line: ["env", ...assignments, `'${process.execPath}'`, "--require", `'${preload}'`, ...args.map(quoted)].join(" "),
    outdir,
  };
}

function quoted(argument: string): string {
  return `'${argument}'`;
}

/** The comparison means nothing where one writes less than the other. */
function assertAlike(ours: string, bare: string): void {
  const [oursBytes, bareBytes] = [ours, bare].map((outdir) => bytesOf(outdir, filesIn(outdir).filter(isTerraform)));
  if (oursBytes === undefined || bareBytes === undefined) return;
  const apart = Math.abs(oursBytes - bareBytes) / oursBytes;
  if (apart <= TOLERANCE) return;
  throw new Error(
    `The bare app emits ${bareBytes} bytes, this application ${oursBytes}: more than ${TOLERANCE * 100} % apart. Correct bench/payload.ts.`,
  );
}

function isTerraform(file: string): boolean {
  return file.endsWith(".json");
}

function filesIn(outdir: string): readonly string[] {
  return readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(outdir, join(entry.parentPath, entry.name)));
}

function bytesOf(outdir: string, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(join(outdir, file)).size, 0);
}

function resourcesIn(outdir: string): number {
  return filesIn(outdir)
    .filter((file) => file.endsWith("cdk.tf.json"))
    .map((file): { resource?: Record<string, object> } => JSON.parse(readFileSync(join(outdir, file), "utf8")))
    .flatMap(({ resource = {} }) => Object.values(resource))
    .reduce((sum, byId) => sum + Object.keys(byId).length, 0);
}

function linesOf(file: string): readonly string[] {
  return readFileSync(file, "utf8").trim().split("\n");
}

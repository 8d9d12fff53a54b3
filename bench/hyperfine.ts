import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A command line, for hyperfine to split as a shell would. */
export interface Command {
  readonly line: string;
  /** Folder that is removed before each run. */
  readonly outdir?: string;
  /** Whether its time counts though it fails. @default false */
  readonly mayFail?: boolean;
}

/** How to install it where it is missing. https://github.com/sharkdp/hyperfine#installation */
const INSTALL = "Install it: `apt install hyperfine` (Debian, Ubuntu), `brew install hyperfine` (macOS).";

export function requireHyperfine(): void {
  const { error, status } = spawnSync("hyperfine", ["--version"]);
  if (error !== undefined || status !== 0) throw new Error(`The benchmarks need hyperfine. ${INSTALL}`);
}

/**
 * Runs every command once a round, one after the other, so that a slow minute of the machine falls on all of them.
 *
 * @param onRound told the number of each finished round
 * @returns seconds of each run, per command
 */
export function timesOf(
  commands: readonly Command[],
  rounds: number,
  scratch: string,
  onRound: (round: number) => void,
): readonly (readonly number[])[] {
  const times: number[][] = commands.map(() => []);
  for (let round = 1; round <= rounds; round++) {
    oneRound(commands, round === 1 ? 1 : 0, scratch).forEach((seconds, index) => {
      times[index]?.push(seconds);
    });
    onRound(round);
  }
  return times;
}

function oneRound(commands: readonly Command[], warmup: number, scratch: string): readonly number[] {
  const exported = join(scratch, "hyperfine.json");
  const { status, stderr } = spawnSync(
    "hyperfine",
    [
      "--shell=none",
      "--style=none",
      // Judged below, per command.
      "--ignore-failure",
      `--warmup=${warmup}`,
      "--runs=1",
      `--export-json=${exported}`,
      // One before each command, in the same order.
      ...commands.flatMap(({ outdir }) => ["--prepare", outdir === undefined ? "true" : `rm -rf '${outdir}'`]),
      ...commands.map(({ line }) => line),
    ],
    { cwd: join(__dirname, ".."), encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`hyperfine failed:\n${stderr}`);
  const { results }: { results: readonly HyperfineResult[] } = JSON.parse(readFileSync(exported, "utf8"));
  return results.map(({ times: [seconds], exit_codes: [exitCode] }, index) => {
    const command = commands[index];
    if (exitCode !== 0 && command?.mayFail !== true) {
      throw new Error(`Exit code ${exitCode}, and no time worth having:\n${command?.line}`);
    }
    return seconds;
  });
}

/** https://github.com/sharkdp/hyperfine#json */
interface HyperfineResult {
  readonly times: readonly [number];
  readonly exit_codes: readonly [number];
}

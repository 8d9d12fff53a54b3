import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export interface OurCommand {
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Takes everything that is said. */
  readonly log: string;
  /** Written to its standard input. @default - nothing */
  readonly input?: string;
  readonly onLine?: (line: string) => void;
  /** Ends it as Ctrl-C would: it lets Terraform finish what it has begun. */
  readonly stop: AbortSignal;
}

export interface OurResult {
  readonly exitCode: number;
  readonly lines: readonly string[];
  /** What it said on standard error. */
  readonly errors: readonly string[];
}

/**
 * Runs one of our commands with this Node.js. It has a process group of its own: Ctrl-C at the terminal reaches it once,
 * from here.
 *
 * @throws Interrupted if it was told to stop, once it has ended
 */
export async function runOurCommand(call: OurCommand): Promise<OurResult> {
  const { args, folder, environment, log, input = "", onLine, stop } = call;
  stop.throwIfAborted();
  const child = spawn(process.execPath, ["--import", "tsx", ...args], {
    cwd: folder,
    env: environment,
    detached: true,
  });
  const interrupt = () => child.kill("SIGINT");
  stop.addEventListener("abort", interrupt, { once: true });
  try {
    child.stdin.on("error", () => {}); // it has ended before it read
    child.stdin.end(input);
    const lines = linesOf(child.stdout, log, onLine);
    const errors = linesOf(child.stderr, log, onLine);
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve(code ?? 1));
    });
    stop.throwIfAborted();
    return { exitCode, lines: await lines, errors: await errors };
  } finally {
    stop.removeEventListener("abort", interrupt);
  }
}

async function linesOf(stream: Readable, log: string, onLine?: (line: string) => void): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream })) {
    lines.push(line);
    appendFileSync(log, `${line}\n`, { mode: 0o600 });
    onLine?.(line);
  }
  return lines;
}

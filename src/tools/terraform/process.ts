import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import type { Interrupted } from "./interruption";
import { Refused } from "./refused";

export interface TerraformCall {
  /** Terraform's name or path. */
  readonly binary: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the call early, as Ctrl-C would: Terraform finishes what it has begun, saves its state, and lets its lock go. */
  readonly stop: AbortSignal;
}

export interface LoggedCall extends TerraformCall {
  /** Takes everything that Terraform says. */
  readonly log: string;
  /** Called once it has a process id; what it returns is called at its end. */
  readonly onStart?: (pid: number) => () => void;
  /** Called for each line that Terraform says, soon after. */
  readonly onLine?: (line: string) => void;
}

export interface LoggedResult {
  readonly exitCode: number;
  readonly output: string;
}

/** How often a log is looked at, in milliseconds. */
const LOOK_EVERY = 200;

/**
 * Runs Terraform with a file for its output. Were it a pipe of ours, Terraform would die in the middle of an apply when we
 * are killed; so it finishes. It has a session of its own, so that Ctrl-C reaches it once, from here: a second
 * interrupt would make it leave behind what it has begun.
 * https://developer.hashicorp.com/terraform/internals/lifecycle
 *
 * @throws Interrupted if it is not begun any more
 */
export async function runLogged({ log, onStart, onLine, ...call }: LoggedCall): Promise<LoggedResult> {
  call.stop.throwIfAborted();
  const file = openSync(log, "a", 0o600);
  const from = statSync(log).size;
  const follower = follow(log, from, onLine ?? (() => {}));
  try {
    const exitCode = await started(call, file, onStart);
    // Counted in bytes: the bars that Terraform draws take three each.
    return { exitCode, output: readFileSync(log).subarray(from).toString("utf8") };
  } finally {
    closeSync(file);
    follower.end();
  }
}

function started(
  { binary, args, folder, environment, stop }: TerraformCall,
  output: number,
  onStart: LoggedCall["onStart"],
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, {
      cwd: folder,
      env: environment,
      stdio: ["ignore", output, output],
      detached: true,
    });
    const ended = child.pid === undefined ? undefined : onStart?.(child.pid);
    const interrupt = () => child.kill("SIGINT");
    stop.addEventListener("abort", interrupt, { once: true });
    const end = () => {
      stop.removeEventListener("abort", interrupt);
      ended?.();
    };
    child.on("error", (error) => {
      end();
      reject(new CannotStart(binary, error));
    });
    child.on("close", (exitCode) => {
      end();
      resolve(exitCode ?? 1);
    });
  });
}

/**
 * What a Terraform command that only reads prints on standard output.
 *
 * @throws Refused with what it says on standard error, if it fails
 */
export function captured({ binary, args, folder, environment, stop }: TerraformCall): Promise<string> {
  return new Promise((resolve, reject) => {
    stop.throwIfAborted();
    const child = spawn(binary, args, {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const interrupt = () => child.kill("SIGINT");
    stop.addEventListener("abort", interrupt, { once: true });
    const texts = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      texts.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      texts.stderr += text;
    });
    child.on("error", (error) => reject(new CannotStart(binary, error)));
    child.on("close", (exitCode) => {
      stop.removeEventListener("abort", interrupt);
      if (stop.aborted) reject(stop.reason as Interrupted);
      else if (exitCode === 0) resolve(texts.stdout);
      else reject(new Refused(`terraform ${args.join(" ")} failed:\n${texts.stderr.trim()}`));
    });
  });
}

/** Terraform is not there, or is no program. */
export class CannotStart extends Refused {
  constructor(binary: string, { message }: Error) {
    super(`${binary} cannot be started: ${message}`);
  }
}

/** Hands over the lines that are added to a file, whole ones only, until it is told to end. */
function follow(file: string, from: number, onLine: (line: string) => void): { end(): void } {
  const reader = openSync(file, "r");
  const buffer = Buffer.alloc(64 * 1024);
  let position = from;
  let rest = "";
  const look = () => {
    for (;;) {
      const count = readSync(reader, buffer, 0, buffer.length, position);
      if (count === 0) return;
      position += count;
      const lines = (rest + buffer.toString("latin1", 0, count)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(Buffer.from(line, "latin1").toString("utf8"));
    }
  };
  const timer = setInterval(look, LOOK_EVERY);
  return {
    end() {
      clearInterval(timer);
      look();
      closeSync(reader);
    },
  };
}

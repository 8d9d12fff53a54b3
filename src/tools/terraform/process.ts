import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
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

interface NotedCall extends TerraformCall {
  /** Called once it has a process id; what it returns is called at its end. */
  readonly onStart?: (pid: number) => () => void;
}

export interface LoggedCall extends NotedCall {
  /** Takes everything that Terraform says. */
  readonly log: string;
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
export async function runLogged(call: LoggedCall): Promise<LoggedResult> {
  const { log, onLine, binary, args, folder, environment, stop } = call;
  stop.throwIfAborted();
  const file = openSync(log, "a", 0o600);
  const from = statSync(log).size;
  const follower = follow(log, from, onLine ?? (() => {}));
  try {
    const child = spawn(binary, args, { cwd: folder, env: environment, stdio: ["ignore", file, file], detached: true });
    const exitCode = await endOf(child, call);
    // Counted in bytes: the bars that Terraform draws take three each.
    return { exitCode, output: readFileSync(log).subarray(from).toString("utf8") };
  } finally {
    closeSync(file);
    follower.end();
  }
}

/**
 * Runs Terraform at our terminal, where it may ask something. It has a session of its own, as in runLogged, so whatever
 * stops us, Ctrl-C or `kill -INT`, it hears once, from us. It can still read the terminal: only a process whose own
 * controlling terminal that is can be kept from it.
 * https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap11.html#tag_11_01_04
 *
 * @returns its exit code
 * @throws Interrupted if it was told to stop
 */
export async function atTerminal(call: NotedCall): Promise<number> {
  const { binary, args, folder, environment, stop } = call;
  stop.throwIfAborted();
  const child = spawn(binary, args, { cwd: folder, env: environment, stdio: "inherit", detached: true });
  const exitCode = await endOf(child, call);
  stop.throwIfAborted();
  return exitCode;
}

/**
 * What a Terraform command that only reads prints on standard output.
 *
 * @throws Refused with what it says on standard error, if it fails; Interrupted if it was told to stop
 */
export async function captured(call: TerraformCall): Promise<string> {
  const { binary, args, folder, environment, stop } = call;
  stop.throwIfAborted();
  const child = spawn(binary, args, {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const texts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    texts.stderr += text;
  });
  const exitCode = await endOf(child, call);
  stop.throwIfAborted();
  if (exitCode !== 0) throw new Refused(`terraform ${args.join(" ")} failed:\n${texts.stderr.trim()}`);
  return texts.stdout;
}

/**
 * Waits for a process to end, and hands an interruption on to it meanwhile.
 *
 * @returns its exit code
 * @throws CannotStart
 */
async function endOf(child: ChildProcess, { binary, stop, onStart }: NotedCall): Promise<number> {
  const end = new Promise<number>((resolve, reject) => {
    child.on("error", (error) => reject(new CannotStart(binary, error)));
    child.on("close", (exitCode) => resolve(exitCode ?? 1));
  });
  const interrupt = () => void child.kill("SIGINT");
  stop.addEventListener("abort", interrupt, { once: true });
  const forget = child.pid === undefined ? undefined : onStart?.(child.pid);
  try {
    return await end;
  } finally {
    stop.removeEventListener("abort", interrupt);
    forget?.();
  }
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

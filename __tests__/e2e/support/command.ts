import { type ChildProcess, spawn } from "node:child_process";

export interface Result {
  /** Null when the process was killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Command {
  /** What a person reads while it runs: `[management] terraform plan`. */
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether somebody may type. @default false */
  readonly interactive?: boolean;
}

/** A command under way. */
export interface Running {
  readonly result: Promise<Result>;
  /** Resolves once standard output has `line`; rejects if the command ends before. */
  has(line: RegExp): Promise<void>;
  /** The same of standard error. */
  says(line: RegExp): Promise<void>;
  /** Sends the command alone a signal, as a supervisor would. */
  signal(signal: NodeJS.Signals): void;
  /** Writes on its standard input. */
  type(text: string): void;
  /** Ends the command and what it started, as a lost machine would. */
  kill(): void;
}

/** Starts a command, and says on standard error that it runs and how it ended. */
export function start({ label, command, args, folder, environment, interactive = false }: Command): Running {
  const started = Date.now();
  const report = (text: string) => process.stderr.write(`${label}: ${text}\n`);
  report("started");
  const child = spawn(command, args, {
    cwd: folder,
    env: environment,
    stdio: [interactive ? "pipe" : "ignore", "pipe", "pipe"],
    detached: true, // a process group of its own, so that what it starts can be ended with it
  });
  const output = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => {
    output.stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output.stderr += chunk;
  });

  const kill = () => killGroup(child);
  process.once("exit", kill);
  const result = new Promise<Result>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => {
      process.off("exit", kill);
      report(`exit code ${exitCode}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
      resolve({ exitCode, ...output });
    });
  });
  const until = (stream: "stdout" | "stderr") => (line: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (line.test(output[stream])) resolve();
      };
      look();
      child[stream]?.on("data", look);
      result.then(({ stdout, stderr }) => reject(new Error(`ended before ${line}:\n${stdout}${stderr}`)), reject);
    });
  const signal = (name: NodeJS.Signals) => void child.kill(name);
  const type = (text: string) => void child.stdin?.write(text);
  return { result, has: until("stdout"), says: until("stderr"), signal, type, kill };
}

function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    process.kill(-child.pid, "SIGKILL");
  }
}

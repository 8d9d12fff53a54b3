import { spawn } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Organization } from "../../config/organization";
import { loadChosen } from "../load-chosen";
import { terraformBinary } from "./binary";
import { refuseForeignState, terraformEnvironment } from "./environment";
import { Interruption } from "./interruption";
import { readStacks, type SynthesizedStack, selectStacks } from "./manifest";
import { atTerminal, captured, type LoggedResult, runLogged } from "./process";
import { Refused } from "./refused";
import { RunLock } from "./run-lock";
import { readStackJson } from "./stack-json";
import { parseState, type StackState } from "./state";
import { type PlanFiles, WorkFolder } from "./work-folder";

export const PROJECT_ROOT = resolve(__dirname, "../../..");

export interface SessionOptions {
  /**
   * Where the run says what it does: a command whose output is for a file or another program keeps standard output for
   * itself. @default "stdout"
   */
  readonly sayOn?: "stdout" | "stderr";
  /** Whether the logs outlive the run, among those of the last runs. @default true */
  readonly keepsLogs?: boolean;
}

/** One run of a command on an organization: what it synthesized for itself, and Terraform at work on that. */
export class Session {
  private readonly binary = terraformBinary(process.env);

  private constructor(
    readonly organization: Organization,
    /** Every stack, in the order they are applied. */
    readonly stacks: readonly SynthesizedStack[],
    readonly interruption: Interruption,
    private readonly work: WorkFolder,
    private readonly lock: RunLock,
    private readonly logs: string,
    private readonly sayOn: "stdout" | "stderr",
  ) {}

  /**
   * Locks the organization that ORGANIZATION names, synthesizes it into a folder of the run's own, and hands it to `use`.
   * Another synth beside it changes nothing of what `use` sees. Afterwards the folder, its plans included, is deleted.
   *
   * @param command for whoever finds it at work: `npm run deploy management`
   * @throws LockHeld, ConfigError, Interrupted, or what `use` throws
   */
  static async with<Result>(
    command: string,
    use: (session: Session) => Promise<Result>,
    { sayOn = "stdout", keepsLogs = true }: SessionOptions = {},
  ): Promise<Result> {
    refuseForeignState(process.env);
    const interruption = Interruption.listen((signal, again) =>
      console.error(
        again
          ? "Still waiting for Terraform. Stopping it harder would leave behind what it has begun, and its lock."
          : `${signal}: no further stack is begun. Waiting for Terraform to finish what it has begun, save its state and release its lock.`,
      ),
    );
    const organization = await loadChosen(PROJECT_ROOT);
    const work = new WorkFolder(PROJECT_ROOT, organization.name);
    const lock = RunLock.acquire(work.lockFile, command);
    try {
      await waitForOrphans(lock, interruption.signal);
      work.deleteAbandonedRuns();
      const folder = work.makeRun();
      try {
        await synthesizeInto(folder, interruption.signal, process[sayOn]);
        const logs = keepsLogs ? work.makeLogs(new Date()) : folder;
        return await use(new Session(organization, readStacks(folder), interruption, work, lock, logs, sayOn));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    } finally {
      lock.release();
    }
  }

  /** Tells whoever started the run what it does. */
  say(line: string): void {
    if (this.sayOn === "stdout") console.log(line);
    else console.error(line);
  }

  select(names: readonly string[]): readonly SynthesizedStack[] {
    return selectStacks(this.stacks, names);
  }

  logOf(stack: SynthesizedStack): string {
    return join(this.logs, `${stack.name}.log`);
  }

  /** Where a stack's plan is kept, until the next one. */
  plansOf({ name }: SynthesizedStack): PlanFiles {
    return this.work.plansOf(name);
  }

  /** Stacks that the description named once, and does not name any more. */
  formerNames(): readonly string[] {
    return this.work.stacksWithData().filter((name) => this.stacks.every((stack) => stack.name !== name));
  }

  /** A place for a stack's files that outlives the run. */
  dataOf({ name }: Pick<SynthesizedStack, "name">): string {
    return this.work.dataOf(name);
  }

  /** `terraform init`, with the provider's lock file of the first init there was. */
  async init(stack: SynthesizedStack): Promise<LoggedResult> {
    const { version } = readStackJson(stack.folder).terraform.required_providers.aws;
    const kept = this.work.providerLock(version);
    const used = join(stack.folder, LOCK_FILE);
    if (existsSync(kept)) copyFileSync(kept, used);
    // A changed backend is judged by what the state has, not by what this folder last saw.
    const result = await this.run(stack, ["init", "-input=false", "-no-color", "-reconfigure"]);
    // It failed because it was interrupted.
    if (result.exitCode !== 0) this.interruption.signal.throwIfAborted();
    if (result.exitCode === 0 && !existsSync(kept) && existsSync(used)) copyFileSync(used, kept);
    return result;
  }

  /** Runs Terraform in a stack's folder; its words go to the stack's log. */
  run(stack: SynthesizedStack, args: readonly string[], onLine?: (line: string) => void): Promise<LoggedResult> {
    return runLogged({
      ...this.callOf(stack, args),
      log: this.logOf(stack),
      onLine,
      onStart: this.noted(stack, args),
    });
  }

  /** Gives Terraform the terminal, where it may ask something. Returns its exit code. */
  runAtTerminal(stack: SynthesizedStack, args: readonly string[]): Promise<number> {
    return atTerminal({ ...this.callOf(stack, args), onStart: this.noted(stack, args) });
  }

  /** @param stop ends the reading. @default what ends the run */
  async stateOf(stack: SynthesizedStack, stop = this.interruption.signal): Promise<StackState> {
    return parseState(await captured({ ...this.callOf(stack, ["state", "pull"]), stop }));
  }

  /** What a command that only reads prints. */
  read(stack: SynthesizedStack, args: readonly string[]): Promise<string> {
    return captured(this.callOf(stack, args));
  }

  /** Version of the Terraform that is there. @throws CannotStart */
  async terraformVersion(): Promise<string> {
    const [stack] = this.stacks;
    if (stack === undefined) throw new Error("no stack was synthesized");
    return JSON.parse(await this.read(stack, ["version", "-json"])).terraform_version;
  }

  environmentOf(stack: SynthesizedStack): NodeJS.ProcessEnv {
    return terraformEnvironment(process.env, {
      dataFolder: join(this.dataOf(stack), ".terraform"),
      pluginCache: this.work.pluginCache,
    });
  }

  private noted({ name }: SynthesizedStack, [verb]: readonly string[]) {
    return (pid: number) => this.lock.note(pid, `${verb} of ${name}`);
  }

  private callOf(stack: SynthesizedStack, args: readonly string[]) {
    return {
      binary: this.binary,
      args,
      folder: stack.folder,
      environment: this.environmentOf(stack),
      stop: this.interruption.signal,
    };
  }
}

const LOCK_FILE = ".terraform.lock.hcl";

/** A run that was killed leaves Terraform at work, and its state locked: what comes after it waits for that end. */
async function waitForOrphans(lock: RunLock, stop: AbortSignal): Promise<void> {
  const { abandoned } = lock;
  if (abandoned === undefined) return;
  console.error(
    `The last run, \`${abandoned.command}\` of ${abandoned.since}, was killed. This one goes on from there.`,
  );
  let said = false;
  for (let left = lock.remaining(); left.length > 0; left = lock.remaining()) {
    if (!said) {
      const named = left.map(({ what, pid }) => `${what} (process ${pid})`).join(", ");
      console.error(`Waiting for the Terraform that it left at work: ${named}.`);
    }
    said = true;
    await setTimeout(500, undefined, { signal: stop }).catch(() => stop.throwIfAborted());
  }
}

/**
 * Runs the application itself, so that a plan shows what `npm run synth` writes.
 *
 * @param said where the application says what it wrote
 * @param organization one other than ORGANIZATION names
 */
export async function synthesizeInto(
  folder: string,
  stop: AbortSignal,
  said: NodeJS.WriteStream | "ignore",
  organization = process.env.ORGANIZATION,
): Promise<void> {
  stop.throwIfAborted();
  const child = spawn(process.execPath, ["--import", "tsx", "main.ts"], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ORGANIZATION: organization, CDKTF_OUTDIR: folder },
    stdio: ["ignore", said, "inherit"],
  });
  const exitCode = await new Promise<number | null>((done, failed) => {
    child.on("error", failed);
    child.on("close", done);
  });
  stop.throwIfAborted();
  if (exitCode !== 0) throw new Refused("Nothing was done: the organization could not be synthesized.");
}

/** Version that the project is developed with. */
export const PINNED_TERRAFORM = readFileSync(join(PROJECT_ROOT, ".terraform-version"), "utf8").trim();

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { OPTIONAL_FILES } from "../../../src/adoption/files";
import { checkOut } from "../../../src/tools/emulator/checkout";
import type { Emulator } from "../../../src/tools/emulator/emulator";
import { emulatedEnvironment, networkOf } from "../../../src/tools/emulator/environment";
import type { Tools } from "../../../src/tools/emulator/requirements";
import { terraformBinary } from "../../../src/tools/terraform/binary";
import { type Result, type Running, start } from "./command";

const PROJECT = join(__dirname, "..", "..", "..");

/** Where stacks are applied: a folder shaped as the application's own output, and the settings all stacks share. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "e2e-"));
  /** The project's sources, in a folder that only this test works in: state, locks and plans are kept beside them. */
  readonly checkout = join(this.folder, "checkout");
  private readonly home = join(this.folder, "home");

  constructor(
    private readonly tools: Tools,
    private readonly emulator: Emulator,
  ) {
    mkdirSync(this.home);
    checkOut(PROJECT, this.checkout);
    writeFileSync(join(this.home, "aws-config"), emulator.profiles());
  }

  /**
   * A working copy of one emitted stack, run with one account's credentials.
   *
   * The copy lies at cdktf.out/stacks/<stack> in the workspace because CDKTF's local backend writes its state
   * three folders up.
   */
  stack(emitted: string, accountId: string): Terraform {
    const stack = basename(emitted);
    const copy = join(this.folder, "cdktf.out", "stacks", stack);
    for (const file of OPTIONAL_FILES) rmSync(join(copy, file), { force: true });
    cpSync(emitted, copy, { recursive: true, filter: (path) => basename(path) !== ".terraform" });
    return new Terraform(stack, copy, this.environment(accountId));
  }

  /**
   * Runs a command in a checkout of the project, as its user would, with one account's credentials.
   */
  command(accountId: string, environment: NodeJS.ProcessEnv, command: string, ...args: string[]): Promise<Result> {
    return this.commandStarted(accountId, environment, command, ...args).result;
  }

  /** The same, while the test does something else. */
  commandStarted(accountId: string, environment: NodeJS.ProcessEnv, command: string, ...args: string[]): Running {
    return start({
      label: [command, ...args].join(" "),
      command,
      args,
      folder: this.checkout,
      environment: this.commandEnvironment(accountId, environment),
    });
  }

  /** The same at a terminal, where somebody types: `type("\x03")` is Ctrl-C. */
  commandAtTerminal(accountId: string, environment: NodeJS.ProcessEnv, command: string, ...args: string[]): Running {
    return start({
      label: `${[command, ...args].join(" ")}, at a terminal`,
      command: this.tools.python,
      args: [join(__dirname, "terminal.py"), command, ...args],
      folder: this.checkout,
      environment: this.commandEnvironment(accountId, environment),
      interactive: true,
    });
  }

  private commandEnvironment(accountId: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return { ...this.environment(accountId), CDKTF_OUTDIR: join(this.folder, "cdktf.out"), ...environment };
  }

  remove(): void {
    // A provider that was told to end may still write its last lines.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  }

  /** Nothing of the user's AWS settings. */
  private environment(accountId: string): NodeJS.ProcessEnv {
    const { tools, emulator, home } = this;
    const awsConfig = join(home, "aws-config");
    const network = networkOf(process.env);
    return emulatedEnvironment(process.env, { tools, emulator, network, home, awsConfig, accountId });
  }
}

/** Runs terraform on one working copy, and says on standard error what it runs. */
export class Terraform {
  constructor(
    readonly stack: string,
    readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** The same, planning and applying nothing but some of it: `-target=...`. */
  only(targets: string): Terraform {
    return new Terraform(this.stack, this.folder, {
      ...this.environment,
      // Not on the command line, which is shown while it runs.
      TF_CLI_ARGS_plan: targets,
      TF_CLI_ARGS_apply: targets,
    });
  }

  /** The same, as somebody else. */
  as(credentials: NodeJS.ProcessEnv): Terraform {
    return new Terraform(this.stack, this.folder, { ...this.environment, ...credentials });
  }

  /** The same, on another working copy. */
  in(folder: string): Terraform {
    return new Terraform(this.stack, folder, this.environment);
  }

  init(...options: string[]): Promise<Result> {
    return this.run("init", ...options);
  }

  validate(): Promise<Result> {
    return this.run("validate");
  }

  /** Exit code 0: nothing to change; 1: an error; 2: changes. */
  plan(): Promise<Result> {
    return this.run("plan", "-detailed-exitcode");
  }

  apply(): Promise<Result> {
    return this.applyStarted().result;
  }

  destroy(): Promise<Result> {
    return this.run("destroy", "-auto-approve");
  }

  async stateList(): Promise<readonly string[]> {
    const { stdout } = await this.run("state", "list");
    return stdout.split("\n").filter(Boolean);
  }

  /** An apply that goes on while the test does something else. */
  applyStarted(): Running {
    return this.start("apply", "-auto-approve");
  }

  /** Applies until its output has `line`, then ends Terraform and its providers as a lost machine would. */
  async applyKilledAt(line: RegExp): Promise<Result> {
    const apply = this.applyStarted();
    await apply.has(line);
    apply.kill();
    return apply.result;
  }

  run(...words: readonly string[]): Promise<Result> {
    return this.start(...words).result;
  }

  private start(...words: readonly string[]): Running {
    return start({
      label: `[${this.stack}] terraform ${words[0]}`,
      command: terraformBinary(process.env),
      args: [...words, "-no-color"],
      folder: this.folder,
      environment: this.environment,
    });
  }
}

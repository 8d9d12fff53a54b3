import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { loadOrganization } from "../../../../src/config/load-organization";
import type { AdoptionReport } from "../../../../src/tools/adopt/report/report";
import type { Emulator } from "../../../../src/tools/emulator/emulator";
import type { Tools } from "../../../../src/tools/emulator/requirements";
import { askflorence } from "../../../support/synthesized";
import { expectSucceeded, said } from "../assertions";
import type { Result } from "../command";
import { Workspace } from "../terraform";
import { type Watched, watchDelivery } from "./delivery-watch";
import type { HandBuilt } from "./hand-built";
import { startHandBuilt } from "./start";

const MANAGEMENT = askflorence.accounts.management.id;
const QUIET = { NODE_NO_WARNINGS: "1" };

/** An organization as people built it, and a checkout in which somebody adopts it. */
export class Sitting {
  private constructor(
    readonly emulator: Emulator,
    readonly workspace: Workspace,
    /** Whose credentials the shell holds. */
    private readonly shell: NodeJS.ProcessEnv = {},
  ) {}

  /** The same, as somebody else. */
  as(shell: NodeJS.ProcessEnv): Sitting {
    return new Sitting(this.emulator, this.workspace, shell);
  }

  static async begin(tools: Tools, built: HandBuilt): Promise<Sitting> {
    const emulator = await startHandBuilt(tools, askflorence, built);
    return new Sitting(emulator, new Workspace(tools, emulator));
  }

  adopt(...options: readonly string[]): Promise<Result> {
    return this.tool("adopt", "--format", "json", ...options);
  }

  tool(...words: readonly string[]): Promise<Result> {
    return this.run("org-trail", ...words);
  }

  /** A command of the project's: `deploy`, `plan`, `org-trail`. */
  run(command: string, ...words: readonly string[]): Promise<Result> {
    const args = ["--import", "tsx", `src/tools/${command}/main.ts`, ...words];
    return this.workspace.command(MANAGEMENT, { ...QUIET, ...this.shell }, process.execPath, ...args);
  }

  /** Writes a line of the description, as the report says it. */
  describe(before: string, after: string): void {
    const file = this.fileOf("askflorence.ts");
    const text = readFileSync(file, "utf8");
    if (!text.includes(before)) throw new Error(`the description has no ${before}`);
    writeFileSync(file, text.replace(before, after));
  }

  fileOf(name: string): string {
    return join(this.workspace.checkout, "organizations", name);
  }

  /** Accepts everything that a report leaves, as its last lines propose, with a reason. */
  accept({ weaker, covered, decisions }: AdoptionReport): void {
    const today = new Date().toISOString().slice(0, 10);
    const common = {
      reason: "Agreed with the owner of the organization on the day.",
      acceptedOn: today,
      expiresOn: today,
    };
    const accepted = [
      ...[...weaker, ...covered].map(({ stack, check, address, attribute }) => ({
        stack,
        check,
        address,
        attribute,
        ...common,
      })),
      ...decisions.map(({ check, address, finding = { stack: "(adoption)", address } }) => ({
        check,
        ...finding,
        ...common,
      })),
    ];
    writeFileSync(this.fileOf("askflorence.accepted.json"), JSON.stringify({ accepted }));
  }

  /** What was accepted is applied: nothing of it is left to accept. */
  acceptNothingMore(): void {
    rmSync(this.fileOf("askflorence.accepted.json"));
  }

  /** A look, to its end: with a report. */
  async report(): Promise<AdoptionReport> {
    return reportIn(await this.adopt());
  }

  /** Exit code 0: no change; 2: changes; 3: findings. */
  plan(...stacks: readonly string[]): Promise<Result> {
    return this.run("plan", ...stacks);
  }

  /** Applies, and looks all the while whether the trail may deliver. */
  async deploy(...stacks: readonly string[]): Promise<{ readonly result: Result; readonly watched: Watched }> {
    const organization = await loadOrganization("askflorence", this.workspace.checkout);
    const deployed = this.run("deploy", ...stacks, "--auto-approve");
    const watched = await watchDelivery(this.emulator, organization, deployed);
    return { result: await deployed, watched };
  }

  /**
   * Lets go of everything, as docs/runbooks/leave.md says.
   *
   * @returns what was asked of AWS meanwhile that is no read
   */
  async leave(): Promise<readonly string[]> {
    this.describe('name: "askflorence",', 'name: "askflorence",\n  leave: true,');
    const today = new Date().toISOString().slice(0, 10);
    const accepted = ["log-archive", "management"].map((stack) => ({
      ...{ check: "forgotten", stack, address: "(plan)", reason: "We leave Terraform, as agreed with the owner." },
      ...{ acceptedOn: today, expiresOn: today },
    }));
    writeFileSync(this.fileOf("askflorence.accepted.json"), JSON.stringify({ accepted }));
    const { calls: before } = await this.emulator.judgement();
    expectSucceeded(await this.run("deploy", "--auto-approve"));
    const { calls } = await this.emulator.judgement();
    const asked = Object.keys(calls).filter((operation) => calls[operation] !== before[operation]);
    return asked.filter((operation) => !/\.(?:Get|List|Describe|Head)/.test(operation));
  }

  async end(): Promise<void> {
    this.workspace.remove();
    await this.emulator.stop();
  }
}

export function reportIn({ stdout, stderr }: Result): AdoptionReport {
  if (!stdout.startsWith("{")) throw new Error(`no report:\n${stdout}${stderr}`);
  return JSON.parse(stdout) as AdoptionReport;
}

export const checksOf = ({ decisions }: AdoptionReport) => decisions.map(({ check }) => check);

/** The stacks are applied, and no count of what was done has a resource that is destroyed; a replaced one counts as both. */
export function expectTakenOver(result: Result, stacks: readonly string[]): void {
  expectSucceeded(result);
  for (const stack of stacks)
    expect(result.stdout).toMatch(new RegExp(`^${stack}: applied in .*: [1-9]\\d* to import, `, "m"));
  expect(said(result)).not.toMatch(/to destroy|to replace|must be replaced|will be destroyed/);
}

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AdoptionReport } from "../../../../src/tools/adopt/report/report";
import type { Emulator } from "../../../../src/tools/emulator/emulator";
import type { Tools } from "../../../../src/tools/emulator/requirements";
import { askflorence } from "../../../support/synthesized";
import { expectSucceeded } from "../assertions";
import type { Result } from "../command";
import { type Terraform, Workspace } from "../terraform";
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
  accept({ weaker, decisions }: AdoptionReport): void {
    const today = new Date().toISOString().slice(0, 10);
    const common = {
      reason: "Agreed with the owner of the organization on the day.",
      acceptedOn: today,
      expiresOn: today,
    };
    const accepted = [
      ...weaker.map(({ stack, check, address, attribute }) => ({ stack, check, address, attribute, ...common })),
      ...decisions.map(({ check, address, finding = { stack: "(adoption)", address } }) => ({
        check,
        ...finding,
        ...common,
      })),
    ];
    writeFileSync(this.fileOf("askflorence.accepted.json"), JSON.stringify({ accepted }));
  }

  async stack(name: string, accountId: string): Promise<Terraform> {
    const output = join(this.workspace.checkout, "synthesized");
    const environment = { ...QUIET, CDKTF_OUTDIR: output };
    expectSucceeded(
      await this.workspace.command(MANAGEMENT, environment, process.execPath, "--import", "tsx", "main.ts"),
    );
    const terraform = this.workspace.stack(join(output, "stacks", name), accountId);
    expectSucceeded(await terraform.init());
    return terraform;
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

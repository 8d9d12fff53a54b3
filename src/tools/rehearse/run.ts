import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Adoption } from "../../config/adoption";
import type { Organization } from "../../config/organization";
import type { Holding } from "../../policies/deployer/permissions";
import type { Door } from "../emulator/door";
import type { Emulator } from "../emulator/emulator";
import { emulatedEnvironment } from "../emulator/environment";
import { describeViolation } from "../emulator/judgement";
import type { Tools } from "../emulator/requirements";
import { holdingsOf } from "../permissions/holdings";
import type { Accepted } from "../review/accepted";
import { noticesOf } from "../synth/notices";
import { readStacks } from "../terraform/manifest";
import { Refused } from "../terraform/refused";
import { PROJECT_ROOT } from "../terraform/session";
import { parseState } from "../terraform/state";
import { WorkFolder } from "../terraform/work-folder";
import { formatDuration } from "../words";
import { proposedAcceptances } from "./acceptances";
import { describedAccounts } from "./described-roles";
import { details } from "./details";
import { canDrill, drill } from "./drill";
import { rehearsedAdoption } from "./emulated-ids";
import { makeOrganization, stateClient } from "./make-organization";
import { makeRoles, withdraw } from "./make-roles";
import { type OurResult, runOurCommand } from "./our-command";
import { report } from "./report";
import { askedOf, problemsOf, type Rehearsal, type StackResult, type Step } from "./result";
import type { Sandbox } from "./sandbox";
import { stacksToRehearse } from "./stacks-to-rehearse";
import { type LaidDown, layDownWhatIsLive } from "./what-is-live";

export interface RehearseOptions {
  /** Keeps the emulator until Ctrl-C, whatever became of the rehearsal. */
  readonly keep: boolean;
}

const say = (line: string): void => console.error(line);

/** How often a line of an apply is shown, in milliseconds. */
const SAY_EVERY = 5_000;

/** One rehearsal under way. */
export class Run {
  private readonly steps: Step[] = [];
  /** The step under way. */
  private under = "the start";
  private environment: NodeJS.ProcessEnv;

  constructor(
    private readonly organization: Organization,
    private readonly described: string,
    private readonly sandbox: Sandbox,
    private readonly emulator: Emulator,
    private readonly door: Door,
    tools: Tools,
    private readonly stop: AbortSignal,
  ) {
    const { home, awsConfig } = sandbox;
    const accountId = organization.accounts.management.id;
    this.environment = {
      ...emulatedEnvironment(process.env, { tools, emulator, network: door.environment(), home, awsConfig, accountId }),
      ORGANIZATION: described,
      // Our commands then end with this process, as they do with npm's.
      npm_lifecycle_event: "rehearse",
    };
  }

  async toItsEnd({ keep }: RehearseOptions): Promise<number> {
    const exitCode = await this.exitCode();
    if (keep) await this.kept();
    return exitCode;
  }

  private async exitCode(): Promise<number> {
    try {
      const rehearsal = await this.rehearsal();
      const folder = this.results(rehearsal.when);
      writeFileSync(join(folder, "page.md"), report(rehearsal, "markdown"));
      writeFileSync(join(folder, "details.md"), details(rehearsal));
      process.stdout.write(`\n${report(rehearsal, "text")}`);
      say(`\nKept in ${relative(process.cwd(), folder)}: page.md (this page), details.md (each attack), commands.log`);
      return problemsOf(rehearsal).length === 0 ? 0 : 1;
    } catch (error) {
      if (this.stop.aborted || !(error instanceof Refused)) throw error;
      const log = join(this.results(new Date()), "commands.log");
      say(
        `\nRehearsal of ${this.organization.name}: FAILED at ${this.under}. AWS was not touched.\n\n${error.message}`,
      );
      if (existsSync(log)) say(`\nEverything that the commands said: ${relative(process.cwd(), log)}`);
      return 1;
    }
  }

  /** Where the results stay, with what the commands said. */
  private results(when: Date): string {
    const folder = new WorkFolder(PROJECT_ROOT, this.organization.name).makeRehearsal(when);
    const { log } = this.sandbox;
    if (existsSync(log)) copyFileSync(log, join(folder, "commands.log"));
    return folder;
  }

  private async rehearsal(): Promise<Rehearsal> {
    const { organization, emulator } = this;
    const { names, leftOut } = stacksToRehearse(organization);
    say(`Rehearsing ${organization.name} on an emulator: ${names.join(", ")}.`);
    const when = new Date();
    const { adopt, notice } = rehearsedAdoption(organization);
    const { before, holdings } = await this.step("the organization", async () => ({
      before: await makeOrganization(emulator, organization),
      holdings: await this.holdings(),
    }));
    const live = await this.whatIsLive(adopt);
    // Only now: what is live was made by other hands than these roles.
    const roles = await makeRoles(emulator, organization, names, holdings);
    this.environment = { ...this.environment, ...roles.shell };
    const { applied, toAccept } = await this.step("npm run deploy", () => this.deploy(names, live !== undefined));
    this.sandbox.acceptNothing();
    await withdraw(emulator, organization, roles.terraform, "register-administrator");
    const replanned = await this.step("npm run plan", () => this.command("plan", names, [0, 2]));
    const judgement = await emulator.judgement();
    const stacks = await Promise.all(names.map((name) => this.stackResult(name, applied, replanned)));
    const answer = canDrill(PROJECT_ROOT) ? await this.step("the attack drill", () => this.drill(names)) : undefined;
    return {
      organization: organization.name,
      organizationId: organization.organizationId,
      when,
      before: [
        ...before,
        `${roles.terraform.length} roles of Terraform, with the policies that \`npx org-trail permissions\` prints`,
        ...(live === undefined ? [] : [`${live.resources} live resources, which the description adopts`]),
      ],
      stacks,
      leftOut,
      steps: this.steps,
      drill: answer,
      judged: {
        calls: Object.values(judgement.calls).reduce((sum, one) => sum + one, 0),
        violations: judgement.violations.map(describeViolation),
      },
      asked: askedOf(await emulator.authorizations()),
      toAccept,
      refusedByDoor: [...new Set(this.door.refused)],
      notices: [...noticesOf(organization), ...(notice === undefined ? [] : [notice])],
      substituted: live?.substituted ?? [],
    };
  }

  /** What Terraform works on in each account, by a synthesis that is thrown away. */
  private async holdings(): Promise<readonly Holding[]> {
    const output = this.sandbox.throwaway;
    await this.ours(["main.ts"], { CDKTF_OUTDIR: output }, [0]);
    return holdingsOf(this.organization, readStacks(output));
  }

  /** Makes what the description adopts, and says from then on that it is live. */
  private async whatIsLive(adopt: Adoption): Promise<LaidDown | undefined> {
    if (Object.values(adopt).every((section) => Object.values(section).every((said) => said === false)))
      return undefined;
    const { sandbox, environment, stop } = this;
    return this.step("what is live", async () => {
      const live = await layDownWhatIsLive({ adopt, output: sandbox.throwaway, environment, log: sandbox.log, stop });
      sandbox.adopt(this.described, live.adopt);
      return live;
    });
  }

  private async step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    say(`\n── ${what}`);
    this.under = what;
    const begun = Date.now();
    const result = await work();
    const milliseconds = Date.now() - begun;
    this.steps.push({ what, milliseconds });
    say(`${what}: ${formatDuration(milliseconds)}`);
    return result;
  }

  /**
   * Deploys. What an adoption changes of live resources may be for a person to accept: that is noted, accepted here, and
   * deployed with the stacks that are left.
   */
  private async deploy(names: readonly string[], adopts: boolean) {
    const lines: string[] = [];
    const toAccept: Accepted[] = [];
    let left = names;
    for (;;) {
      const result = await this.command("deploy", [...left, "--auto-approve"], adopts ? [0, 1] : [0]);
      lines.push(...result.lines.filter((line) => !line.endsWith(": not begun")));
      if (result.exitCode === 0) return { applied: { ...result, lines }, toAccept };
      const proposed = proposedAcceptances(result.errors);
      const [first] = proposed;
      if (first === undefined || toAccept.some(({ stack }) => stack === first.stack)) throw failed(result);
      toAccept.push(...proposed);
      this.sandbox.accept(this.organization.name, proposed);
      left = names.slice(names.indexOf(first.stack));
    }
  }

  /** Runs one of our commands in the checkout, and shows now and then how far it is. */
  private command(name: string, args: readonly string[], expected: readonly number[]): Promise<OurResult> {
    return this.ours([join("src", "tools", name, "main.ts"), ...args], {}, expected);
  }

  private async ours(
    args: readonly string[],
    variables: NodeJS.ProcessEnv,
    expected: readonly number[],
  ): Promise<OurResult> {
    let saidAt = 0;
    const result = await runOurCommand({
      args,
      folder: this.sandbox.checkout,
      environment: { ...this.environment, ...variables },
      log: this.sandbox.log,
      stop: this.stop,
      onLine: (line) => {
        if (!isProgress(line) || Date.now() - saidAt < SAY_EVERY) return;
        saidAt = Date.now();
        say(line);
      },
    });
    if (expected.includes(result.exitCode)) return result;
    throw failed(result);
  }

  private async stackResult(name: string, applied: OurResult, replanned: OurResult): Promise<StackResult> {
    const state = parseState(await this.stateOf(name));
    return {
      name,
      accountId: describedAccounts(this.organization).find((one) => one.name === name)?.account.id ?? "",
      resources: state.resources.flatMap(({ instances }) => instances).length,
      applied: saidOf(name, applied),
      replanned: saidOf(name, replanned),
    };
  }

  private async stateOf(stack: string): Promise<string> {
    const { state, name } = this.organization;
    if (state.backend === "local") {
      return readFileSync(join(this.sandbox.checkout, `terraform.${name}.${stack}.tfstate`), "utf8");
    }
    const s3 = stateClient(this.emulator, this.organization);
    const Key = `${state.prefix ?? name}/${stack}.tfstate`;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: state.bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  }

  private drill(applied: readonly string[]) {
    const { described: organization, emulator, environment, sandbox, stop } = this;
    return drill(
      PROJECT_ROOT,
      { endpoint: emulator.endpoint, organization, applied },
      { environment, log: sandbox.log, stop },
    );
  }

  /** Waits for Ctrl-C, with the emulator there for another shell. */
  private async kept(): Promise<void> {
    const { sandbox, stop } = this;
    const administrator = this.emulator.environment(this.organization.accounts.management.id);
    writeFileSync(sandbox.environmentFile, shellScript({ ...this.environment, ...administrator }), { mode: 0o600 });
    say(`
The emulator is kept, at ${this.emulator.endpoint}. In another shell:
  . ${sandbox.environmentFile}
  cd ${sandbox.checkout}
  npm run plan
Any other command of docs/commands.md works there too, and so does the AWS CLI: aws organizations list-accounts
What the commands said: ${sandbox.log}
Ctrl-C ends the emulator and deletes all of it.`);
    await new Promise<void>((done) => stop.addEventListener("abort", () => done(), { once: true }));
  }
}

const LAST_LINES = 40;

/** What is wrong goes to standard error; a crash of Node.js too. */
function failed({ lines, errors }: OurResult): Refused {
  return new Refused((errors.length > 0 ? errors : lines.slice(-LAST_LINES)).join("\n"));
}

/** Sets these variables in a shell that may hold others for AWS. */
function shellScript({ PATH: _, AWS_SESSION_TOKEN: __, ...environment }: NodeJS.ProcessEnv): string {
  const exports = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [`export ${name}=${quoted(value)}\n`],
  );
  return ["unset AWS_PROFILE $(env | sed -n 's/^\\(AWS_[A-Z0-9_]*\\)=.*/\\1/p')\n", ...exports].join("");
}

const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;

/** `[log-archive 12/36] aws_kms_key.x: creation complete`, or what a command is about to do. */
const isProgress = (line: string): boolean => /^\[\S+(?: \d+\/\d+)?\] |^(?:Planning|Applying) /.test(line);

/** What deploy or plan said of a stack at its end. */
function saidOf(stack: string, { lines }: OurResult): string {
  const line = lines.findLast((one) => one.startsWith(`${stack}: `));
  return line?.slice(stack.length + 2) ?? "nothing";
}

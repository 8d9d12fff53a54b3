import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { choosableIn, choose } from "../../config/choose-organization";
import { loadOrganization, locate } from "../../config/load-organization";
import type { Organization } from "../../config/organization";
import { Door, upstreamOf } from "../emulator/door";
import { Emulator } from "../emulator/emulator";
import { emulatedEnvironment } from "../emulator/environment";
import { describeViolation } from "../emulator/judgement";
import { checkRequirements, explainMissing, FOR_REHEARSALS, type Tools } from "../emulator/requirements";
import { seedOf } from "../emulator/seed-of";
import { noticesOf } from "../synth/notices";
import { Interruption } from "../terraform/interruption";
import { formatDuration } from "../terraform/progress";
import { Refused } from "../terraform/refused";
import { PROJECT_ROOT } from "../terraform/session";
import { parseState } from "../terraform/state";
import { describedAccounts } from "./described-roles";
import { canDrill, drill } from "./drill";
import { rehearsedAdoption } from "./emulated-ids";
import { makeOrganization, stateClient } from "./make-organization";
import { type OurResult, runOurCommand } from "./our-command";
import { profilesOf } from "./profiles";
import { type Format, report } from "./report";
import { problemsOf, type Rehearsal, type StackResult, type Step } from "./result";
import { Sandbox } from "./sandbox";
import { estimatedMinutes, stacksToRehearse } from "./stacks-to-rehearse";
import { type LaidDown, layDownWhatIsLive } from "./what-is-live";

export interface RehearseOptions {
  readonly format: Format;
  /** Where the result goes. @default standard output */
  readonly output?: string;
  /** Keeps the emulator until Ctrl-C, whatever became of the rehearsal. */
  readonly keep: boolean;
}

/** How often a line of an apply is shown, in milliseconds. */
const SAY_EVERY = 5_000;

const say = (line: string): void => console.error(line);

/**
 * Applies the user's own description to an emulator, with the commands that will apply it to AWS, plans it again, attacks it,
 * and writes one page about that.
 *
 * @returns the exit code: 1 where something is not as it was promised
 */
export async function rehearse(options: RehearseOptions): Promise<number> {
  const { missing, tools } = checkRequirements(FOR_REHEARSALS);
  if (tools === undefined) throw new Refused(`Nothing was rehearsed.\n${explainMissing(missing)}`);
  const { reference } = choose(choosableIn(PROJECT_ROOT, process.env));
  const organization = await loadOrganization(reference, PROJECT_ROOT);
  const interruption = Interruption.listen((signal, again) =>
    say(again ? "Still waiting for Terraform to end." : `${signal}: the rehearsal ends as soon as Terraform has.`),
  );
  const sandbox = Sandbox.make(PROJECT_ROOT);
  try {
    const described = sandbox.describe(locate(reference, PROJECT_ROOT));
    writeFileSync(sandbox.awsConfig, profilesOf(organization));
    const emulator = await Emulator.start(tools.python, seedOf(organization));
    const door = await Door.open(upstreamOf(process.env));
    try {
      const run = new Run(organization, described, sandbox, emulator, door, tools, interruption.signal);
      return await run.toItsEnd(options);
    } finally {
      door.close();
      await emulator.end();
    }
  } finally {
    sandbox.remove();
  }
}

/** One rehearsal under way. */
class Run {
  private readonly steps: Step[] = [];
  private readonly substituted: string[] = [];
  private readonly environment: NodeJS.ProcessEnv;

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
      // On Node.js 20 the SDK warns of 2027 in every command.
      NODE_NO_WARNINGS: "1",
      // Our commands then end with this process, as they do with npm's.
      npm_lifecycle_event: "rehearse",
    };
  }

  async toItsEnd({ format, output, keep }: RehearseOptions): Promise<number> {
    try {
      const rehearsal = await this.rehearsal();
      const page = report(rehearsal, format);
      if (output === undefined) process.stdout.write(`\n${page}`);
      else {
        writeFileSync(output, page);
        say(`The result is in ${output}.`);
      }
      if (keep) await this.kept();
      return problemsOf(rehearsal).length === 0 ? 0 : 1;
    } catch (error) {
      if (!keep || this.stop.aborted) throw error;
      say(error instanceof Refused ? error.message : String(error));
      await this.kept();
      return 1;
    }
  }

  private async rehearsal(): Promise<Rehearsal> {
    const { organization, emulator } = this;
    const { names, leftOut } = stacksToRehearse(organization);
    say(
      `Rehearsing ${organization.name} on an emulator: ${names.join(", ")}. It takes about ${estimatedMinutes(organization)} minutes on two cores.`,
    );
    const when = new Date();
    const before = await this.step("the organization", () => makeOrganization(emulator, organization));
    const live = await this.whatIsLive();
    const applied = await this.step("npm run deploy", () => this.command("deploy", [...names, "--auto-approve"], [0]));
    const replanned = await this.step("npm run plan", () => this.command("plan", names, [0, 2]));
    const judgement = await emulator.judgement();
    const stacks = await Promise.all(names.map((name) => this.stackResult(name, applied, replanned)));
    const answer = canDrill(PROJECT_ROOT) ? await this.step("the attack drill", () => this.drill(names)) : undefined;
    return {
      organization: organization.name,
      organizationId: organization.organizationId,
      when,
      before: live === undefined ? before : [...before, `${live.resources} resources that the description adopts`],
      stacks,
      leftOut,
      steps: this.steps,
      drill: answer,
      judged: {
        calls: Object.values(judgement.calls).reduce((sum, one) => sum + one, 0),
        violations: judgement.violations.map(describeViolation),
      },
      refusedByDoor: [...new Set(this.door.refused)],
      notices: noticesOf(organization),
      substituted: this.substituted,
    };
  }

  /** Makes what the description adopts, and says from then on that it is live. */
  private async whatIsLive(): Promise<LaidDown | undefined> {
    const { adopt, substituted } = rehearsedAdoption(this.organization);
    this.substituted.push(...substituted);
    if (Object.values(adopt).every((section) => Object.values(section).every((said) => said === false)))
      return undefined;
    const { sandbox, environment, stop } = this;
    return this.step("what is live", async () => {
      const output = sandbox.throwaway;
      await this.ours(["main.ts"], { CDKTF_OUTDIR: output }, [0]);
      const live = await layDownWhatIsLive({ adopt, output, environment, log: sandbox.log, stop });
      sandbox.adopt(this.described, live.adopt);
      this.substituted.push(...live.substituted);
      return live;
    });
  }

  private async step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    say(`\n── ${what}`);
    const begun = Date.now();
    const result = await work();
    const milliseconds = Date.now() - begun;
    this.steps.push({ what, milliseconds });
    say(`${what}: ${formatDuration(milliseconds)}`);
    return result;
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
    throw new Refused(
      `${args.join(" ")} failed on the emulator:\n${[...result.lines.slice(-LAST_LINES), ...result.errors].join("\n")}`,
    );
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
    const exports = Object.entries(this.environment)
      .filter(([name, value]) => value !== undefined && name !== "PATH")
      .map(([name, value]) => `export ${name}=${quoted(value ?? "")}\n`);
    writeFileSync(sandbox.environmentFile, exports.join(""), { mode: 0o600 });
    say(`
The emulator is kept, at ${this.emulator.endpoint}. In another shell:
  . ${sandbox.environmentFile}
  cd ${sandbox.checkout}
  npm run plan                     or any other command; so does: aws organizations list-accounts
What the commands said: ${sandbox.log}
Ctrl-C ends the emulator and deletes all of it.`);
    await new Promise<void>((done) => stop.addEventListener("abort", () => done(), { once: true }));
  }
}

const LAST_LINES = 40;

const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;

/** `[log-archive 12/36] aws_kms_key.x: creation complete`, or what a command is about to do. */
const isProgress = (line: string): boolean => /^\[\S+(?: \d+\/\d+)?\] |^(?:Planning|Applying) /.test(line);

/** What deploy or plan said of a stack at its end. */
function saidOf(stack: string, { lines }: OurResult): string {
  const line = lines.findLast((one) => one.startsWith(`${stack}: `));
  return line?.slice(stack.length + 2) ?? "nothing";
}

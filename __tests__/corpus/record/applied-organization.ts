import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../../src/stacks/synthesize";
import type { Tools } from "../../../src/tools/emulator/requirements";
import { readStacks } from "../../../src/tools/terraform/manifest";
import type { Result } from "../../e2e/support/command";
import { LiveOrganization } from "../../e2e/support/live-organization";
import type { Terraform } from "../../e2e/support/terraform";
import type { Aws, BaseName, Made, State } from "../case";
import { kept, type Recording } from "../fixture";
import { organizationOf } from "../organizations";
import { Stable } from "../stable";
import { StackPatch } from "../stack-patch";

/** An organization that is applied, and planned again for every case, from a copy of its states. */
export class AppliedOrganization {
  private readonly terraforms = new Map<string, Terraform>();
  private readonly stable = new Map<string, Stable>();
  private readonly scratch = mkdtempSync(join(tmpdir(), "corpus-"));
  private cases = 0;

  private constructor(
    readonly name: BaseName,
    private readonly live: LiveOrganization,
  ) {}

  /** Applies the stacks of these names, and what they look up. */
  static async start(tools: Tools, name: BaseName, stacks: ReadonlySet<string>): Promise<AppliedOrganization> {
    const live = await LiveOrganization.start(tools, organizationOf(name));
    const applied = new AppliedOrganization(name, live);
    try {
      await applied.apply(stacks);
    } catch (error) {
      await applied.stop();
      throw error;
    }
    return applied;
  }

  get stacks(): readonly string[] {
    return [...this.terraforms.keys()];
  }

  /** The plan of a stack to which nothing was done. Before any other of it, so that ids get the same names in each. */
  base(stack: string): Promise<Recording> {
    const stable = Stable.of(this.live.organization);
    this.stable.set(stack, stable);
    return this.record(stack, {}, stable);
  }

  /** The plan of a case. */
  planned(stack: string, made: Made): Promise<Recording> {
    const stable = this.stable.get(stack) ?? Stable.of(this.live.organization);
    return this.record(stack, made, stable.fork());
  }

  /** Does something to AWS, plans, and makes it as it was. */
  async plannedWithLiveChange(stack: string, made: Made): Promise<Recording> {
    await made.live?.(this.aws());
    try {
      return await this.planned(stack, made);
    } finally {
      if (made.undo === undefined) await this.heal(stack);
      else await made.undo(this.aws());
    }
  }

  async stop(): Promise<void> {
    rmSync(this.scratch, { recursive: true, force: true });
    await this.live.stop();
  }

  private async apply(stacks: ReadonlySet<string>): Promise<void> {
    const workspace = this.live.workspace();
    const { accounts } = this.live.organization;
    const output = join(this.scratch, "applied");
    synthesize(this.live.organization, output);
    for (const { name } of readStacks(output)) {
      const lookedUp = name === "log-archive" && stacks.has("management");
      if (!stacks.has(name) && !lookedUp) continue;
      // Where each account has a profile, its own credentials; else the management account's, which may assume the roles.
      const account =
        name === "log-archive" && accounts.logArchive.deploy?.profile ? accounts.logArchive : accounts.management;
      const terraform = await this.live.stack(workspace, name, account.id);
      succeeded(await terraform.apply());
      this.terraforms.set(name, terraform);
    }
  }

  private async record(stack: string, made: Made, stable: Stable): Promise<Recording> {
    const applied = this.terraformOf(stack);
    const { folder, patch } = this.copy(stack, made);
    const terraform = applied.in(folder);
    if (made.description?.state !== undefined || made.stack !== undefined) await this.reinitialize(terraform, patch);
    const refresh = (made.refresh ?? made.live !== undefined) ? [] : ["-refresh=false"];
    const options = made.options?.(patch) ?? [];
    const planned = await terraform.run("plan", "-out=plan", "-lock=false", ...refresh, ...options);
    if (!existsSync(join(folder, "plan"))) throw new Error(`no plan was made:\n${planned.stdout}${planned.stderr}`);
    const { stdout } = succeeded(await terraform.run("show", "-json", "plan"));
    const stackJson = readFileSync(join(folder, "cdk.tf.json"), "utf8");
    rmSync(join(folder, "..", "..", ".."), { recursive: true });
    const plan = kept(JSON.parse(stdout));
    return JSON.parse(stable.text(JSON.stringify({ plan, stack: JSON.parse(stackJson) })));
  }

  /** Another backend, or another provider, wants an `init` of its own. */
  private async reinitialize(terraform: Terraform, patch: StackPatch): Promise<void> {
    const emitted = this.emitted(patch.name);
    if (JSON.stringify(emitted.terraform) === JSON.stringify(patch.json.terraform)) return;
    rmSync(join(terraform.folder, ".terraform"));
    succeeded(await terraform.init("-reconfigure"));
  }

  private emitted(stack: string) {
    return JSON.parse(readFileSync(join(this.terraformOf(stack).folder, "cdk.tf.json"), "utf8"));
  }

  /** A folder of the case's own, laid out as the one that was applied. */
  private copy(stack: string, made: Made) {
    const applied = this.terraformOf(stack).folder;
    this.cases += 1;
    const root = join(this.scratch, `case-${this.cases}`);
    const folder = join(root, "cdktf.out", "stacks", stack);
    const output = join(this.scratch, `synthesized-${this.cases}`);
    const organization = organizationOf(this.name, made.description);
    mkdirSync(folder, { recursive: true });
    synthesize(organization, output);
    cpSync(join(output, "stacks", stack), folder, { recursive: true });
    rmSync(output, { recursive: true });
    symlinkSync(join(applied, ".terraform"), join(folder, ".terraform"));
    cpSync(join(applied, ".terraform.lock.hcl"), join(folder, ".terraform.lock.hcl"));

    const file = join(folder, "cdk.tf.json");
    const patch = new StackPatch(stack, JSON.parse(readFileSync(file, "utf8")));
    made.stack?.(patch);
    // What a case imports it takes out of the state: its id stands there.
    this.copyState(stack, made, root, patch);
    writeFileSync(file, JSON.stringify(patch.json, undefined, 2));
    return { folder, patch };
  }

  private copyState(stack: string, { state }: Made, root: string, patch: StackPatch): void {
    if (state === "none") return;
    const name = `terraform.${this.name}.${stack}.tfstate`;
    const json = JSON.parse(readFileSync(join(this.terraformOf(stack).folder, "..", "..", "..", name), "utf8"));
    state?.(json as State, patch);
    writeFileSync(join(root, name), JSON.stringify(json));
  }

  /** Applies what was applied, from a copy of its state. */
  private async heal(stack: string): Promise<void> {
    const { folder } = this.copy(stack, {});
    succeeded(await this.terraformOf(stack).in(folder).apply());
  }

  private terraformOf(stack: string): Terraform {
    const terraform = this.terraforms.get(stack);
    if (terraform === undefined) throw new Error(`${this.name} has no stack ${stack}`);
    return terraform;
  }

  private aws(): Aws {
    const { emulator, organization } = this.live;
    return {
      organization,
      client: (accountId, region = organization.homeRegion) => emulator.clientConfig(accountId, region),
      s3: (accountId) => ({ ...emulator.clientConfig(accountId, organization.homeRegion), forcePathStyle: true }),
    };
  }
}

function succeeded(result: Result): Result {
  if (result.exitCode !== 0) throw new Error(`${result.stdout}${result.stderr}`);
  return result;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import type { Organization } from "../../../src/config/organization";
import { synthesize } from "../../../src/stacks/synthesize";
import { Emulator } from "../../../src/tools/emulator/emulator";
import { createOrganization, type OrganizationSettings } from "../../../src/tools/emulator/organization";
import type { Tools } from "../../../src/tools/emulator/requirements";
import { seedOf } from "../../../src/tools/emulator/seed-of";
import { type Terraform, Workspace } from "./terraform";

/** An organization in an emulator of its own, with its stacks synthesized and nothing applied yet. */
export class LiveOrganization {
  private readonly output = mkdtempSync(join(tmpdir(), "e2e-output-"));
  private readonly workspaces: Workspace[] = [];

  private constructor(
    private readonly tools: Tools,
    readonly organization: Organization,
    readonly emulator: Emulator,
  ) {
    synthesize(organization, this.output);
  }

  static async start(tools: Tools, organization: Organization, settings?: OrganizationSettings) {
    const emulator = await Emulator.start(tools.python, seedOf(organization));
    await createOrganization(emulator, settings);
    await makeLiveKeys(emulator, organization);
    return new LiveOrganization(tools, organization, emulator);
  }

  /** A place to run Terraform in; two of them are two people at work on the same organization. */
  workspace(): Workspace {
    const workspace = new Workspace(this.tools, this.emulator);
    this.workspaces.push(workspace);
    return workspace;
  }

  /** A working copy of a stack, initialized, with the credentials of an account. */
  async stack(workspace: Workspace, name: string, accountId: string): Promise<Terraform> {
    return initialized(workspace.stack(join(this.output, "stacks", name), accountId));
  }

  /**
   * The same, of a description that differs from what the organization is.
   *
   * @param workspace where the stack's state is. @default one of its own, without a state
   */
  async stackDescribedAs(
    described: Organization,
    name: string,
    accountId: string,
    workspace = this.workspace(),
  ): Promise<Terraform> {
    const output = join(this.output, "described-otherwise");
    synthesize(described, output);
    return initialized(workspace.stack(join(output, "stacks", name), accountId));
  }

  /** A stack of any organization, without its state: enough to validate it. */
  async unconnectedStack(organization: Organization, name: string): Promise<Terraform> {
    const output = join(this.output, `unconnected-${organization.name}`);
    synthesize(organization, output);
    return initialized(
      this.workspace().stack(join(output, "stacks", name), organization.accounts.management.id),
      "-backend=false",
    );
  }

  async stop(): Promise<void> {
    for (const workspace of this.workspaces) workspace.remove();
    rmSync(this.output, { recursive: true, force: true });
    await this.emulator.stop();
  }
}

/** What was live before any Terraform: the key that a description adopts, and its alias. The emulator gives it the seeded id. */
async function makeLiveKeys(emulator: Emulator, { homeRegion, key }: Organization): Promise<void> {
  for (const { accountId, description } of emulator.seed.keys) {
    const kms = new KMSClient(emulator.clientConfig(accountId, homeRegion));
    // Its default in AWS, which moto does not fill in.
    const made = await kms.send(new CreateKeyCommand({ Description: description, KeyUsage: "ENCRYPT_DECRYPT" }));
    await kms.send(new CreateAliasCommand({ AliasName: key.alias, TargetKeyId: made.KeyMetadata?.KeyId }));
  }
}

async function initialized(terraform: Terraform, ...options: string[]): Promise<Terraform> {
  const { exitCode, stdout, stderr } = await terraform.init(...options);
  if (exitCode !== 0) throw new Error(`terraform init of ${terraform.stack} failed:\n${stdout}${stderr}`);
  return terraform;
}

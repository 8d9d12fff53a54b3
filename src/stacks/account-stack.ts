import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LocalBackend,
  S3Backend,
  type S3BackendConfig,
  TerraformDataSource,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import type { Account, Organization } from "../config/organization";
import { regionsOf } from "../config/regions";
import { REQUIRED_TERRAFORM } from "../config/terraform-versions";
import { AccountForwarding } from "../constructs/account-forwarding";
import { AuditWorkbench } from "../constructs/audit-workbench";
import type { Names } from "../naming";
import { deployAccessRoleArn } from "../naming/deployers";
import { savedQueries } from "../queries/saved-query";

export interface AccountStackProps {
  readonly organization: Organization;
  readonly names: Names;
  /** The account all of the stack's resources live in. */
  readonly account: Account;
  /** Folder of local state files, from a stack's own folder. @default "../../..", beside the output */
  readonly stateFolder?: string;
}

/**
 * One account's stack, and its state file. Its provider is named after it and works in that account alone; a resource
 * that names no provider gets this one.
 */
export class AccountStack extends TerraformStack {
  readonly accountId: string;
  private readonly organization: Organization;
  private readonly names: Names;
  private readonly account: Account;
  private readonly provider: AwsProvider;
  private readonly regionalProviders = new Map<string, AwsProvider>();

  constructor(
    scope: Construct,
    id: string,
    { organization, names, account, stateFolder = "../../.." }: AccountStackProps,
  ) {
    super(scope, id);
    this.organization = organization;
    this.names = names;
    this.account = account;
    this.accountId = account.id;

    this.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
    this.keepState(id, stateFolder);
    this.provider = this.providerFor(id, account);
    this.regionalProviders.set(names.homeRegion, this.provider);
  }

  /**
   * cdktf calls this before it writes the stack, and would resolve every element once more than needed to find
   * references between stacks. There are none (ADR 0004, and a test).
   */
  override prepareStack(): void {
    for (const node of this.node.findAll()) {
      if (node instanceof TerraformResource || node instanceof TerraformDataSource) node.provider ??= this.provider;
    }
  }

  /**
   * Adds a provider for every Region of the partition that nothing here works in. Terraform takes a resource away through
   * the provider that made it: without these, a Region that is governed no more would end every plan with "Provider
   * configuration not present". Terraform never starts a provider that nothing uses. As plain JSON: thirty constructs
   * would double the time that a thousand stacks take.
   */
  override toTerraform() {
    const stack = super.toTerraform();
    const providers: readonly { readonly alias: string }[] = stack.provider.aws;
    const own = providers.find(({ alias }) => alias === this.node.id);
    const unused = regionsOf(this.names.partition).filter((region) => !this.regionalProviders.has(region));
    const added = unused.map((region) => ({ ...own, alias: this.aliasIn(region), region }));
    return { ...stack, provider: { aws: [...providers, ...added] } };
  }

  /** What `terraform output` tells of the stack. */
  protected tell(output: string, description: string, value: string): void {
    new TerraformOutput(this, `output-${output}`, { description, value }).overrideLogicalId(output);
  }

  /** Of the stack that holds the audit bus. */
  protected tellOfCentralAccount(): void {
    this.tell("audit_bus_arn", "Every account forwards its events to it", this.names.auditBus.arn);
    this.tell("event_topic_arn", "Sends what the bus's rules find", this.names.eventTopic.arn);
  }

  resourceCount(): number {
    return this.node.findAll().filter((node) => node instanceof TerraformResource).length;
  }

  /** Sends what happens in the account to the audit bus. */
  protected forwardEvents(): void {
    new AccountForwarding(this, "forwarding", {
      context: { names: this.names, organization: this.organization },
      accountId: this.accountId,
      providerIn: (region) => this.providerIn(region),
    });
  }

  /** Makes the archive answer questions, where the description asks for it and in this account. */
  protected answerQueries(): void {
    const { organization, names } = this;
    const { workbench } = names;
    if (organization.workbench === undefined || workbench?.accountId !== this.accountId) return;
    new AuditWorkbench(this, "workbench", {
      names,
      workbench,
      archive: organization.archive,
      described: organization.workbench,
      queries: savedQueries(),
      managementProvider: this.providerFor("management", organization.accounts.management),
    });
    this.tell(
      "analyst_role_arn",
      "The role that asks the archive questions; the description names who may take it",
      workbench.analystRole.arn,
    );
    this.tell("query_work_group", "Athena's work group for it", workbench.workGroup.name);
  }

  /** The account's provider in a Region, named after both where it is not the home Region's. */
  protected providerIn(region: string): AwsProvider {
    const known = this.regionalProviders.get(region);
    if (known !== undefined) return known;
    const provider = this.providerFor(this.aliasIn(region), this.account, region);
    this.regionalProviders.set(region, provider);
    return provider;
  }

  private aliasIn(region: string): string {
    return `${this.node.id}-${region}`;
  }

  /** The provider of an account. Its alias tells a reader of plan and state which account and Region it is. */
  protected providerFor(alias: string, account: Account, region = this.names.homeRegion): AwsProvider {
    const roleArn = deployAccessRoleArn(this.names.partition, account);
    return new AwsProvider(this, `provider-${alias}`, {
      alias,
      region,
      // Credentials of another account are refused before anything is read or changed.
      allowedAccountIds: [account.id],
      ...(roleArn === undefined ? {} : { assumeRole: [{ roleArn, sessionName: "org-audit-trail" }] }),
      ...(account.deploy?.profile === undefined ? {} : { profile: account.deploy.profile }),
      ...(Object.keys(this.organization.tags).length === 0 ? {} : { defaultTags: [{ tags: this.organization.tags }] }),
    });
  }

  private keepState(stack: string, stateFolder: string): void {
    const { name, state } = this.organization;
    if (state.backend === "local") {
      // Beside the project, not in cdktf.out, which is disposable; relative, so that no machine's path is written.
      new LocalBackend(this, { path: `${stateFolder}/terraform.${name}.${stack}.tfstate` });
      return;
    }
    // The lockfile is missing from cdktf 0.21's types; the backend passes it through.
    const config: S3BackendConfig & { useLockfile: boolean } = {
      bucket: state.bucket,
      key: `${state.prefix ?? name}/${stack}.tfstate`,
      region: state.region,
      encrypt: true,
      kmsKeyId: state.kmsKeyArn,
      profile: state.profile,
      useLockfile: true,
    };
    new S3Backend(this, config);
  }
}

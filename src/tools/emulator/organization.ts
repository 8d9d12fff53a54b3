import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
  type PolicyType,
} from "@aws-sdk/client-organizations";
import type { Emulator } from "./emulator";
import type { MemberAccountSeed } from "./organization-seed";

export interface OrganizationSettings {
  /** Any Region of the partition that the organization is in. @default us-east-1 */
  readonly region?: string;
  /** Services trusted with the organization. @default CloudTrail */
  readonly trustedServices?: readonly string[];
  /** @default service and resource control policies */
  readonly policyTypes?: readonly PolicyType[];
}

/** Makes the seeded organization as its owner would have: by hand, before any Terraform. */
export async function createOrganization(emulator: Emulator, settings: OrganizationSettings = {}): Promise<void> {
  const { trustedServices = ["cloudtrail.amazonaws.com"] } = settings;
  const { policyTypes = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] } = settings;
  const { seed } = emulator;
  const organizations = new OrganizationsClient(emulator.clientConfig(seed.managementAccount.id, settings.region));

  await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  const rootId = await onlyRoot(organizations);
  for (const PolicyType of policyTypes) {
    await organizations.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType }));
  }
  for (const ServicePrincipal of trustedServices) {
    await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  }

  const units = new OrganizationalUnits(organizations, rootId);
  for (const path of seed.organizationalUnits) await units.idOf(path);
  for (const account of seed.accounts) await createAccount(organizations, account, units, rootId);
  organizations.destroy();
}

async function onlyRoot(organizations: OrganizationsClient): Promise<string> {
  const { Roots = [] } = await organizations.send(new ListRootsCommand({}));
  const id = Roots[0]?.Id;
  if (!id) throw new Error("the emulated organization has no root");
  return id;
}

async function createAccount(
  organizations: OrganizationsClient,
  account: MemberAccountSeed,
  units: OrganizationalUnits,
  rootId: string,
): Promise<void> {
  const Email = `${account.name}@example.com`;
  await organizations.send(new CreateAccountCommand({ AccountName: account.name, Email }));
  if (!account.organizationalUnit) return;
  await organizations.send(
    new MoveAccountCommand({
      AccountId: account.id,
      SourceParentId: rootId,
      DestinationParentId: await units.idOf(account.organizationalUnit),
    }),
  );
}

/** Units by path, each made when first asked for, after its parent. */
class OrganizationalUnits {
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly organizations: OrganizationsClient,
    private readonly rootId: string,
  ) {}

  async idOf(path: string): Promise<string> {
    const known = this.ids.get(path);
    if (known) return known;

    const parent = path.split("/").slice(0, -1).join("/");
    const created = await this.organizations.send(
      new CreateOrganizationalUnitCommand({
        Name: path.split("/").at(-1),
        ParentId: parent ? await this.idOf(parent) : this.rootId,
      }),
    );
    const id = created.OrganizationalUnit?.Id;
    if (!id) throw new Error(`the emulator made no organizational unit ${path}`);
    this.ids.set(path, id);
    return id;
  }
}

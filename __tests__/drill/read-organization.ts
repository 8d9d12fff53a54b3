import {
  DescribePolicyCommand,
  ListParentsCommand,
  ListRootsCommand,
  type OrganizationsClient,
  type PolicyType,
  paginateListAccounts,
  paginateListOrganizationalUnitsForParent,
  paginateListPolicies,
  paginateListTargetsForPolicy,
} from "@aws-sdk/client-organizations";

/** A policy of the organization's, with what it is attached to, named as the proof names it. */
export interface ReadOrganizationPolicy {
  readonly type: PolicyType;
  readonly name: string;
  readonly text: string;
  /** `r-root`, `ou-Workloads/Prod`, or an account's id. */
  readonly targets: readonly string[];
}

/** Accounts with what is above them, and every policy that is not AWS's own. */
export async function readOrganization(client: OrganizationsClient) {
  const { Roots: [root] = [] } = await client.send(new ListRootsCommand({}));
  const rootId = root?.Id ?? "";
  const units = new Map([[rootId, ["r-root"]]]);
  await readUnits(client, rootId, units);
  const accounts: Record<string, readonly string[]> = {};
  for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
    for (const { Id = "" } of Accounts) {
      const { Parents: [parent] = [] } = await client.send(new ListParentsCommand({ ChildId: Id }));
      accounts[Id] = units.get(parent?.Id ?? "") ?? [];
    }
  }
  const nameOf = (id: string) => units.get(id)?.at(-1) ?? id;
  const types: readonly PolicyType[] = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"];
  const policies = await Promise.all(types.map((type) => readPolicies(client, type, nameOf)));
  return { accounts, policies: policies.flat() };
}

async function readUnits(client: OrganizationsClient, parentId: string, units: Map<string, string[]>): Promise<void> {
  const above = units.get(parentId) ?? [];
  for await (const { OrganizationalUnits = [] } of paginateListOrganizationalUnitsForParent(
    { client },
    { ParentId: parentId },
  )) {
    for (const { Id = "", Name } of OrganizationalUnits) {
      const parent = above.at(-1) ?? "";
      units.set(Id, [...above, parent === "r-root" ? `ou-${Name}` : `${parent}/${Name}`]);
      await readUnits(client, Id, units);
    }
  }
}

async function readPolicies(client: OrganizationsClient, type: PolicyType, nameOf: (id: string) => string) {
  const found: ReadOrganizationPolicy[] = [];
  for await (const { Policies = [] } of paginateListPolicies({ client }, { Filter: type })) {
    for (const { Id, Name = "", AwsManaged } of Policies) {
      if (AwsManaged) continue;
      const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: Id }));
      const targets: string[] = [];
      for await (const { Targets = [] } of paginateListTargetsForPolicy({ client }, { PolicyId: Id })) {
        targets.push(...Targets.map(({ TargetId = "" }) => nameOf(TargetId)));
      }
      found.push({ type, name: Name, text: Policy?.Content ?? "", targets });
    }
  }
  return found;
}

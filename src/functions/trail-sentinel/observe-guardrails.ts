import {
  DescribePolicyCommand,
  type OrganizationsClient,
  paginateListAccountsForParent,
  paginateListAWSServiceAccessForOrganization,
  paginateListOrganizationalUnitsForParent,
  paginateListPolicies,
  paginateListRoots,
  paginateListTargetsForPolicy,
} from "@aws-sdk/client-organizations";
import { type Ask, mapAnswer } from "./ask";
import { type Clients, CONTROL_PLANE_CONCURRENCY } from "./clients";
import { concurrently } from "./concurrently";
import { type DeclaredPolicy, type Expectation, type PolicyType, unitPathsOf } from "./declaration";
import type { Answer, Observation, ObservedPolicy, ObservedUnit, Root } from "./observation";

type Guardrails = Pick<Observation, "root" | "trustedServices" | "policies" | "units" | "guardedAccounts">;

/** Reads the organization's policies, units and trust, one after the other: its limits are low, and shared with everybody. */
export async function observeGuardrails(
  { organizations }: Clients,
  expectation: Expectation,
  ask: Ask,
): Promise<Guardrails> {
  const root = await ask((abortSignal) => rootOf(organizations, abortSignal));
  const trustedServices = await ask((abortSignal) => trustedServicesOf(organizations, abortSignal));
  const policies = await observePolicies(organizations, expectation.policies, ask);
  const units = await observeUnits(organizations, unitPathsOf(expectation), root, ask);
  const guardedAccounts = await observeGuardedAccounts(organizations, expectation, units, ask);
  return { root, trustedServices, policies, units, guardedAccounts };
}

/** All items of all pages. */
async function all<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}

async function rootOf(client: OrganizationsClient, abortSignal: AbortSignal): Promise<Root> {
  const [root] = await all(paginateListRoots({ client }, {}, { abortSignal }), ({ Roots }) => Roots);
  if (root?.Id === undefined) throw new Error("ListRoots named no root, which every organization has");
  return {
    id: root.Id,
    enabledPolicyTypes: (root.PolicyTypes ?? []).flatMap(({ Type, Status }) =>
      Type !== undefined && Status === "ENABLED" ? [Type] : [],
    ),
  };
}

async function trustedServicesOf(client: OrganizationsClient, abortSignal: AbortSignal): Promise<readonly string[]> {
  const services = await all(
    paginateListAWSServiceAccessForOrganization({ client }, {}, { abortSignal }),
    ({ EnabledServicePrincipals }) => EnabledServicePrincipals,
  );
  return services.flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []);
}

async function observePolicies(
  client: OrganizationsClient,
  declared: readonly DeclaredPolicy[],
  ask: Ask,
): Promise<readonly ObservedPolicy[]> {
  const types = [...new Set(declared.map(({ type }) => type))];
  const observed = await concurrently(types, 1, async (type) => {
    const ids = await ask((abortSignal) => policyIdsOf(client, type, abortSignal));
    return concurrently(
      declared.filter((policy) => policy.type === type),
      1,
      ({ name }) =>
        observePolicy(
          client,
          { name, type },
          mapAnswer(ids, (byName) => byName.get(name)),
          ask,
        ),
    );
  });
  return observed.flat();
}

/** By name. */
async function policyIdsOf(
  client: OrganizationsClient,
  Filter: PolicyType,
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<string | undefined, string | undefined>> {
  const policies = await all(paginateListPolicies({ client }, { Filter }, { abortSignal }), ({ Policies }) => Policies);
  return new Map(policies.map(({ Name, Id }) => [Name, Id]));
}

async function observePolicy(
  client: OrganizationsClient,
  policy: Pick<ObservedPolicy, "name" | "type">,
  id: Answer<string | undefined>,
  ask: Ask,
): Promise<ObservedPolicy> {
  if ("unreadable" in id) return { ...policy, content: id, targetIds: id };
  const PolicyId = id.value;
  if (PolicyId === undefined) return { ...policy, content: { value: undefined }, targetIds: { value: [] } };
  const content = await ask(async (abortSignal) => {
    const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId }), { abortSignal });
    return Policy?.Content ?? "";
  });
  const targetIds = await ask(async (abortSignal) => {
    const targets = await all(
      paginateListTargetsForPolicy({ client }, { PolicyId }, { abortSignal }),
      ({ Targets }) => Targets,
    );
    return targets.flatMap(({ TargetId }) => TargetId ?? []);
  });
  return { ...policy, content, targetIds };
}

interface Unit {
  readonly id: string;
  readonly name: string;
}

async function unitsBelow(
  client: OrganizationsClient,
  ParentId: string,
  abortSignal: AbortSignal,
): Promise<readonly Unit[]> {
  const units = await all(
    paginateListOrganizationalUnitsForParent({ client }, { ParentId }, { abortSignal }),
    ({ OrganizationalUnits }) => OrganizationalUnits,
  );
  return units.flatMap(({ Id, Name }) => (Id !== undefined && Name !== undefined ? [{ id: Id, name: Name }] : []));
}

/** Finds each path's unit level by level, each level once. */
async function observeUnits(
  client: OrganizationsClient,
  paths: readonly string[],
  root: Answer<Root>,
  ask: Ask,
): Promise<readonly ObservedUnit[]> {
  const levels = new Map<string, Promise<Answer<readonly Unit[]>>>();
  const levelBelow = (parentId: string) => {
    const known = levels.get(parentId) ?? ask((abortSignal) => unitsBelow(client, parentId, abortSignal));
    levels.set(parentId, known);
    return known;
  };
  return concurrently(paths, 1, async (path) => {
    let id: Answer<string | undefined> = mapAnswer(root, (found) => found.id);
    for (const name of path.split("/")) {
      if ("unreadable" in id || id.value === undefined) break;
      id = mapAnswer(await levelBelow(id.value), (units) => units.find((unit) => unit.name === name)?.id);
    }
    return { path, id };
  });
}

async function observeGuardedAccounts(
  client: OrganizationsClient,
  { guardedUnits }: Expectation,
  units: readonly ObservedUnit[],
  ask: Ask,
): Promise<Observation["guardedAccounts"]> {
  if (guardedUnits === "root") return { value: "everywhere" };
  const ids: string[] = [];
  for (const { id } of units.filter(({ path }) => guardedUnits.includes(path))) {
    if ("unreadable" in id) return id;
    if (id.value !== undefined) ids.push(id.value);
  }
  return ask((abortSignal) => accountsBelow(client, ids, abortSignal));
}

/** Accounts in the units and in those below them: policies are inherited. */
async function accountsBelow(
  client: OrganizationsClient,
  unitIds: readonly string[],
  abortSignal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const accounts = new Set<string>();
  let level = unitIds;
  while (level.length > 0) {
    const below = await concurrently(level, CONTROL_PLANE_CONCURRENCY, async (ParentId) => {
      const found = await all(
        paginateListAccountsForParent({ client }, { ParentId }, { abortSignal }),
        ({ Accounts }) => Accounts,
      );
      for (const { Id } of found) if (Id !== undefined) accounts.add(Id);
      return unitsBelow(client, ParentId, abortSignal);
    });
    level = below.flat().map(({ id }) => id);
  }
  return accounts;
}

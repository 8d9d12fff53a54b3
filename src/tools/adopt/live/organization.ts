import {
  DescribePolicyCommand,
  type PolicyType,
  paginateListOrganizationalUnitsForParent,
  paginateListPolicies,
  paginateListRoots,
  paginateListTargetsForPolicy,
} from "@aws-sdk/client-organizations";
import type { PolicyTarget } from "../../../policies/organization-policy";
import { allOf } from "../../aws/pages";
import type { AccountReader } from "../aws/account";
import type { ReadAction } from "../aws/reads";

/** What the calls below ask with. */
export const ORGANIZATION_READS: readonly ReadAction[] = [
  "organizations:DescribePolicy",
  "organizations:ListOrganizationalUnitsForParent",
  "organizations:ListPolicies",
  "organizations:ListRoots",
  "organizations:ListTargetsForPolicy",
];

export interface LivePolicy {
  readonly id: string;
  readonly name: string;
}

export interface LiveTarget {
  readonly id: string;
  readonly name: string;
}

/** The organization's policies of a type; AWS's own are no one's to adopt. */
export async function policiesOf(account: AccountReader, Filter: PolicyType): Promise<readonly LivePolicy[]> {
  const found = await account.read("organizations:ListPolicies", Filter, () =>
    allOf(paginateListPolicies({ client: clientOf(account) }, { Filter }), ({ Policies }) => Policies),
  );
  return (found ?? []).flatMap(({ Id, Name, AwsManaged }) =>
    Id && Name && !AwsManaged ? [{ id: Id, name: Name }] : [],
  );
}

export async function targetsOf(account: AccountReader, PolicyId: string): Promise<readonly LiveTarget[]> {
  const found = await account.read("organizations:ListTargetsForPolicy", PolicyId, () =>
    allOf(paginateListTargetsForPolicy({ client: clientOf(account) }, { PolicyId }), ({ Targets }) => Targets),
  );
  return (found ?? []).flatMap(({ TargetId, Name }) => (TargetId ? [{ id: TargetId, name: Name ?? TargetId }] : []));
}

export async function contentOf(account: AccountReader, PolicyId: string): Promise<string> {
  const answer = await account.read("organizations:DescribePolicy", PolicyId, (abortSignal) =>
    clientOf(account).send(new DescribePolicyCommand({ PolicyId }), { abortSignal }),
  );
  return answer?.Policy?.Content ?? "";
}

/** Id of what a policy of the description is attached to; undefined where there is no such unit. */
export async function targetId(account: AccountReader, target: PolicyTarget): Promise<string | undefined> {
  if (target.kind === "account") return target.accountId;
  const root = await rootId(account);
  return target.kind === "root" ? root : unitId(account, root, target.path.split("/"));
}

async function unitId(
  account: AccountReader,
  parent: string | undefined,
  [name, ...below]: readonly string[],
): Promise<string | undefined> {
  if (parent === undefined || name === undefined) return parent;
  const units = await account.read("organizations:ListOrganizationalUnitsForParent", parent, () =>
    allOf(
      paginateListOrganizationalUnitsForParent({ client: clientOf(account) }, { ParentId: parent }),
      ({ OrganizationalUnits }) => OrganizationalUnits,
    ),
  );
  const unit = units?.find(({ Name }) => Name === name);
  return unit?.Id === undefined ? undefined : unitId(account, unit.Id, below);
}

async function rootId(account: AccountReader): Promise<string | undefined> {
  const roots = await account.read("organizations:ListRoots", "the organization", () =>
    allOf(paginateListRoots({ client: clientOf(account) }, {}), ({ Roots }) => Roots),
  );
  return roots?.[0]?.Id;
}

function clientOf(account: AccountReader) {
  return account.in(account.access.region).organizations;
}

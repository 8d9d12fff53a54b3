import type { Draft } from "../draft";
import { STACK_SET_FROM } from "../organization";
import type { OrganizationDraft } from "./rule";

/** An account and where it stands in the description. */
export interface PlacedAccount {
  readonly path: readonly PropertyKey[];
  readonly account: Draft<{ id: string; organizationalUnit: string; deploy: { roleName: string; profile: string } }>;
}

export function accountsOf(organization: OrganizationDraft): readonly PlacedAccount[] {
  const management = { path: ["accounts", "management"], account: organization.accounts?.management ?? {} };
  return [management, ...memberAccountsOf(organization)];
}

export function memberAccountsOf({ accounts }: OrganizationDraft): readonly PlacedAccount[] {
  const workloads = (accounts?.workloads ?? []).map((account, index) => ({
    path: ["accounts", "workloads", index],
    account: account ?? {},
  }));
  const former = (accounts?.former ?? []).map((account, index) => ({
    path: ["accounts", "former", index],
    account: account ?? {},
  }));
  return [
    { path: ["accounts", "logArchive"], account: accounts?.logArchive ?? {} },
    { path: ["accounts", "security"], account: accounts?.security ?? {} },
    ...workloads,
    ...former,
  ];
}

/** Whether a StackSet forwards for the workloads, so that they have no stacks. */
export function forwardsByStackSet({ accounts, forwarding }: OrganizationDraft): boolean {
  return (accounts?.workloads ?? []).length >= (forwarding?.stackSetFrom ?? STACK_SET_FROM);
}

/** Those of them that are described, and get a stack of their own. */
export function membersWithStacksOf(organization: OrganizationDraft): readonly PlacedAccount[] {
  const byStackSet = forwardsByStackSet(organization);
  return memberAccountsOf(organization).filter(
    ({ path, account }) => Object.keys(account).length > 0 && !(byStackSet && path.includes("workloads")),
  );
}

import type { Draft } from "../draft";
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
  return [
    { path: ["accounts", "logArchive"], account: accounts?.logArchive ?? {} },
    { path: ["accounts", "security"], account: accounts?.security ?? {} },
    ...workloads,
  ];
}

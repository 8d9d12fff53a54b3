/** The organization that one emulator serves: everything AWS would choose by itself, chosen here. */
export interface OrganizationSeed {
  readonly organizationId: string;
  /** `r-` and four letters or digits: moto takes no longer ones. */
  readonly rootId: string;
  readonly managementAccount: AccountSeed;
  readonly accounts: readonly MemberAccountSeed[];
  /** Paths of the units to make, such as `Security` or `Workloads/Prod`. A parent need not be listed. */
  readonly organizationalUnits: readonly string[];
  /** The ids of keys that are live already. */
  readonly keys: readonly KeySeed[];
}

export interface AccountSeed {
  readonly id: string;
  /** Also the name of the account's profile in the shared AWS config that Terraform is given. */
  readonly name: string;
}

export interface MemberAccountSeed extends AccountSeed {
  /** Path of the unit that holds the account. @default the root */
  readonly organizationalUnit?: string;
}

/** The first key created in this account with this description gets this id. */
export interface KeySeed {
  readonly accountId: string;
  readonly description: string;
  readonly id: string;
}

export function allAccounts(seed: OrganizationSeed): readonly AccountSeed[] {
  return [seed.managementAccount, ...seed.accounts];
}

/** A key's id is 20 characters, so eight fixed ones and the account's twelve digits make one per account. */
export function accessKeyId(accountId: string): string {
  return `AKIAMOTO${accountId}`;
}

import type { Organization } from "../../src/config/organization";
import { namesOf } from "../../src/naming";
import { emulatedAccount } from "./emulated-account";
import { type ReadOrganizationPolicy, readOrganization } from "./read-organization";
import {
  type ReadPermissions,
  type ReadPolicy,
  readAliases,
  readBuckets,
  readRegion,
  readRoles,
} from "./read-resources";

/** Every policy that an emulator has of an organization. */
export interface ReadBack {
  /** By account id, what is above it, the root first. */
  readonly accounts: Readonly<Record<string, readonly string[]>>;
  readonly policies: readonly ReadOrganizationPolicy[];
  readonly resources: readonly ReadPolicy[];
  readonly permissions: readonly ReadPermissions[];
  readonly aliases: readonly { readonly alias: string; readonly keyId: string }[];
}

/** @param accounts whose resources are read */
export async function readBack(
  endpoint: string,
  organization: Organization,
  accounts: readonly string[],
): Promise<ReadBack> {
  const names = namesOf(organization);
  const { homeRegion } = organization;
  const { organizations } = emulatedAccount(endpoint, names.managementAccountId, homeRegion);
  const regions = [...new Set([homeRegion, ...names.forwardedRegions])];
  const parts = accounts.map(async (account) => {
    const home = emulatedAccount(endpoint, account, homeRegion);
    const { trusts, permissions } = await readRoles(home);
    const inRegions = regions.map((region) => readRegion(emulatedAccount(endpoint, account, region)));
    const aliases = [...(await readAliases(home))].map(([alias, keyId]) => ({ alias, keyId }));
    return {
      resources: [...trusts, ...(await readBuckets(home)), ...(await Promise.all(inRegions)).flat()],
      permissions,
      aliases,
    };
  });
  const read = await Promise.all(parts);
  return {
    ...(await readOrganization(organizations)),
    resources: read.flatMap(({ resources }) => resources),
    permissions: read.flatMap(({ permissions }) => permissions),
    aliases: read.flatMap(({ aliases }) => aliases),
  };
}

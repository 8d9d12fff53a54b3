import { liveArchiveKeyId } from "../../config/adoption";
import type { Account, Organization } from "../../config/organization";
import type { OrganizationSeed } from "./organization-seed";

/** What AWS would have of the organization before the first apply. */
export function seedOf(organization: Organization): OrganizationSeed {
  const { accounts, organizationId, guardrails } = organization;
  const liveKeyId = liveArchiveKeyId(organization);
  const named = (name: string, account: Account) => ({ id: account.id, name: account.deploy?.profile ?? name });
  const members = [
    { name: "log-archive", account: accounts.logArchive },
    ...(accounts.security ? [{ name: "security", account: accounts.security }] : []),
    ...accounts.workloads.map((account) => ({ name: account.name, account })),
  ];
  return {
    organizationId,
    rootId: "r-root",
    managementAccount: named("management", accounts.management),
    accounts: members.map(({ name, account }) => ({
      ...named(name, account),
      organizationalUnit: account.organizationalUnit,
    })),
    organizationalUnits: guardrails.organizationalUnits,
    keys: liveKeyId
      ? [{ accountId: accounts.logArchive.id, description: "Encrypts the organization's audit trail", id: liveKeyId }]
      : [],
  };
}

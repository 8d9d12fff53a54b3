import { membersWithStacks } from "../../config/forwarding";
import type { Account, Organization, Role } from "../../config/organization";
import { permissionSetRoleName } from "../../naming/permission-sets";

/** Of the 16 characters that Identity Center ends a role's name with. */
const SUFFIX = "0123456789abcdef";

export interface DescribedRole {
  readonly accountId: string;
  /** With a slash at both ends. */
  readonly path: string;
  readonly name: string;
}

/** Every account that the description names, and what the emulator calls it. */
export function describedAccounts({ accounts }: Organization): readonly {
  readonly name: string;
  readonly account: Account;
  readonly organizationalUnit?: string;
}[] {
  const { management, logArchive, security, workloads } = accounts;
  const member = (name: string, account: typeof logArchive) => ({
    name,
    account,
    organizationalUnit: account.organizationalUnit,
  });
  return [
    { name: "management", account: management },
    member("log-archive", logArchive),
    ...(security ? [member("security", security)] : []),
    ...workloads.map((account) => member(account.name, account)),
  ];
}

/** A role's path and name; of a permission set's role as Identity Center makes them. */
export function roleIn({ homeRegion }: Organization, role: Role): Omit<DescribedRole, "accountId"> {
  if (typeof role !== "string") {
    // https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
    const region = homeRegion === "us-east-1" ? "" : `${homeRegion}/`;
    const name = permissionSetRoleName(role.permissionSet).replace("*", SUFFIX);
    return { path: `/aws-reserved/sso.amazonaws.com/${region}`, name };
  }
  const at = role.lastIndexOf("/") + 1;
  return { path: `/${role.slice(0, at)}`, name: role.slice(at) };
}

/** The roles that the description expects to find: those that Terraform works as, and those that read the archive. */
export function describedRoles(organization: Organization): readonly DescribedRole[] {
  const { accounts, archive, guardrails } = organization;
  const deployers = [accounts.management, ...membersWithStacks(organization)].flatMap((account) => {
    const role = account.deploy?.roleName ?? guardrails.deployRole;
    return role === undefined ? [] : [{ accountId: account.id, ...roleIn(organization, role) }];
  });
  const readers = archive.readers.map(({ accountId, role }) => ({ accountId, ...roleIn(organization, role) }));
  const all = [...deployers, ...readers];
  return [...new Map(all.map((role) => [`${role.accountId}${role.path}${role.name}`, role])).values()];
}

import type { Account, Organization, Role } from "../../config/organization";
import { permissionSetRoleName } from "../../naming/permission-sets";
import { deployRoleOf } from "../../policies/deployer/accounts";
import type { Purpose } from "../../policies/deployer/permissions";

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

/** A role that Terraform works as, or that starts it. */
export interface TerraformRole extends DescribedRole {
  /** What it has the permissions for. */
  readonly purposes: readonly Purpose[];
  /** Whether the shell holds its session. Where every account names a profile, no role does. */
  readonly inShell: boolean;
}

/** Starts Terraform where it assumes roles. Nobody described it: it stands for whoever does that. */
const STARTER = "OrgAuditStarter";

/** The roles that Terraform works as in the accounts of some stacks, and whoever starts it. */
export function terraformRoles(organization: Organization, stacks: readonly string[]): readonly TerraformRole[] {
  const { management } = organization.accounts;
  const accounts = describedAccounts(organization).filter(({ name }) => stacks.includes(name));
  const deployers = accounts.map(({ account }): TerraformRole => {
    const inShell = account.deploy === undefined;
    const starts = inShell || keepsTheState(organization, account);
    return {
      accountId: account.id,
      ...roleIn(organization, deployRoleOf(organization, account)),
      purposes: [
        "deploy",
        ...(account.id === management.id ? (["register-administrator"] as const) : []),
        ...(starts ? (["start"] as const) : []),
      ],
      inShell,
    };
  });
  const areAssumed = accounts.some(({ account }) => account.deploy?.roleName !== undefined);
  if (!areAssumed || deployers.some(({ inShell }) => inShell)) return deployers;
  return [...deployers, { accountId: management.id, path: "/", name: STARTER, purposes: ["start"], inShell: true }];
}

const keepsTheState = ({ state }: Organization, { deploy }: Account): boolean =>
  state.backend === "s3" && state.profile !== undefined && deploy?.profile === state.profile;

/** The roles that read the archive. */
export function readerRoles(organization: Organization): readonly DescribedRole[] {
  return organization.archive.readers.map(({ accountId, role }) => ({ accountId, ...roleIn(organization, role) }));
}

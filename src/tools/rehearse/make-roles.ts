import { DetachRolePolicyCommand, IAMClient, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import type { Organization } from "../../config/organization";
import type { Partition } from "../../config/regions";
import { namesOf } from "../../naming";
import { accountRootArn } from "../../naming/account-root";
import { type Holding, type NamedDocument, type Purpose, permissionsFor } from "../../policies/deployer/permissions";
import { trustPolicy } from "../../policies/deployer/trust";
import type { Emulator } from "../emulator/emulator";
import { makePolicy, makeRole, sessionOf } from "../emulator/roles";
import { type DescribedRole, readerRoles, type TerraformRole, terraformRoles } from "./described-roles";

export interface RolesMade {
  readonly terraform: readonly TerraformRole[];
  /** What the shell that starts Terraform holds in place of the administrator's keys. */
  readonly shell: NodeJS.ProcessEnv;
}

/**
 * Makes the roles that the description names. Those that Terraform works as get what `npx org-trail permissions` prints for
 * them and nothing else; the archive's readers get nothing: their access is what the archive's policies give.
 */
export async function makeRoles(
  emulator: Emulator,
  organization: Organization,
  stacks: readonly string[],
  holdings: readonly Holding[],
): Promise<RolesMade> {
  const { homeRegion, accounts } = organization;
  const { partition } = namesOf(organization);
  const principalArn = accountRootArn({ partition }, accounts.management.id);
  const make = (role: DescribedRole, policies: readonly NamedDocument[], boundary?: NamedDocument) => {
    const trust = trustPolicy({ kind: "role", principalArn }, partition, role.accountId);
    return makeRole(emulator, homeRegion, { ...role, trust, policies, ...(boundary ? { boundary } : {}) });
  };
  const terraform = terraformRoles(organization, stacks);
  for (const role of terraform) {
    const held = holdings.find(({ account }) => account.id === role.accountId);
    if (held === undefined) throw new Error(`no stack works in the account ${role.accountId}`);
    const policies = role.purposes.flatMap((purpose) => permissionsFor(purpose, held).policies);
    const isDeployer = role.purposes.includes("deploy");
    const { boundary, roleBoundary } = permissionsFor("deploy", held);
    await make(role, policies, isDeployer ? boundary : undefined);
    // Before the apply, as docs/runbooks/deploy.md says.
    if (isDeployer && roleBoundary) await makePolicy(emulator, homeRegion, role.accountId, roleBoundary);
  }
  const made = new Set(terraform.map((role) => arnOf(partition, role)));
  const readers = new Map(readerRoles(organization).map((role) => [arnOf(partition, role), role]));
  for (const [arn, role] of readers) if (!made.has(arn)) await make(role, []);
  return { terraform, shell: await shellOf(emulator, organization, terraform) };
}

/** A session of the role that starts Terraform; no credentials at all where every account names a profile. */
async function shellOf(
  emulator: Emulator,
  organization: Organization,
  roles: readonly TerraformRole[],
): Promise<NodeJS.ProcessEnv> {
  const role = roles.find(({ inShell }) => inShell);
  return role === undefined
    ? { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }
    : sessionOf(emulator, organization.homeRegion, role.accountId, arnOf(namesOf(organization).partition, role));
}

/** Takes what is needed once away again, as docs/runbooks/deploy.md says. */
export async function withdraw(
  emulator: Emulator,
  { homeRegion }: Organization,
  roles: readonly TerraformRole[],
  purpose: Purpose,
): Promise<void> {
  for (const { accountId, name: RoleName } of roles.filter(({ purposes }) => purposes.includes(purpose))) {
    const iam = new IAMClient(emulator.clientConfig(accountId, homeRegion));
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    for (const { PolicyName = "", PolicyArn } of AttachedPolicies) {
      if (PolicyName.includes(`-${purpose}-`)) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    }
    iam.destroy();
  }
}

const arnOf = (partition: Partition, { accountId, path, name }: DescribedRole): string =>
  `arn:${partition}:iam::${accountId}:role${path}${name}`;

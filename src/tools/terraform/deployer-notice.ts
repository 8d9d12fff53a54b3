import { membersWithStacks } from "../../config/forwarding";
import type { Account, Organization, Role } from "../../config/organization";
import { withoutPath } from "../../naming";
import { deployerRoles } from "../../naming/deployers";
import { isPermissionSetRoleName } from "../../naming/permission-sets";

/**
 * What to say before a plan or an apply where Terraform runs as somebody else than the description says; undefined where
 * all is well, or nothing is said.
 *
 * A session's ARN leaves out its role's path: a role that an administrator of the account gave the deploy role's name in
 * another path passes here, and is refused by the policies, which know the path.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 *
 * @param account of the description, whose credentials answered
 * @param callerArn `Arn` of sts:GetCallerIdentity, with the credentials that Terraform works with in that account
 */
export function deployerNotice(organization: Organization, account: Account, callerArn: string): string | undefined {
  const { deployRole } = organization.guardrails;
  const roleName = /:assumed-role\/([^/]+)\//.exec(callerArn)?.[1];
  if (deployRole !== undefined && roleName !== undefined && isCalled(deployRole, roleName)) return undefined;
  if (deployRole !== undefined && membersWithStacks(organization).includes(account)) {
    return `Terraform runs as ${callerArn}, and guardrails.deployRole is ${described(deployRole)}: the guardrails refuse every other, so an apply here fails half-way.`;
  }
  const { roleName: assumed } = account.deploy ?? {};
  if (assumed !== undefined && withoutPath(assumed) === roleName) return undefined;
  // Where nobody is trusted, every apply raises alerts, and synth says so.
  if (deployerRoles(organization).length === 0) return undefined;
  return `Terraform runs as ${callerArn}, which the description does not name: the alert changed-outside-terraform will tell of its changes.`;
}

function isCalled(role: Role, roleName: string): boolean {
  return typeof role === "string"
    ? withoutPath(role) === roleName
    : isPermissionSetRoleName(roleName, role.permissionSet);
}

function described(role: Role): string {
  return typeof role === "string" ? `the role ${role}` : `the permission set ${role.permissionSet}`;
}

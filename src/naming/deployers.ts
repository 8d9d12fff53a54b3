import { forwardsByStackSet, membersWithStacks } from "../config/forwarding";
import type { Account, Organization, Role } from "../config/organization";
import type { Partition } from "../config/regions";
import { type Names, STACK_SET_ROLES, withoutPath } from "../naming";
import { permissionSetRoleName } from "./permission-sets";

/** The roles that Terraform works as, and what policies and events call them. */

/** The role that Terraform assumes to work in an account, if it is told to. */
export function deployAccessRoleArn(partition: Partition, { id, deploy }: Account): string | undefined {
  return deploy?.roleName && `arn:${partition}:iam::${id}:role/${deploy.roleName}`;
}

/**
 * The role that Terraform assumes by its name to work in an account, where the description says so. That of a permission
 * set nobody does: people sign in to it.
 */
export function assumedDeployerArn(names: Names, { guardrails }: Organization, account: Account): string | undefined {
  const exempt = typeof guardrails.deployRole === "string" ? names.deployRoleArn(account.id) : undefined;
  return deployAccessRoleArn(names.partition, account) ?? exempt;
}

/** What sessions and IAM's events call a role: its name without a path, `*` for a suffix that AWS chose. */
export function sessionRoleName(role: Role): string {
  return typeof role === "string" ? withoutPath(role) : permissionSetRoleName(role.permissionSet);
}

/** ARN patterns of every role, in whichever account and path, whose sessions are called as this one's. */
export function namesakes(partition: Partition, role: Role): readonly string[] {
  const name = sessionRoleName(role);
  return ["", "*/"].map((path) => `arn:${partition}:iam::*:role/${path}${name}`);
}

/**
 * Names, without their paths, of the roles that Terraform, and StackSets for it, change what the stacks own with. Who
 * trusts one of them trusts it in whichever account: a list of accounts would not fit a rule's pattern.
 */
export function deployerRoles(organization: Organization): readonly string[] {
  const { accounts, guardrails } = organization;
  const exempt = guardrails.deployRole === undefined ? [] : [sessionRoleName(guardrails.deployRole)];
  const assumed = [accounts.management, ...membersWithStacks(organization)].flatMap(({ deploy }) =>
    deploy?.roleName === undefined ? [] : [withoutPath(deploy.roleName)],
  );
  return [...new Set([...assumed, ...exempt, ...(forwardsByStackSet(organization) ? [STACK_SET_ROLES] : [])])];
}

/** ARN patterns of their sessions, in whichever account. */
export function deployerSessions(names: Names, organization: Organization): readonly string[] {
  return deployerRoles(organization).map((role) => `arn:${names.partition}:sts::*:assumed-role/${role}/*`);
}

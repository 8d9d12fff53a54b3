import { membersWithStacks } from "../../config/forwarding";
import type { Account, Organization, Role } from "../../config/organization";
import type { Names } from "../../naming";
import { deployAccessRoleArn, sessionRoleName } from "../../naming/deployers";

/** Every account that Terraform works in. */
export function allAccounts(organization: Organization): readonly Account[] {
  return [organization.accounts.management, ...membersWithStacks(organization)];
}

/** As whom Terraform works in an account. */
export interface Deployer {
  /** ARN, or ARN pattern of a permission set's role. @default - the description does not say */
  readonly roleArn: string | undefined;
  /** Begins the names of its customer managed policies: the guardrails keep policies that are called as the role (DenyAuditRoleChanges). */
  readonly policyPrefix: string;
}

export function deployerOf(names: Names, organization: Organization, account: Account): Deployer {
  return {
    roleArn: deployAccessRoleArn(names.partition, account) ?? names.deployRoleArn(account.id),
    policyPrefix: sessionRoleName(deployRoleOf(organization, account)).replace(/\*$/, ""),
  };
}

/** The guardrails' deploy role is about member accounts; the management account's is taken for the same, unless it says otherwise. */
export function deployRoleOf({ guardrails }: Organization, { deploy }: Account): Role {
  return deploy?.roleName ?? guardrails.deployRole ?? UNNAMED;
}

const UNNAMED = "OrgAuditDeployer";

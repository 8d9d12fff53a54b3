import type { Names } from "../naming";
import { accountRootArn } from "../naming/account-root";
import type { OneOrMore, Statement } from "./document";

/** Who calls: principals, and conditions on them, each written once. */

export const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" } as const;
export const EVENTBRIDGE = { Service: "events.amazonaws.com" } as const;
export const SNS = { Service: "sns.amazonaws.com" } as const;

/** A resource's policy, and a resource control policy, may deny whoever asks. */
export const TO_EVERYBODY = { Effect: "Deny", Principal: "*" } as const;

/** A statement's condition, and nothing else of it. */
export type Conditional = Required<Pick<Statement, "Condition">>;

/** The account as a whole: its own policies decide who of it. */
export function accountPrincipal(names: Names, accountId: string) {
  return { AWS: accountRootArn(names, accountId) };
}

/** Whoever belongs to the organization, its services' roles too. */
export function fromOrganization({ organizationId }: Names) {
  return { StringEquals: { "aws:PrincipalOrgID": organizationId } } as const;
}

/**
 * Exempts roles, each of one account: `aws:PrincipalArn` of a session is its role's ARN with its path, and a role of the
 * same name in another account has another.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 *
 * @param roleArns ARNs, or ARN patterns, where somebody else keeps roles that match from being made: IAM Identity Center of
 *   permission sets' roles, a statement of ours of StackSets'
 */
export function exceptRoles(roleArns: OneOrMore): Conditional {
  return { Condition: { ArnNotLike: { "aws:PrincipalArn": roleArns } } };
}

/**
 * Binds the log-archive account's root alone. Whoever Terraform runs as, it is not the root, which no bucket policy can keep
 * from putting another; the session that sts:AssumeRoot hands out is the root, too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
export function onlyRoot(names: Names): Conditional {
  return { Condition: { ArnEquals: { "aws:PrincipalArn": accountRootArn(names, names.logArchiveAccountId) } } };
}

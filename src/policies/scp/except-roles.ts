import type { Statement } from "../document";

/** Whom a deny spares. */
export type Exemption = Pick<Statement, "Condition">;

/**
 * Exempts roles, each of one account: `aws:PrincipalArn` of a session is its role's ARN with its path, and a role of the
 * same name in another account has another.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 *
 * @param roleArns ARNs, or ARN patterns, where somebody else keeps roles that match from being made: IAM Identity Center of
 *   permission sets' roles, a statement of ours of StackSets'
 */
export function exceptRoles(roleArns: readonly string[]): Exemption & Required<Pick<Statement, "Condition">> {
  return { Condition: { ArnNotLike: { "aws:PrincipalArn": roleArns } } };
}

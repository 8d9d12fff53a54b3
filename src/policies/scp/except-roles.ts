import type { Statement } from "../document";

/**
 * Exempts roles, each of one account: `aws:PrincipalArn` of a session is its role's ARN, and a role of the same name in
 * another account has another.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export function exceptRoles(roleArns: readonly string[]): Pick<Statement, "Condition"> {
  return { Condition: { ArnNotEquals: { "aws:PrincipalArn": roleArns } } };
}

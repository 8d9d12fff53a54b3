import type { Statement } from "../document";

/** Whom a deny spares. */
export type Exemption = Pick<Statement, "Condition">;

/**
 * Exempts roles, each of one account: `aws:PrincipalArn` of a session is its role's ARN, and a role of the same name in
 * another account has another.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 *
 * @param patterns of roles in whichever account, which somebody else's statement has to keep from being made there. A deny
 *   holds for whoever is neither one of the roles nor like a pattern: IAM asks for every operator
 */
export function exceptRoles(roleArns: readonly string[], patterns: readonly string[] = []): Exemption {
  return {
    Condition: {
      ArnNotEquals: { "aws:PrincipalArn": roleArns },
      ...(patterns.length === 0 ? {} : { ArnNotLike: { "aws:PrincipalArn": patterns } }),
    },
  };
}

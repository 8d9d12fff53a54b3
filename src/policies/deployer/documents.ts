import type { PolicyDocument, Statement } from "../document";
import { minified, policyDocument } from "../document";

/**
 * Characters of a customer managed policy, white space not counted; ten of them fit a role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MANAGED_POLICY_CHARACTERS = 6_144;
export const MANAGED_POLICIES_OF_A_ROLE = 10;

/**
 * Bytes of a permission set's one inline policy, white space not counted.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 */
export const PERMISSION_SET_INLINE_BYTES = 10_240;

/** What AWS counts: our values have no white space of their own. */
export function charactersOf(document: PolicyDocument): number {
  return minified(document).length;
}

/**
 * As few managed policies as hold the statements, in their order.
 *
 * @throws Error if a statement alone is too long, or a role could not have all of them
 */
export function managedPolicies(statements: readonly Statement[]): readonly PolicyDocument[] {
  const documents: Statement[][] = [];
  for (const statement of statements) {
    const last = documents.at(-1);
    if (last !== undefined && charactersOf(policyDocument([...last, statement])) <= MANAGED_POLICY_CHARACTERS) {
      last.push(statement);
    } else {
      documents.push([statement]);
    }
  }
  const policies = documents.map(policyDocument);
  const tooLong = policies.find((document) => charactersOf(document) > MANAGED_POLICY_CHARACTERS);
  if (tooLong !== undefined) {
    throw new Error(
      `Statement ${tooLong.Statement[0]?.Sid} alone has ${charactersOf(tooLong)} characters, more than the ${MANAGED_POLICY_CHARACTERS} of a managed policy. Divide its scope in src/policies/deployer/scopes.ts.`,
    );
  }
  if (policies.length > MANAGED_POLICIES_OF_A_ROLE) {
    throw new Error(`${policies.length} managed policies are needed; a role has ${MANAGED_POLICIES_OF_A_ROLE} at most`);
  }
  return policies;
}

import type { Partition } from "../config/regions";

/**
 * An account's root. As a principal it stands for the account, which decides whom of its own it lets; as
 * `aws:PrincipalArn` it is the root alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
 */
export function accountRootArn({ partition }: { readonly partition: Partition }, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:root`;
}

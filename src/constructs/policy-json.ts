import { minified, type PolicyDocument } from "../policies/document";

/** An IAM policy variable: `${aws:PrincipalAccount}`. Terraform's references and cdktf's tokens have no such prefix. */
const IAM_VARIABLE = /\$\{(?=[a-z0-9-]+:)/g;

/**
 * A policy as Terraform reads it. Terraform takes `${` for its own template, IAM for a variable: doubled, it arrives at
 * IAM as it stood. https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function policyJson(document: PolicyDocument): string {
  return minified(document).replace(IAM_VARIABLE, () => "$${");
}

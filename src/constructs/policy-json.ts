import { minified, type PolicyDocument } from "../policies/document";

/**
 * A variable of an IAM policy, `${aws:PrincipalAccount}`, or of a CloudFormation template, `${AWS::AccountId}`.
 * Terraform's references and cdktf's tokens have no such prefix.
 */
const VARIABLE = /\$\{(?=[A-Za-z0-9-]+:)/g;

/** A policy as Terraform reads it. */
export function policyJson(document: PolicyDocument): string {
  return escapeVariables(minified(document));
}

/**
 * Terraform takes `${` for its own template, AWS for a variable: doubled, it arrives at AWS as it stood.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function escapeVariables(text: string, variable = VARIABLE): string {
  // As a text, the replacement would be read for a $ of its own.
  return text.replace(variable, () => "$${");
}

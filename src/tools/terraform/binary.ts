import { resolve } from "node:path";

/**
 * The Terraform to run: the variable is cdktf's own, for whoever keeps several versions, or another name.
 * https://developer.hashicorp.com/terraform/cdktf/create-and-deploy/environment-variables
 *
 * A path is resolved here: Terraform is started in each stack's folder, and `./terraform` does not lie there.
 */
export function terraformBinary({ TERRAFORM_BINARY_NAME }: NodeJS.ProcessEnv): string {
  const binary = TERRAFORM_BINARY_NAME || "terraform";
  return /[\\/]/.test(binary) ? resolve(binary) : binary;
}

/**
 * Terraform versions that the stacks are for: S3's lockfile is no experiment from 1.11 on.
 * https://developer.hashicorp.com/terraform/language/backend/s3#use_lockfile
 */
export const TERRAFORM_VERSIONS = { least: "1.11.0", below: "2.0.0" };

/** The same, as Terraform writes it. */
export const REQUIRED_TERRAFORM = `>= ${TERRAFORM_VERSIONS.least}, < ${TERRAFORM_VERSIONS.below}`;

import type { Role } from "../../src/config/organization";

const SUFFIX = "0123456789abcdef";

/**
 * The role of a permission set in an account, with its path: where Identity Center is in us-east-1, and where it is elsewhere.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function permissionSetRoles(permissionSet: string): readonly [string, string] {
  const name = `AWSReservedSSO_${permissionSet}_${SUFFIX}`;
  return [`aws-reserved/sso.amazonaws.com/${name}`, `aws-reserved/sso.amazonaws.com/eu-west-2/${name}`];
}

/** Every way in which AWS may call a role that a description names. */
export function rolesNamed(role: Role): readonly string[] {
  return typeof role === "string" ? [role] : permissionSetRoles(role.permissionSet);
}

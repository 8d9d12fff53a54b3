/**
 * The role that IAM Identity Center makes for a permission set in an account: `AWSReservedSSO_<permission set>_<suffix>`,
 * below `aws-reserved/sso.amazonaws.com/`, with one more folder, the Region, unless Identity Center is in us-east-1. The
 * suffix is another one whenever the permission set is assigned anew, so policies name it by a pattern.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 *
 * A pattern is safe here, and only here: IAM takes nobody's word but Identity Center's for what is below that path.
 * https://repost.aws/knowledge-center/identity-center-aws-reserved-sso
 *
 * What stands behind a pattern's last `/` is the role's name, for a name has no `/` in it: `*` before that `/` stands for
 * the Region's folder or for none, and for nothing else.
 */
const ANY_REGION = "aws-reserved/sso.amazonaws.com*/";

/** IAM takes 64 characters, Identity Center 32 of them for a permission set's name: with the rest these 16 remain. */
const SUFFIX_LENGTH = 16;

/** Begins the name of the permission set's role. */
function nameBeginning(permissionSet: string): string {
  return `AWSReservedSSO_${permissionSet}_`;
}

/**
 * The permission set's role, with its path, for whom a mistake must never keep out: whatever its suffix. The roles of
 * other permission sets, `<permission set>_<more>`, match it too; who may make one can assign this one just as well.
 */
export function permissionSetRole(permissionSet: string): string {
  return `${ANY_REGION}${permissionSetRoleName(permissionSet)}`;
}

/**
 * The same for whom a deny spares. `?` stands for one character each: `<permission set>_<more>` has too many. Identity
 * Center's delegated administrator may make such a set, and may not touch one that the management account has too.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
 */
export function exactPermissionSetRole(permissionSet: string): string {
  return `${ANY_REGION}${nameBeginning(permissionSet)}${"?".repeat(SUFFIX_LENGTH)}`;
}

/** Its name alone, as sessions and IAM's events have it. Filters and rules know no `?`. */
export function permissionSetRoleName(permissionSet: string): string {
  return `${nameBeginning(permissionSet)}*`;
}

/** Whether a role of that name, whose path is not known, is the permission set's. */
export function isPermissionSetRoleName(roleName: string, permissionSet: string): boolean {
  const beginning = nameBeginning(permissionSet);
  return roleName.startsWith(beginning) && roleName.length === beginning.length + SUFFIX_LENGTH;
}

/**
 * Making a role, taking it over, emptying it, or lending it: who puts it into an instance profile, or into a profile of
 * Roles Anywhere, needs iam:PassRole too. Its tags may be what its permissions ask for.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/security_iam_service-with-iam.html
 */
export const ROLE_CHANGES = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PassRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
] as const;

/** Changing what a customer managed policy allows, which is no part of the role that has it. */
export const POLICY_CHANGES = [
  "iam:CreatePolicyVersion",
  "iam:DeletePolicyVersion",
  "iam:SetDefaultPolicyVersion",
] as const;

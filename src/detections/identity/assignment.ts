/** As Identity Center records it: https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html */
export const assignmentIn = (targetId: string) => ({
  instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
  targetId,
  targetType: "AWS_ACCOUNT",
  permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
  principalType: "USER",
  principalId: "34887428-4081-7042-c3c6-928d413009e7",
});

import { ARCHIVE, call, MANAGEMENT, PROD, type QueryCase } from "./case";

const IAM = "iam.amazonaws.com";

const EVERYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});
const LITTLE = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:Get*", Resource: "*" }],
});
const trustOf = (principal: unknown) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
  });

/** Who may do more than before. */
export const IDENTITY_CHANGE_CASES: readonly QueryCase[] = [
  {
    query: "identity-center-assignments",
    archive: [
      call("10:00", { eventSource: "sso.amazonaws.com", eventName: "DescribePermissionSet", accountId: MANAGEMENT }),
      call("10:00", { eventSource: "sso.amazonaws.com", eventName: "CreateApplication", accountId: MANAGEMENT }),
      call("10:00", { eventSource: "quicksight.amazonaws.com", eventName: "CreateGroupMembership" }),
      call("09:15", {
        eventSource: "sso.amazonaws.com",
        eventName: "CreateAccountAssignment",
        accountId: MANAGEMENT,
        requestParameters: {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          targetId: ARCHIVE,
          targetType: "AWS_ACCOUNT",
          permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
          principalType: "GROUP",
          principalId: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        },
      }),
      call("09:16", {
        eventSource: "identitystore.amazonaws.com",
        eventName: "CreateGroupMembership",
        accountId: MANAGEMENT,
        requestParameters: { identityStoreId: "d-1234567890", memberId: { userId: "9067642ac7-dd8d41b7" } },
      }),
      call("09:17", { eventSource: "sso.amazonaws.com", eventName: "ListAccountAssignments", accountId: MANAGEMENT }),
    ],
    columns: ["eventname", "target_account_id", "permission_set_arn", "given_to"],
    answer: [
      [
        "CreateAccountAssignment",
        ARCHIVE,
        "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
      ],
      ["CreateGroupMembership", null, null, "9067642ac7-dd8d41b7"],
    ],
  },
  {
    query: "new-users-and-keys",
    archive: [
      call("10:00", { eventSource: "chime.amazonaws.com", eventName: "CreateUser" }),
      call("09:15", { eventSource: IAM, eventName: "CreateUser", requestParameters: { userName: "backup" } }),
      call("09:16", {
        eventSource: IAM,
        eventName: "CreateAccessKey",
        requestParameters: { userName: "backup" },
        responseElements: { accessKey: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", status: "Active", userName: "backup" } },
      }),
      call("09:17", { eventSource: IAM, eventName: "ListAccessKeys", requestParameters: { userName: "backup" } }),
      call("09:18", { eventSource: IAM, eventName: "DeleteAccessKey", requestParameters: { userName: "backup" } }),
    ],
    columns: ["eventname", "for_user", "new_key_id"],
    answer: [
      ["CreateUser", "backup", null],
      ["CreateAccessKey", "backup", "AKIAIOSFODNN7EXAMPLE"],
    ],
  },
  {
    query: "policy-changes",
    archive: [
      call("10:00", { eventSource: "iot.amazonaws.com", eventName: "CreatePolicy" }),
      call("09:15", {
        eventSource: IAM,
        eventName: "AttachUserPolicy",
        requestParameters: { userName: "backup", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      }),
      call("09:16", {
        eventSource: IAM,
        eventName: "PutRolePolicy",
        requestParameters: { roleName: "Build", policyName: "all", policyDocument: EVERYTHING },
      }),
      call("09:17", {
        eventSource: IAM,
        eventName: "PutRolePolicy",
        requestParameters: { roleName: "Build", policyName: "little", policyDocument: LITTLE },
      }),
      call("09:18", {
        eventSource: IAM,
        eventName: "UpdateAssumeRolePolicy",
        requestParameters: { roleName: "Build", policyDocument: trustOf({ AWS: "*" }) },
      }),
      call("09:19", {
        eventSource: IAM,
        eventName: "CreateRole",
        requestParameters: { roleName: "Run", assumeRolePolicyDocument: trustOf({ AWS: `arn:aws:iam::${PROD}:root` }) },
      }),
      call("09:20", { eventSource: IAM, eventName: "GetRolePolicy", requestParameters: { roleName: "Build" } }),
    ],
    columns: ["eventname", "target", "allows_everything", "trusts_anybody"],
    answer: [
      ["AttachUserPolicy", "backup", true, false],
      ["PutRolePolicy", "Build", true, false],
      ["PutRolePolicy", "Build", false, false],
      ["UpdateAssumeRolePolicy", "Build", false, true],
      ["CreateRole", "Run", false, false],
    ],
  },
  {
    query: "federation-changes",
    archive: [
      call("09:15", { eventSource: IAM, eventName: "UpdateSAMLProvider" }),
      call("09:16", { eventSource: "rolesanywhere.amazonaws.com", eventName: "CreateTrustAnchor" }),
      call("09:17", { eventSource: IAM, eventName: "ListSAMLProviders" }),
      call("09:18", { eventSource: IAM, eventName: "CreateRole" }),
    ],
    columns: ["eventsource", "eventname"],
    answer: [
      [IAM, "UpdateSAMLProvider"],
      ["rolesanywhere.amazonaws.com", "CreateTrustAnchor"],
    ],
  },
];

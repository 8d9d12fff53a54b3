import {
  administrator,
  assumedRole,
  awsInternal,
  awsService,
  deployer,
  iamUser,
  permissionSetSession,
  serviceLinkedRoleSession,
} from "../../support/cloudtrail/identities";
import { cloudTrailRecord, denied } from "../../support/cloudtrail/record";
import { ARCHIVE, at, call, HOME, MANAGEMENT, PROD, type QueryCase } from "./case";

const IAM = "iam.amazonaws.com";
const KEY_ARN = `arn:aws:kms:${HOME}:${ARCHIVE}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ORGANIZATIONS = "organizations.amazonaws.com";
const admin = administrator(PROD);

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

/** What was changed. */
export const CHANGE_CASES: readonly QueryCase[] = [
  {
    query: "trail-changes",
    archive: [
      at(
        "09:15",
        denied(
          cloudTrailRecord({
            eventSource: "cloudtrail.amazonaws.com",
            eventName: "StopLogging",
            accountId: PROD,
            region: HOME,
          }),
        ),
      ),
      call("09:16", {
        eventSource: "cloudtrail.amazonaws.com",
        eventName: "PutEventSelectors",
        requestParameters: { trailName: "acme-org-trail" },
      }),
      call("09:17", { eventSource: "cloudtrail.amazonaws.com", eventName: "GetTrailStatus" }),
    ],
    columns: ["eventname", "outcome", "principal", "requestparameters"],
    answer: [
      ["StopLogging", "AccessDenied", admin.arn, null],
      ["PutEventSelectors", "Success", admin.arn, '{"trailName":"acme-org-trail"}'],
    ],
  },
  {
    query: "archive-changes",
    given: { bucket: "acme-logs" },
    archive: [
      call("09:15", {
        eventSource: "s3.amazonaws.com",
        eventName: "PutBucketLifecycle",
        accountId: ARCHIVE,
        requestParameters: { bucketName: "acme-logs", lifecycle: "" },
      }),
      call("09:16", { eventSource: "s3.amazonaws.com", eventName: "PutAccountPublicAccessBlock", accountId: ARCHIVE }),
      call("09:17", {
        eventSource: "s3.amazonaws.com",
        eventName: "DeleteObject",
        accountId: ARCHIVE,
        managementEvent: false,
        requestParameters: { bucketName: "acme-logs", key: "AWSLogs/x" },
      }),
      call("09:18", {
        eventSource: "s3.amazonaws.com",
        eventName: "PutObject",
        accountId: ARCHIVE,
        managementEvent: false,
        requestParameters: { bucketName: "acme-logs", key: "AWSLogs/x" },
      }),
      call("09:19", {
        eventSource: "s3.amazonaws.com",
        eventName: "PutBucketPolicy",
        requestParameters: { bucketName: "acme-site" },
      }),
    ],
    columns: ["eventname", "account_id"],
    answer: [
      ["PutBucketLifecycle", ARCHIVE],
      ["PutAccountPublicAccessBlock", ARCHIVE],
      ["DeleteObject", ARCHIVE],
    ],
  },
  {
    query: "key-changes",
    given: { key: KEY_ARN },
    archive: [
      call("09:15", {
        eventSource: "kms.amazonaws.com",
        eventName: "ScheduleKeyDeletion",
        accountId: ARCHIVE,
        requestParameters: { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab", pendingWindowInDays: 7 },
        resources: [{ ARN: KEY_ARN, accountId: ARCHIVE, type: "AWS::KMS::Key" }],
      }),
      call("09:16", {
        eventSource: "kms.amazonaws.com",
        eventName: "Decrypt",
        accountId: ARCHIVE,
        readOnly: true,
        resources: [{ ARN: KEY_ARN, accountId: ARCHIVE, type: "AWS::KMS::Key" }],
      }),
      call("09:17", {
        eventSource: "kms.amazonaws.com",
        eventName: "DisableKey",
        requestParameters: { keyId: "other" },
      }),
    ],
    columns: ["eventname", "account_id"],
    answer: [["ScheduleKeyDeletion", ARCHIVE]],
  },
  {
    query: "organization-policy-changes",
    archive: [
      call("09:15", {
        eventSource: ORGANIZATIONS,
        eventName: "DetachPolicy",
        accountId: MANAGEMENT,
        requestParameters: { policyId: "p-examplepolicyid", targetId: "ou-examplerootid111-exampleouid111" },
      }),
      call("09:16", {
        eventSource: ORGANIZATIONS,
        eventName: "DisableAWSServiceAccess",
        accountId: MANAGEMENT,
        requestParameters: { servicePrincipal: "cloudtrail.amazonaws.com" },
      }),
      call("09:17", { eventSource: ORGANIZATIONS, eventName: "DescribePolicy", accountId: MANAGEMENT }),
      call("09:18", { eventSource: ORGANIZATIONS, eventName: "MoveAccount", accountId: MANAGEMENT }),
    ],
    columns: ["eventname", "policy_id", "target_id"],
    answer: [
      ["DetachPolicy", "p-examplepolicyid", "ou-examplerootid111-exampleouid111"],
      ["DisableAWSServiceAccess", null, null],
    ],
  },
  {
    query: "detection-changes",
    given: { name: "org-audit" },
    archive: [
      call("09:15", {
        eventSource: "monitoring.amazonaws.com",
        eventName: "DeleteAlarms",
        requestParameters: { alarmNames: ["org-audit-trail-changed"] },
      }),
      call("09:16", {
        eventSource: "events.amazonaws.com",
        eventName: "DisableRule",
        requestParameters: { name: "nightly" },
      }),
      call("09:17", {
        eventSource: "logs.amazonaws.com",
        eventName: "CreateLogStream",
        requestParameters: { logGroupName: "org-audit" },
      }),
    ],
    columns: ["eventname", "requestparameters"],
    answer: [["DeleteAlarms", '{"alarmNames":["org-audit-trail-changed"]}']],
  },
  {
    query: "security-service-changes",
    archive: [
      call("09:15", {
        eventSource: "guardduty.amazonaws.com",
        eventName: "DeleteDetector",
        requestParameters: { detectorId: "12abc34d567e8fa901bc2d34e56789f0" },
      }),
      call("09:16", { eventSource: "config.amazonaws.com", eventName: "StopConfigurationRecorder" }),
      call("09:17", { eventSource: "guardduty.amazonaws.com", eventName: "GetFindings" }),
      call("09:18", { eventSource: "s3.amazonaws.com", eventName: "DeleteBucket" }),
    ],
    columns: ["eventname", "principal"],
    answer: [
      ["DeleteDetector", admin.arn],
      ["StopConfigurationRecorder", admin.arn],
    ],
  },
  {
    query: "changes-outside-terraform",
    given: { deploy_role: "OrgAuditDeployer" },
    archive: [
      call("09:15", { eventSource: IAM, eventName: "CreateRole", by: admin }),
      call("09:16", { eventSource: IAM, eventName: "CreateRole", by: deployer(PROD) }),
      call("09:17", { eventSource: IAM, eventName: "GetRole", by: admin }),
      call("09:18", {
        eventSource: "events.amazonaws.com",
        eventName: "PutRule",
        by: serviceLinkedRoleSession(PROD, "config.amazonaws.com", "AWSServiceRoleForConfig"),
      }),
      call("09:19", {
        eventSource: "s3.amazonaws.com",
        eventName: "PutObject",
        by: awsService("cloudtrail.amazonaws.com"),
      }),
      call("09:20", { eventSource: "sts.amazonaws.com", eventName: "AssumeRole", by: admin, readOnly: false }),
      call("09:21", {
        eventSource: IAM,
        eventName: "CreateUser",
        by: { ...admin, invokedBy: "cloudformation.amazonaws.com" },
      }),
      call("09:22", {
        eventSource: "kms.amazonaws.com",
        eventName: "RotateKey",
        by: awsInternal(PROD),
        eventType: "AwsServiceEvent",
        readOnly: false,
      }),
      call("09:23", { eventSource: IAM, eventName: "CreateRole", by: assumedRole(PROD, "OrgAuditDeployerToo") }),
    ],
    columns: ["eventtime", "eventname"],
    answer: [
      ["2026-11-20T09:15:00Z", "CreateRole"],
      ["2026-11-20T09:21:00Z", "CreateUser"],
      ["2026-11-20T09:23:00Z", "CreateRole"],
    ],
  },
  ...[
    ["Terraform", "bob"],
    ["any", "alice", "bob"],
  ].map(([deploy_role = "", ...answer]) => ({
    query: "changes-outside-terraform",
    given: { deploy_role },
    archive: [
      call("09:15", {
        eventSource: IAM,
        eventName: "CreateRole",
        by: permissionSetSession(PROD, "Terraform", { user: "alice" }),
      }),
      call("09:16", { eventSource: IAM, eventName: "CreateRole", by: iamUser(PROD, "bob") }),
    ],
    columns: ["principal"],
    answer: answer.map((who) => [
      who === "bob" ? iamUser(PROD, who).arn : permissionSetSession(PROD, "Terraform", { user: who }).arn,
    ]),
  })),
  {
    query: "account-changes",
    archive: [
      call("09:15", {
        eventSource: ORGANIZATIONS,
        eventName: "CreateAccount",
        accountId: MANAGEMENT,
        requestParameters: { tags: [], email: "****", accountName: "****" },
        responseElements: { createAccountStatus: { id: "car-examplecreateaccountrequestid111", state: "IN_PROGRESS" } },
      }),
      // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_security_incident-response.html
      call("09:16", {
        eventSource: ORGANIZATIONS,
        eventName: "CreateAccountResult",
        eventType: "AwsServiceEvent",
        accountId: MANAGEMENT,
        by: awsInternal(MANAGEMENT),
        readOnly: false,
        serviceEventDetails: {
          createAccountStatus: {
            id: "car-examplecreateaccountrequestid111",
            state: "SUCCEEDED",
            accountId: "777788889999",
          },
        },
      }),
      call("09:17", {
        eventSource: ORGANIZATIONS,
        eventName: "RemoveAccountFromOrganization",
        accountId: MANAGEMENT,
        requestParameters: { accountId: PROD },
      }),
      call("09:18", { eventSource: ORGANIZATIONS, eventName: "ListAccounts", accountId: MANAGEMENT }),
    ],
    columns: ["eventname", "about_account_id"],
    answer: [
      ["CreateAccount", null],
      ["CreateAccountResult", "777788889999"],
      ["RemoveAccountFromOrganization", PROD],
    ],
  },
  {
    query: "identity-center-assignments",
    archive: [
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
  {
    query: "network-changes",
    archive: [
      call("09:15", {
        eventSource: "ec2.amazonaws.com",
        eventName: "AuthorizeSecurityGroupIngress",
        requestParameters: {
          groupId: "sg-903004f8",
          ipPermissions: {
            items: [
              {
                ipProtocol: "tcp",
                fromPort: 22,
                toPort: 22,
                groups: {},
                ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] },
              },
            ],
          },
        },
      }),
      call("09:16", {
        eventSource: "ec2.amazonaws.com",
        eventName: "CreateRoute",
        requestParameters: { routeTableId: "rtb-1", destinationCidrBlock: "10.0.0.0/8" },
      }),
      call("09:17", { eventSource: "ec2.amazonaws.com", eventName: "DescribeSecurityGroups" }),
      call("09:18", { eventSource: "ec2.amazonaws.com", eventName: "RunInstances" }),
    ],
    columns: ["eventname", "to_everybody"],
    answer: [
      ["AuthorizeSecurityGroupIngress", true],
      ["CreateRoute", false],
    ],
  },
];

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

/** What was changed. */
export const CHANGE_CASES: readonly QueryCase[] = [
  {
    query: "trail-changes",
    archive: [
      call("10:00", { eventSource: "s3.amazonaws.com", eventName: "PutBucketPolicy" }),
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
      call("10:00", {
        eventSource: "s3.amazonaws.com",
        eventName: "GetBucketPolicy",
        accountId: ARCHIVE,
        requestParameters: { bucketName: "acme-logs" },
      }),
      call("10:00", {
        eventSource: "macie2.amazonaws.com",
        eventName: "CreateClassificationJob",
        accountId: ARCHIVE,
        requestParameters: { bucketName: "acme-logs" },
      }),
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
      call("10:00", {
        eventSource: "backup.amazonaws.com",
        eventName: "CreateBackupVault",
        requestParameters: { encryptionKeyArn: KEY_ARN },
      }),
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
      call("10:00", { eventSource: "iam.amazonaws.com", eventName: "CreatePolicy", accountId: MANAGEMENT }),
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
      call("10:00", {
        eventSource: "lambda.amazonaws.com",
        eventName: "AddPermission",
        requestParameters: { functionName: "org-audit" },
      }),
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
      call("10:00", { eventSource: "dynamodb.amazonaws.com", eventName: "PutItem", managementEvent: false, by: admin }),
      call("10:00", {
        eventSource: "cloudshell.amazonaws.com",
        eventName: "CreateSession",
        eventType: "AwsConsoleAction",
        readOnly: false,
        by: admin,
      }),
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
    query: "changes-outside-terraform",
    given: { name: "payroll" },
    archive: [
      call("09:15", { eventSource: IAM, eventName: "CreateRole", requestParameters: { roleName: "payroll-read" } }),
      call("09:16", { eventSource: IAM, eventName: "CreateRole", requestParameters: { roleName: "site-read" } }),
    ],
    columns: ["requestparameters"],
    answer: [['{"roleName":"payroll-read"}']],
  },
  {
    query: "account-changes",
    archive: [
      call("10:00", { eventSource: "connect.amazonaws.com", eventName: "CreateAccount" }),
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
    query: "network-changes",
    archive: [
      call("10:00", { eventSource: "rds.amazonaws.com", eventName: "AuthorizeDBSecurityGroupIngress" }),
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

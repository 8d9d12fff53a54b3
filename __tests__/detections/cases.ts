import type { Organization } from "../../src/config/organization";
import type { DetectionId } from "../../src/detections";
import { namesOf } from "../../src/naming";
import { databasePrefix } from "../../src/naming/workbench-names";
import {
  alarmStateChange,
  customEvent,
  type EventBridgeEvent,
  objectDeleted,
} from "../support/cloudtrail/event-bridge-event";
import {
  assumedRole,
  awsAccount,
  awsInternal,
  awsService,
  deployer,
  iamUser,
  permissionSetSession,
  rootUser,
  samlUser,
  serviceLinkedRoleSession,
} from "../support/cloudtrail/identities";
import {
  type CloudTrailCall,
  type CloudTrailRecord,
  cloudTrailRecord,
  consoleLogin,
  denied,
  omitted,
} from "../support/cloudtrail/record";
import { example } from "../support/synthesized";
import { large } from "./organizations";

/** What a detection asks about, so that a test may not vary it: who calls, whether it works, what the call names. */
export type About = "caller" | "outcome" | "parameters";

/** Records that a detection must see, and near misses that it must not. */
export interface Case {
  /** @default organizations/example.ts */
  readonly organization?: Organization;
  /** @default - none: whoever calls, whether AWS refuses, and with its parameters left out */
  readonly about?: readonly About[];
  /** Whether it is the same in every account and Region. @default false */
  readonly anywhere?: boolean;
  readonly fires: readonly CloudTrailRecord[];
  readonly misses: readonly CloudTrailRecord[];
}

/** The same for events that are no records of CloudTrail's. */
export interface SignalCase {
  readonly fires: readonly EventBridgeEvent[];
  readonly misses: readonly EventBridgeEvent[];
}

const names = namesOf(example);
const { managementAccountId: management, logArchiveAccountId: logArchive, hubAccountId: security, homeRegion } = names;
const [prod = ""] = example.accounts.workloads.map(({ id }) => id);

type More = Partial<Omit<CloudTrailCall, "eventSource" | "eventName" | "accountId">>;

/** A call, `service:EventName`, recorded in an account. */
function call(
  event: string,
  accountId: string,
  requestParameters?: CloudTrailCall["requestParameters"],
  more: More = {},
) {
  const [service = "", eventName = ""] = event.split(":");
  return cloudTrailRecord({
    eventSource: `${service}.amazonaws.com`,
    eventName,
    accountId,
    ...(requestParameters === undefined ? {} : { requestParameters }),
    ...more,
  });
}

/** Several calls of one service. */
const calls = (service: string, accountId: string, ...events: readonly string[]): readonly CloudTrailRecord[] =>
  events.map((event) => call(`${service}:${event}`, accountId));

const READ: More = { readOnly: true };
const ours = (name: string): string => `${names.auditPrefix}-${name}`;
const theirs = "team-example-orgaudit";
const queueUrl = (name: string): string => `https://sqs.${homeRegion}.amazonaws.com/${security}/${name}`;
const topicArn = (name: string): string => `arn:aws:sns:${homeRegion}:${management}:${name}`;

const roleChange = (event: string, accountId: string, roleName: string) =>
  call(`iam:${event}`, accountId, { roleName });

/** What Organizations itself reports to the management account. */
const membership = (event: string) =>
  call(`organizations:${event}`, management, undefined, {
    by: awsInternal(management),
    eventType: "AwsServiceEvent",
    serviceEventDetails: { accountId: prod },
  });

const bucket = { bucketName: names.archive.bucket.name };
const trail = { name: names.trail.arn };
const logGroup = { logGroupName: names.trailLogGroup.name };
/** As Identity Center records it: https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html */
const assignmentIn = (targetId: string) => ({
  instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
  targetId,
  targetType: "AWS_ACCOUNT",
  permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
  principalType: "USER",
  principalId: "34887428-4081-7042-c3c6-928d413009e7",
});
const intoArchive = {
  roleArn: `arn:aws:iam::${logArchive}:role/OrganizationAccountAccessRole`,
  roleSessionName: "alice",
};

const readerIn = (accountId: string) => permissionSetSession(accountId, "SecurityAudit");
const scaling = (accountId: string) =>
  serviceLinkedRoleSession(accountId, "autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling");
const securityHub = (accountId: string) =>
  serviceLinkedRoleSession(accountId, "securityhub.amazonaws.com", "AWSServiceRoleForSecurityHub");

const intoScanner = { roleArn: `arn:aws:iam::${logArchive}:role/PostureScanner`, roleSessionName: "scan" };

const auditors = names.auditors;
const intoAuditor = { roleArn: auditors[0]?.role.arn, roleSessionName: "alice" };
const intoForwarder = { ...intoAuditor, roleArn: `arn:aws:iam::${logArchive}:role/${ours("forward-us-east-1")}` };
const responder = permissionSetSession(logArchive, "SecurityAudit");

export const CASES: Readonly<Partial<Record<DetectionId, Case>>> = {
  "trail-changed": {
    anywhere: true,
    fires: [
      call("cloudtrail:StopLogging", management, trail),
      call("cloudtrail:UpdateTrail", security, trail),
      call("cloudtrail:PutEventSelectors", management, { trailName: names.trail.arn }),
      call("cloudtrail:RemoveTags", management, { resourceId: names.trail.arn }),
      call("cloudtrail:DeleteTrail", prod, { name: "of-its-own" }),
    ],
    misses: [
      ...calls("cloudtrail", management, "GetTrail", "DescribeTrails", "GetEventSelectors", "CreateEventDataStore"),
      call("cloudtrail:LookupEvents", management, undefined, READ),
      call("logs:StopLogging", management),
    ],
  },
  "event-data-store-changed": {
    anywhere: true,
    fires: calls(
      "cloudtrail",
      management,
      "StopEventDataStoreIngestion",
      "UpdateChannel",
      "EnableFederation",
      "PutResourcePolicy",
    ),
    misses: [
      ...calls("cloudtrail", management, "GetEventDataStore", "ListChannels", "GetResourcePolicy", "UpdateTrail"),
      call("secretsmanager:PutResourcePolicy", management),
    ],
  },
  "delegated-admin-changed": {
    anywhere: true,
    fires: [
      ...calls("cloudtrail", management, "RegisterOrganizationDelegatedAdmin", "DeregisterOrganizationDelegatedAdmin"),
      ...calls("organizations", management, "RegisterDelegatedAdministrator", "DeregisterDelegatedAdministrator"),
    ],
    misses: calls("organizations", management, "ListDelegatedAdministrators", "CreateAccount"),
  },
  "organization-changed": {
    anywhere: true,
    fires: [
      ...calls("organizations", management, "MoveAccount", "CloseAccount", "DeleteOrganizationalUnit"),
      call("organizations:LeaveOrganization", prod),
      call("account:CloseAccount", logArchive),
      membership("AccountDepartedOrganization"),
    ],
    misses: [
      ...calls("organizations", management, "CreateAccount", "DescribeAccount", "AttachPolicy"),
      call("account:PutContactInformation", prod),
      membership("AccountJoinedOrganization"),
    ],
  },
  "account-regions-changed": {
    anywhere: true,
    fires: [
      call("account:EnableRegion", prod, { regionName: "af-south-1" }),
      call("account:DisableRegion", management, { regionName: "af-south-1", accountId: logArchive }),
    ],
    misses: [
      ...calls("account", prod, "GetRegionOptStatus", "ListRegions", "PutAlternateContact"),
      call("ec2:EnableRegion", prod),
    ],
  },
  "account-contacts-changed": {
    fires: [
      ...calls("account", management, "StartPrimaryEmailUpdate", "PutAlternateContact", "PutAccountName"),
      ...calls("account", logArchive, "AcceptPrimaryEmailUpdate", "PutContactInformation"),
      call("iam:UpdateAccountEmailAddress", security),
    ],
    misses: [
      call("account:PutAlternateContact", prod),
      call("account:GetPrimaryEmail", management),
      call("account:EnableRegion", management),
    ],
  },
  "organization-policy-changed": {
    anywhere: true,
    fires: calls(
      "organizations",
      management,
      "AttachPolicy",
      "DetachPolicy",
      "UpdatePolicy",
      "DisablePolicyType",
      "PutResourcePolicy",
    ),
    misses: [
      ...calls("organizations", management, "DescribePolicy", "ListPolicies", "MoveAccount"),
      call("iam:CreatePolicy", management),
    ],
  },
  "trusted-access-changed": {
    anywhere: true,
    fires: calls("organizations", management, "DisableAWSServiceAccess", "EnableAWSServiceAccess"),
    misses: calls("organizations", management, "ListAWSServiceAccessForOrganization"),
  },
  "root-credentials-returned": {
    anywhere: true,
    fires: calls(
      "iam",
      management,
      "DisableOrganizationsRootCredentialsManagement",
      "DisableOrganizationsRootSessions",
    ),
    misses: calls("iam", management, "EnableOrganizationsRootSessions", "ListOrganizationsFeatures"),
  },
  "archive-bucket-changed": {
    fires: [
      call("s3:PutBucketVersioning", logArchive, bucket),
      call("s3:PutBucketAbac", logArchive, bucket),
      call("s3:PutAccountPublicAccessBlock", logArchive),
      call("s3:CreateAccessPoint", logArchive, { name: "of-the-attackers" }),
    ],
    misses: [
      call("s3:GetBucketPolicy", logArchive, bucket),
      call("s3:PutBucketVersioning", prod, { bucketName: `team-${names.archive.bucket.name}` }),
    ],
  },
  "archive-key-changed": {
    fires: [
      ...calls(
        "kms",
        logArchive,
        "PutKeyPolicy",
        "ScheduleKeyDeletion",
        "CreateGrant",
        "CreateKey",
        "ImportKeyMaterial",
      ),
      call("kms:DeleteKey", logArchive, undefined, { by: awsInternal(logArchive), eventType: "AwsServiceEvent" }),
    ],
    misses: [
      call("kms:Decrypt", logArchive, undefined, READ),
      call("kms:PutKeyPolicy", prod),
      call("kms:RotateKey", logArchive, undefined, { by: awsInternal(logArchive), eventType: "AwsServiceEvent" }),
    ],
  },
  "watchers-key-changed": {
    about: ["caller"],
    fires: [
      ...calls("kms", management, "DisableKey", "RevokeGrant", "UpdateAlias"),
      ...calls("kms", security, "PutKeyPolicy", "ScheduleKeyDeletion"),
      call("kms:PutKeyPolicy", management, undefined, {
        by: assumedRole(management, "Admin", { invokedBy: "cloudformation.amazonaws.com" }),
      }),
    ],
    misses: [
      call("kms:CreateGrant", management, undefined, {
        by: assumedRole(management, "OrgAuditDeployer", { invokedBy: "lambda.amazonaws.com" }),
      }),
      call("kms:EnableKeyRotation", management),
      call("kms:DisableKey", prod),
    ],
  },
  "root-session-opened": {
    anywhere: true,
    fires: [call("sts:AssumeRoot", management, { targetPrincipal: logArchive }, READ)],
    misses: [call("sts:AssumeRole", prod, undefined, READ)],
  },
  "root-used": {
    about: ["caller"],
    anywhere: true,
    fires: [
      call("s3:PutBucketPolicy", prod, undefined, { by: rootUser(prod) }),
      call("iam:CreateAccessKey", management, undefined, { by: rootUser(management, { mfa: true }) }),
      consoleLogin({ accountId: logArchive, by: rootUser(logArchive), mfa: true }),
      consoleLogin({ accountId: logArchive, by: rootUser(logArchive), mfa: false, failed: true }),
    ],
    misses: [
      call("s3:PutBucketPolicy", prod),
      call("s3:ListBuckets", prod, undefined, { by: rootUser(prod) }),
      call("signin:GetSigninToken", prod, undefined, { by: rootUser(prod) }),
      call("kms:Decrypt", prod, undefined, { ...READ, by: { ...rootUser(prod), invokedBy: "s3.amazonaws.com" } }),
      call("account:CloseAccountResult", prod, undefined, { by: rootUser(prod), eventType: "AwsServiceEvent" }),
    ],
  },
  "archive-account-entered": {
    about: ["caller", "parameters"],
    fires: [
      call("sts:AssumeRole", logArchive, null, { ...READ, by: awsAccount(management) }),
      call("sts:AssumeRole", logArchive, intoArchive, { ...READ, by: awsAccount(management) }),
      call("sts:AssumeRole", logArchive, intoArchive, { ...READ, by: awsAccount("999999999999") }),
      call("sts:AssumeRoleWithSAML", logArchive, undefined, { ...READ, by: samlUser("bob@example.com") }),
      consoleLogin({ accountId: logArchive, by: iamUser(logArchive, "mallory"), mfa: true }),
      // A scanner's role, by whom it is not for; and what neither a scanner nor Terraform needs.
      call("sts:AssumeRole", logArchive, intoScanner, { ...READ, by: awsAccount("888877776666") }),
      consoleLogin({ accountId: logArchive, by: assumedRole(logArchive, "PostureScanner"), mfa: false }),
      consoleLogin({ accountId: logArchive, by: deployer(logArchive), mfa: false }),
    ],
    misses: [
      call("sts:AssumeRole", logArchive, intoArchive, { ...READ, by: awsService("cloudtrail.amazonaws.com") }),
      call("sts:AssumeRole", logArchive, intoArchive, READ),
      call("sts:AssumeRole", logArchive, intoScanner, { ...READ, by: awsAccount("999988887777") }),
      // Told of a moment before, as its session was given.
      consoleLogin({ accountId: logArchive, by: permissionSetSession(logArchive, "SecurityAudit"), mfa: false }),
      // Told of by itself.
      call("sts:AssumeRole", logArchive, intoAuditor, { ...READ, by: awsAccount("222233334444") }),
      call("sts:AssumeRole", prod, undefined, { ...READ, by: awsAccount(management) }),
      consoleLogin({ accountId: prod, by: permissionSetSession(prod, "SecurityAudit"), mfa: false }),
      call(
        "sts:AssumeRole",
        logArchive,
        { roleArn: `arn:aws:iam::${logArchive}:role/OrgAuditDeployer`, roleSessionName: "terraform" },
        { ...READ, by: awsAccount(management) },
      ),
    ],
  },
  "auditor-access-used": {
    about: ["outcome", "parameters"],
    fires: auditors.map(({ role }) =>
      call("sts:AssumeRole", logArchive, { roleArn: role.arn, roleSessionName: "jane" }, { ...READ, by: responder }),
    ),
    misses: [
      call("sts:AssumeRole", logArchive, null, { ...READ, by: responder }),
      call("sts:AssumeRole", logArchive, intoForwarder, { ...READ, by: responder }),
      // The caller's account has a record of its own.
      call("sts:AssumeRole", management, intoAuditor, { ...READ, by: deployer(management) }),
      call("iam:GetRole", logArchive, { roleName: names.auditors[0]?.role.name }, READ),
    ],
  },
  "evidence-identity-changed": {
    about: ["caller"],
    fires: [
      ...[management, logArchive, security].flatMap((account) =>
        calls(
          "iam",
          account,
          "CreateUser",
          "CreateAccessKey",
          "UpdateLoginProfile",
          "DeactivateMFADevice",
          "UpdateAssumeRolePolicy",
          "DeleteRolePermissionsBoundary",
          "SetDefaultPolicyVersion",
        ),
      ),
      call("iam:CreateRole", logArchive, { roleName: "anything" }),
      call("iam:TagRole", logArchive, { roleName: "anything" }),
      call("sts:GetFederationToken", management, { name: "bob" }, READ),
    ],
    misses: [
      call("iam:CreateUser", prod),
      call("iam:CreateRole", management, { roleName: "anything" }),
      call("iam:GetLoginProfile", logArchive),
      call("iam:PutRolePolicy", logArchive, { roleName: ours("forward-eu-central-1") }),
      call("iam:UpdateAssumeRolePolicy", management, { roleName: "anything" }, { by: deployer(management) }),
      call("sts:GetFederationToken", prod, { name: "bob" }, READ),
    ],
  },
  "identity-center-changed": {
    anywhere: true,
    fires: [
      ...calls("sso", management, "AssociateDirectory", "PutMfaDeviceManagementForDirectory", "UpdateSsoConfiguration"),
      ...calls(
        "sso",
        management,
        "PutInlinePolicyToPermissionSet",
        "AttachManagedPolicyToPermissionSet",
        "ProvisionPermissionSet",
      ),
      ...calls("sso", security, "CreateTrustedTokenIssuer", "CreateInstanceAccessControlAttributeConfiguration"),
      ...calls(
        "sso-directory",
        management,
        "EnableExternalIdPConfigurationForDirectory",
        "CreateBearerToken",
        "DeleteMfaDeviceForUser",
      ),
    ],
    misses: [
      call("sso:CreateAccountAssignment", management, assignmentIn(prod)),
      call("sso:DescribePermissionSet", management),
      call("sso-directory:AddMemberToGroup", management),
      call("sso:CreateApplicationAssignment", management),
    ],
  },
  "directory-membership-changed": {
    anywhere: true,
    fires: [
      ...calls("sso-directory", management, "AddMemberToGroup", "RemoveMemberFromGroup", "CreateUser"),
      ...calls("identitystore", management, "CreateGroupMembership", "DeleteGroupMembership", "UpdateUser"),
    ],
    misses: [
      call("identitystore:ListGroupMemberships", management),
      call("identitystore:DescribeUser", management),
      call("identitystore-scim:CreateUser", management),
    ],
  },
  "refused-otherwise": {
    about: ["outcome"],
    fires: [
      denied(call("sns:ListTopics", prod), "AuthorizationErrorException"),
      denied(call("apigateway:GetRestApis", prod), "ForbiddenException"),
      denied(call("ec2:DescribeInstances", prod), "Client.AuthFailure"),
      denied(call("sso:ListInstances", prod), "UnauthorizedException"),
    ],
    misses: [call("sns:ListTopics", prod), denied(call("s3:GetBucketPolicy", prod))],
  },
  "unknown-user-sign-in": {
    about: ["outcome"],
    fires: [
      {
        ...consoleLogin({
          accountId: prod,
          by: iamUser(prod, "HIDDEN_DUE_TO_SECURITY_REASONS"),
          mfa: false,
          failed: true,
        }),
        errorMessage: "No username found in supplied account",
      },
    ],
    misses: [consoleLogin({ accountId: prod, by: iamUser(prod, "bob"), mfa: false, failed: true })],
  },
  "guardrail-role-changed": {
    about: ["parameters"],
    anywhere: true,
    fires: [
      roleChange("UpdateAssumeRolePolicy", logArchive, "OrgAuditDeployer"),
      roleChange("CreateRole", prod, "OrgAuditDeployer"),
    ],
    misses: [
      roleChange("CreateRole", prod, "OrgAuditDeployers"),
      call("iam:GetRole", logArchive, { roleName: "OrgAuditDeployer" }),
    ],
  },
  "reader-role-changed": {
    about: ["parameters"],
    fires: [
      roleChange("UpdateAssumeRolePolicy", security, "Auditor"),
      roleChange("PutRolePolicy", logArchive, "AWSReservedSSO_SecurityAudit_0123456789abcdef"),
      roleChange("CreateRole", management, "AWSReservedSSO_SecurityAudit_0123456789abcdef"),
    ],
    misses: [
      roleChange("UpdateAssumeRolePolicy", prod, "Auditor"),
      roleChange("UpdateAssumeRolePolicy", logArchive, "Auditor"),
      roleChange("PutRolePolicy", logArchive, "AWSReservedSSO_Developer_0123456789abcdef"),
      call("iam:GetRole", security, { roleName: "Auditor" }),
    ],
  },
  "identity-provider-changed": {
    about: ["caller"],
    anywhere: true,
    fires: [
      ...calls("iam", prod, "CreateSAMLProvider", "UpdateSAMLProvider", "DeleteSAMLProvider"),
      ...calls("iam", prod, "AddClientIDToOpenIDConnectProvider", "UpdateOpenIDConnectProviderThumbprint"),
      ...calls("rolesanywhere", prod, "CreateTrustAnchor", "UpdateTrustAnchor", "EnableTrustAnchor", "UpdateProfile"),
    ],
    misses: [
      // With each cluster.
      call("iam:CreateOpenIDConnectProvider", prod),
      call("iam:ListSAMLProviders", logArchive, undefined, READ),
      call("iam:GetSAMLProvider", logArchive, undefined, READ),
      call("rolesanywhere:ListTrustAnchors", logArchive, undefined, READ),
      // A workload's credentials, each hour.
      call("rolesanywhere:CreateSession", prod),
      call("rolesanywhere:CreateSession", logArchive, undefined, READ),
      call("iam:CreateSAMLProvider", prod, undefined, {
        by: serviceLinkedRoleSession(prod, "sso.amazonaws.com", "AWSServiceRoleForSSO"),
      }),
    ],
  },
  "audit-access-assigned": {
    about: ["parameters"],
    fires: [
      call("sso:CreateAccountAssignment", management, assignmentIn(logArchive)),
      call("sso:CreateAccountAssignment", prod, assignmentIn(management)),
    ],
    misses: [
      call("sso:CreateAccountAssignment", management, assignmentIn(prod)),
      call("sso:DeleteAccountAssignment", management, assignmentIn(logArchive)),
      call("sso:DescribePermissionSet", management, { permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1" }),
    ],
  },
  "oversized-request": {
    about: ["parameters"],
    anywhere: true,
    fires: [omitted(roleChange("PutRolePolicy", prod, "padded"))],
    misses: [
      roleChange("PutRolePolicy", prod, "omitted"),
      omitted(call("ec2:RunInstances", prod)),
      omitted(call("iam:GetRole", prod)),
      omitted(call("monitoring:DescribeAlarms", management)),
    ],
  },
  "changed-outside-terraform": {
    about: ["caller", "parameters"],
    fires: [
      call("monitoring:DeleteAlarms", management, { alarmNames: ["other", ours("trail-heartbeat")] }),
      call("s3:PutBucketPolicy", logArchive, bucket, { by: awsAccount("999999999999") }),
      call("s3:PutBucketPolicy", logArchive, bucket),
      roleChange("PutRolePolicy", prod, ours("forward-eu-west-1")),
      call("logs:PutAccountPolicy", management, { policyName: "mask" }),
      call(
        "s3:PutBucketPolicy",
        security,
        { bucketName: ours("results") },
        { by: deployer(security, "OrgAuditDeployerToo") },
      ),
      call("events:DisableRule", prod, { name: ours("forward") }, { by: rootUser(prod) }),
      call("cloudformation:DeleteStack", security, { stackName: `StackSet-${names.forwardingStackSet}-0123` }),
    ],
    misses: [
      call(
        "monitoring:DeleteAlarms",
        management,
        { alarmNames: [ours("trail-heartbeat")] },
        { by: deployer(management) },
      ),
      call(
        "events:EnableRule",
        management,
        { name: names.selfTest.rule.name },
        {
          by: assumedRole(management, names.selfTest.role.name, { session: "schedule" }),
        },
      ),
      call("kms:RotateKey", logArchive, undefined, {
        by: awsService("kms.amazonaws.com"),
        eventType: "AwsServiceEvent",
      }),
      call("monitoring:PutMetricAlarm", management, { alarmName: theirs }),
      call("monitoring:DescribeAlarms", management, { alarmNames: [ours("trail-heartbeat")] }),
      // Told of by rules of their own.
      call("cloudtrail:UpdateTrail", management, trail),
      call("events:PutPermission", security, { eventBusName: names.auditBus.name }),
      call("organizations:DetachPolicy", management, { policyId: "p-12345678" }),
    ],
  },
  "trail-log-group-changed": {
    about: ["parameters"],
    fires: [
      call("logs:DeleteLogGroup", management, logGroup),
      call("logs:PutMetricFilter", management, { ...logGroup, filterName: ours("trail-changed") }),
      call("logs:PutTransformer", management, { logGroupIdentifier: names.trailLogGroup.arn }),
      call("logs:TagResource", management, { resourceArn: names.trailLogGroup.arn }),
    ],
    misses: [
      call("logs:CreateLogStream", management, logGroup),
      call("logs:DescribeMetricFilters", management, logGroup),
      call("logs:DeleteLogGroup", management, { logGroupName: "/aws/lambda/report" }),
      call("logs:DeleteLogGroup", prod, { logGroupName: `/app${names.trailLogGroup.name}` }),
      call("logs:PutAccountPolicy", prod, { policyName: "mask" }),
    ],
  },
  "trail-logs-role-changed": {
    about: ["parameters"],
    fires: [roleChange("DeleteRolePolicy", management, names.trailLogsRole.name)],
    misses: [
      roleChange("DeleteRolePolicy", prod, names.trailLogsRole.name),
      roleChange("DeleteRole", management, `${names.trailLogsRole.name}-trial`),
    ],
  },
  "alarm-changed": {
    about: ["parameters"],
    fires: [
      call("monitoring:PutMetricAlarm", management, { alarmName: ours("trail-changed") }),
      call("monitoring:SetAlarmState", prod, { alarmName: ours("trail-changed") }),
    ],
    misses: [
      call("monitoring:PutMetricAlarm", management, { alarmName: theirs }),
      call("monitoring:DeleteAlarms", prod, { alarmNames: [theirs] }),
      call("monitoring:DeleteAlarms", management, { alarmNames: ["TargetTracking-a"] }, { by: scaling(management) }),
      call("monitoring:EnableAlarmActions", management, { alarmNames: [ours("trail-changed")] }),
      call("monitoring:DescribeAlarms", management, { alarmNamePrefix: names.auditPrefix }),
    ],
  },
  "event-rule-changed": {
    about: ["parameters"],
    fires: [
      call("events:DisableRule", prod, { name: ours("forward") }),
      call("events:PutRule", security, { name: ours("trail-changed"), eventBusName: names.auditBus.name }),
      call("events:RemoveTargets", management, { rule: ours("forward-audit"), ids: ["audit-bus"] }),
      call("scheduler:UpdateSchedule", management, { name: names.selfTest.schedule }),
    ],
    misses: [
      call("events:EnableRule", prod, { name: ours("forward") }),
      call("events:DisableRule", prod, { name: theirs }),
      call("events:DescribeRule", prod, { name: ours("forward") }),
      call("scheduler:DeleteSchedule", prod, { name: theirs }),
    ],
  },
  "audit-bus-changed": {
    about: ["parameters"],
    fires: [
      call("events:PutPermission", security, { eventBusName: names.auditBus.name }),
      call("events:DeleteEventBus", security, { name: names.auditBus.name }),
      ...[management, logArchive, prod].flatMap((account) => [
        call("events:UpdateEventBus", account, { name: "default", kmsKeyIdentifier: "alias/lost" }),
        call("events:UpdateEventBus", account, {
          name: `arn:aws:events:${homeRegion}:${account}:event-bus/default`,
          kmsKeyIdentifier: "alias/lost",
        }),
        call("events:UpdateEventBus", account, { kmsKeyIdentifier: "alias/lost" }),
      ]),
    ],
    misses: [
      call("events:UpdateEventBus", prod, { name: "orders-default" }),
      call("events:DescribeEventBus", prod, { name: "default" }),
      call("events:PutRule", prod, { name: "default" }),
      call("events:DeleteEventBus", security, { name: "example-org-orders" }),
      call("events:PutPermission", security, { eventBusName: "default" }),
      call("events:CreateEventBus", security, { name: names.auditBus.name }),
    ],
  },
  "alert-topic-changed": {
    about: ["parameters"],
    fires: [
      call("sns:SetTopicAttributes", management, { topicArn: names.alarmTopic.arn }),
      call("sns:Unsubscribe", security, { subscriptionArn: `${names.eventTopic.arn}:2bcfbf39` }),
      call("sns:DeleteTopic", management, { topicArn: names.deliveryTopic.arn }),
      call("sqs:PurgeQueue", security, { queueUrl: queueUrl(names.undeliveredQueue.name) }),
    ],
    misses: [
      call("sns:GetTopicAttributes", management, { topicArn: names.alarmTopic.arn }),
      call("sns:DeleteTopic", management, { topicArn: topicArn("org-trail-deliveries") }),
      call("sqs:PurgeQueue", security, { queueUrl: queueUrl("orders") }),
    ],
  },
  "detection-function-changed": {
    about: ["parameters"],
    fires: [
      call("lambda:UpdateFunctionCode20150331v2", management, { functionName: names.sentinel.function.name }),
      call("lambda:PutResourcePolicy", management, { resourceArn: names.sentinel.function.arn }),
    ],
    misses: [
      call("lambda:GetFunction20150331v2", management, { functionName: names.sentinel.function.name }),
      call("lambda:DeleteFunction20150331", management, { functionName: theirs }),
    ],
  },
  "detection-role-changed": {
    about: ["parameters"],
    fires: [
      roleChange("DeleteRolePolicy", prod, ours("forward-eu-central-1")),
      roleChange("PutRolePolicy", management, names.sentinel.role.name),
    ],
    misses: [roleChange("DeleteRolePolicy", prod, theirs), call("iam:GetRole", prod, { roleName: ours("forward") })],
  },
  "forwarding-stack-set-changed": {
    organization: large,
    about: ["caller", "parameters"],
    fires: [
      call("cloudformation:DeleteStackInstances", management, { stackSetName: names.forwardingStackSet }),
      call("cloudformation:UpdateStackSet", management, { stackSetName: `${names.forwardingStackSet}:0123` }),
      call("cloudformation:DeleteStack", prod, { stackName: `StackSet-${names.forwardingStackSet}-0123` }),
      call(
        "cloudformation:UpdateStack",
        management,
        { stackName: `StackSet-${names.forwardingStackSet}-0123` },
        { by: assumedRole(management, "stacksets-exec-0123456789abcdef") },
      ),
    ],
    misses: [
      call("cloudformation:DescribeStackSet", management, { stackSetName: names.forwardingStackSet }),
      call("cloudformation:DeleteStackSet", management, { stackSetName: "team-baseline" }),
      call("cloudformation:UpdateStack", prod, { stackName: "StackSet-team-baseline-0123" }),
      call(
        "cloudformation:CreateStack",
        prod,
        { stackName: `StackSet-${names.forwardingStackSet}-0123` },
        {
          by: assumedRole(prod, "stacksets-exec-0123456789abcdef"),
        },
      ),
    ],
  },
  "evidence-change-refused": {
    about: ["outcome"],
    fires: [
      denied(call("s3:PutBucketPolicy", management, null)),
      denied(call("sns:SetTopicAttributes", security, null), "AuthorizationErrorException"),
      denied(call("kms:DisableKey", security, null), "AccessDeniedException"),
      denied(call("organizations:CreateAccount", management, null), "AccessDeniedException"),
    ],
    misses: [
      // Told of by their names alone: trail-changed, archive-bucket-changed and archive-key-changed.
      denied(call("cloudtrail:StopLogging", management, null)),
      denied(call("s3:PutBucketPolicy", logArchive, null)),
      denied(call("kms:DisableKey", logArchive, null), "AccessDeniedException"),
      denied(call("organizations:DetachPolicy", management, null), "AccessDeniedException"),
      call("cloudtrail:StopLogging", management, trail),
      denied(call("cloudtrail:StopLogging", prod, null)),
      denied(call("s3:GetBucketPolicy", logArchive, null)),
      denied(call("ec2:RunInstances", management, null), "Client.UnauthorizedOperation"),
      denied(call("s3:DeleteBucketPolicy", logArchive, null), "NoSuchBucket"),
    ],
  },
  "trail-log-group-read": {
    about: ["caller", "parameters"],
    fires: [
      call("logs:FilterLogEvents", management, logGroup, READ),
      call("logs:GetLogEvents", security, { logGroupIdentifier: names.trailLogGroup.arn }, READ),
      call("logs:StartLiveTail", security, { logGroupIdentifiers: [names.trailLogGroup.arn] }, READ),
      call("logs:StartQuery", management, { queryString: "SOURCE logGroups()" }, READ),
      call("logs:CreateScheduledQuery", management, { name: "daily" }),
      // Called as a reader, in an account that has none.
      call(
        "logs:StartQuery",
        security,
        { logGroupNames: [names.trailLogGroup.arn] },
        { ...READ, by: readerIn(security) },
      ),
    ],
    misses: [
      call("logs:FilterLogEvents", management, logGroup, { ...READ, by: readerIn(management) }),
      call("logs:StartQuery", management, logGroup, { ...READ, by: readerIn(management) }),
      call("logs:FilterLogEvents", management, { logGroupName: "/aws/lambda/checkout" }, READ),
      call("logs:StartQuery", prod, { logGroupName: "/aws/lambda/checkout" }, READ),
      call("logs:GetQueryResults", management, { queryId: "12ab3456-12ab-123a-789e-1234567890ab" }, READ),
      call("logs:DescribeLogStreams", management, logGroup, READ),
    ],
  },
  "events-copied-out": {
    about: ["caller", "parameters"],
    fires: [
      call("events:PutTargets", management, {
        rule: "sync",
        targets: [{ arn: "arn:aws:events:us-east-1:999988887777:event-bus/x" }],
      }),
      ...calls("events", logArchive, "CreateConnection", "CreateApiDestination", "UpdateArchive", "PutPermission"),
      call("pipes:CreatePipe", security),
    ],
    misses: [
      call("events:PutTargets", prod, { rule: "sync" }),
      call("events:PutTargets", management, { rule: "AutoScalingManagedRule" }, { by: scaling(management) }),
      call("events:ListTargetsByRule", management, { rule: "sync" }),
      call("events:PutTargets", management, { rule: "sync" }, { by: deployer(management) }),
      call("events:PutTargets", management, { rule: ours("trail-changed"), eventBusName: names.auditBus.name }),
      call("pipes:DeletePipe", security),
    ],
  },
  "query-catalog-changed": {
    about: ["parameters"],
    fires: [
      call("athena:UpdateWorkGroup", security, { workGroup: names.auditPrefix }),
      call("glue:UpdateTable", security, { databaseName: databasePrefix(names.auditPrefix) }),
      call("glue:DeleteDatabase", security, { name: databasePrefix(names.auditPrefix) }),
      call("glue:PutResourcePolicy", security, { enableHybrid: "TRUE" }),
    ],
    misses: [
      call("glue:PutResourcePolicy", prod, { enableHybrid: "TRUE" }),
      call("athena:StartQueryExecution", security, { workGroup: names.auditPrefix }),
      call("athena:GetWorkGroup", security, { workGroup: names.auditPrefix }),
      call("athena:DeleteWorkGroup", security, { workGroup: "findings" }),
      call("glue:DeleteTable", security, { databaseName: "findings", name: "cloudtrail" }),
      call("glue:GetTable", security, { databaseName: databasePrefix(names.auditPrefix), name: "cloudtrail" }),
      call("glue:GetResourcePolicy", security),
    ],
  },
  "evidence-source-stopped": {
    about: ["parameters"],
    fires: [
      ...calls("ec2", prod, "DeleteFlowLogs", "DisableEbsEncryptionByDefault"),
      call("ec2:ModifySnapshotAttribute", prod, {
        snapshotId: "snap-0123456789abcdef0",
        attributeType: "CREATE_VOLUME_PERMISSION",
        createVolumePermission: { add: { items: [{ userId: "999988887777" }] } },
      }),
      ...calls("rds", prod, "StopActivityStream", "ModifyDBSnapshotAttribute"),
      call("logs:DeleteLogGroup", prod, { logGroupName: "/aws/vpc/flow-logs" }),
      call("eks:UpdateClusterConfig", prod, {
        name: "main",
        logging: { clusterLogging: [{ types: ["audit"], enabled: false }] },
      }),
      call("bedrock:DeleteModelInvocationLoggingConfiguration", prod),
    ],
    misses: [
      call("ec2:CreateFlowLogs", prod),
      call("ec2:ModifySnapshotAttribute", prod, { attributeType: "PRODUCT_CODES" }),
      call("eks:UpdateClusterConfig", prod, { name: "main", resourcesVpcConfig: { endpointPublicAccess: true } }),
      call("eks:UpdateClusterConfig", prod, {
        logging: { clusterLogging: [{ types: ["audit"], enabled: true }] },
      }),
      call("logs:CreateLogGroup", prod),
      call("logs:DeleteLogGroup", prod, { logGroupName: "/aws/lambda/report" }),
    ],
  },
  "findings-archived": {
    anywhere: true,
    fires: [
      call("guardduty:ArchiveFindings", prod),
      ...calls("access-analyzer", prod, "UpdateFindings", "ApplyArchiveRule"),
    ],
    misses: [call("securityhub:BatchUpdateFindings", prod), call("guardduty:UnarchiveFindings", prod)],
  },
  "security-service-off": {
    anywhere: true,
    fires: [
      call("access-analyzer:DeleteAnalyzer", prod),
      ...calls("macie2", prod, "DisableMacie", "DisassociateMember"),
      ...calls("detective", prod, "DeleteGraph", "DisassociateMembership"),
      ...calls("inspector2", prod, "Disable", "DisassociateMember"),
      call("guardduty:DisableOrganizationAdminAccount", management),
      ...calls("config", prod, "StopConfigurationRecorder", "DeleteDeliveryChannel"),
      ...calls("guardduty", prod, "DeleteDetector", "DisassociateFromAdministratorAccount"),
      ...calls("securityhub", prod, "DisableSecurityHub", "BatchDisableStandards"),
    ],
    misses: [
      call("config:PutConfigurationRecorder", prod),
      call("guardduty:UpdateFindingsFeedback", prod),
      call("guardduty:UpdateFilter", prod),
      call("securityhub:BatchUpdateFindings", prod),
    ],
  },
  "security-service-blinded": {
    anywhere: true,
    fires: [
      ...calls("config", prod, "DeleteConfigRule", "DeleteConformancePack", "DeleteConfigurationAggregator"),
      call("access-analyzer:CreateArchiveRule", prod),
      ...calls("macie2", prod, "CreateFindingsFilter", "PutClassificationExportConfiguration"),
      ...calls("inspector2", prod, "CreateFilter", "UpdateConfiguration"),
      call("detective:UpdateDatasourcePackages", prod),
      call("securityhub:DeleteConfigurationPolicy", prod),
      ...calls(
        "config",
        prod,
        "DeleteAggregationAuthorization",
        "DisassociateResourceTypes",
        "PutRetentionConfiguration",
      ),
      ...calls("guardduty", prod, "CreateFilter", "UpdateFilter", "CreateTrustedEntitySet", "UpdateIPSet"),
      ...calls("securityhub", prod, "UpdateStandardsControl", "BatchUpdateStandardsControlAssociations"),
      ...calls("securityhub", prod, "CreateAutomationRule", "CreateAutomationRuleV2", "UpdateSecurityControl"),
    ],
    misses: [
      call("config:PutConfigRule", prod),
      call("config:DeleteConfigRule", prod, undefined, { by: securityHub(prod) }),
      call("guardduty:GetFilter", prod, undefined, READ),
      call("guardduty:ArchiveFindings", prod),
      call("securityhub:BatchUpdateFindings", prod),
      call("securityhub:ListAutomationRules", prod, undefined, READ),
    ],
  },
  "self-test": {
    about: ["caller", "parameters"],
    fires: [
      call(
        "events:EnableRule",
        management,
        { name: names.selfTest.rule.name },
        {
          by: assumedRole(management, names.selfTest.role.name, { session: "schedule" }),
        },
      ),
    ],
    misses: [
      call("events:EnableRule", management, { name: names.selfTest.rule.name }),
      call(
        "events:DisableRule",
        management,
        { name: names.selfTest.rule.name },
        {
          by: assumedRole(management, names.selfTest.role.name, { session: "schedule" }),
        },
      ),
    ],
  },
  "cis-4-1-unauthorized-calls": {
    about: ["outcome"],
    fires: [
      denied(call("s3:GetBucketPolicy", prod)),
      denied(call("ec2:RunInstances", prod), "Client.UnauthorizedOperation"),
    ],
    misses: [call("s3:GetBucketPolicy", prod), denied(call("s3:GetBucketPolicy", prod), "NoSuchBucketPolicy")],
  },
  "cis-4-2-sign-in-without-mfa": {
    about: ["caller", "outcome"],
    fires: [consoleLogin({ accountId: prod, by: iamUser(prod, "bob"), mfa: false })],
    misses: [
      consoleLogin({ accountId: prod, by: iamUser(prod, "bob"), mfa: true }),
      consoleLogin({ accountId: prod, by: iamUser(prod, "bob"), mfa: false, failed: true }),
      consoleLogin({ accountId: prod, by: permissionSetSession(prod, "Developer"), mfa: false }),
    ],
  },
  "cis-4-3-root-used": {
    about: ["caller"],
    fires: [call("s3:ListBuckets", prod, undefined, { by: rootUser(prod) })],
    misses: [
      call("s3:ListBuckets", prod),
      call("kms:Decrypt", prod, undefined, { by: { ...rootUser(prod), invokedBy: "s3.amazonaws.com" } }),
      call("account:CloseAccountResult", prod, undefined, { by: rootUser(prod), eventType: "AwsServiceEvent" }),
    ],
  },
  "cis-4-4-iam-policy-changed": {
    fires: calls("iam", prod, "AttachRolePolicy", "CreatePolicyVersion", "DeleteUserPolicy"),
    misses: calls("iam", prod, "UpdateAssumeRolePolicy", "GetPolicy"),
  },
  "cis-4-5-cloudtrail-changed": {
    fires: calls("cloudtrail", management, "CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"),
    misses: calls("cloudtrail", management, "PutEventSelectors", "GetTrail"),
  },
  "cis-4-6-console-sign-in-failed": {
    about: ["outcome"],
    fires: [consoleLogin({ accountId: prod, by: iamUser(prod, "bob"), mfa: false, failed: true })],
    misses: [consoleLogin({ accountId: prod, by: iamUser(prod, "bob"), mfa: true })],
  },
  "cis-4-7-key-disabled": {
    fires: calls("kms", prod, "DisableKey", "ScheduleKeyDeletion"),
    misses: calls("kms", prod, "PutKeyPolicy", "EnableKey"),
  },
  "cis-4-8-bucket-policy-changed": {
    fires: calls("s3", prod, "PutBucketPolicy", "DeleteBucketLifecycle", "PutBucketReplication"),
    misses: calls("s3", prod, "PutBucketVersioning", "GetBucketPolicy"),
  },
  "cis-4-9-config-changed": {
    fires: calls("config", prod, "StopConfigurationRecorder", "PutDeliveryChannel"),
    misses: calls("config", prod, "DescribeDeliveryChannels", "PutConfigRule"),
  },
  "cis-4-10-security-group-changed": {
    fires: calls("ec2", prod, "AuthorizeSecurityGroupIngress", "DeleteSecurityGroup"),
    misses: calls("ec2", prod, "DescribeSecurityGroups", "RunInstances"),
  },
  "cis-4-11-network-acl-changed": {
    fires: calls("ec2", prod, "CreateNetworkAclEntry", "ReplaceNetworkAclAssociation"),
    misses: calls("ec2", prod, "DescribeNetworkAcls", "CreateSubnet"),
  },
  "cis-4-12-gateway-changed": {
    fires: calls("ec2", prod, "AttachInternetGateway", "DeleteCustomerGateway"),
    misses: calls("ec2", prod, "DescribeInternetGateways", "CreateNatGateway"),
  },
  "cis-4-13-route-changed": {
    // The older words count other services' routes too.
    fires: [...calls("ec2", prod, "CreateRoute", "DisassociateRouteTable"), call("appmesh:CreateRoute", prod)],
    misses: calls("ec2", prod, "DescribeRouteTables", "AssociateRouteTable"),
  },
  "cis-4-14-vpc-changed": {
    fires: calls("ec2", prod, "CreateVpc", "AcceptVpcPeeringConnection"),
    misses: calls("ec2", prod, "DescribeVpcs", "CreateVpcEndpoint"),
  },
  "cis-4-15-organization-changed": {
    fires: calls("organizations", management, "MoveAccount", "AttachPolicy", "InviteAccountToOrganization"),
    misses: [
      ...calls("organizations", management, "CloseAccount", "DisableAWSServiceAccess", "ListAccounts"),
      call("iam:CreatePolicy", management),
    ],
  },
};

const log = { bucketName: names.archive.bucket.name, accountId: logArchive, key: "AWSLogs/o-exampleorgid/log.json.gz" };
const archiveAlarm = { alarmName: ours("archive-requests-refused"), accountId: logArchive };
const finding = {
  source: names.sentinel.eventSource,
  detailType: "Audit Trail Finding",
  detail: {},
  accountId: management,
};

export const SIGNAL_CASES: Readonly<Partial<Record<DetectionId, SignalCase>>> = {
  "archive-object-deleted": {
    fires: [objectDeleted(log), objectDeleted({ ...log, deletionType: "Permanently Deleted" })],
    misses: [
      objectDeleted({ ...log, reason: "Lifecycle Expiration" }),
      objectDeleted({ ...log, bucketName: names.archive.accessLogBucket.name }),
    ],
  },
  "archive-alarm-raised": {
    fires: [alarmStateChange(archiveAlarm)],
    misses: [
      alarmStateChange({ ...archiveAlarm, state: "OK", previousState: "ALARM" }),
      alarmStateChange({ ...archiveAlarm, alarmName: theirs }),
      alarmStateChange({ ...archiveAlarm, accountId: management }),
    ],
  },
  "sentinel-finding": {
    fires: [customEvent(finding)],
    misses: [
      customEvent({ ...finding, source: "org-audit-trail.other" }),
      customEvent({ ...finding, detailType: "Audit Trail Finding Resolved" }),
    ],
  },
};

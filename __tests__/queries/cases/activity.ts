import type { Identity } from "../../support/cloudtrail/identities";
import {
  administrator,
  assumedRole,
  awsAccount,
  awsService,
  iamUser,
  samlUser,
} from "../../support/cloudtrail/identities";
import { cloudTrailRecord, denied } from "../../support/cloudtrail/record";
import type { TableRow } from "../../support/queries/rows";
import { ARCHIVE, at, call, HOME, MANAGEMENT, PROD, type QueryCase } from "./case";

const STS = "sts.amazonaws.com";
const S3 = "s3.amazonaws.com";
const alice = iamUser(PROD, "alice");
const admin = administrator(PROD);
const ADMIN_ROLE = `arn:aws:iam::${PROD}:role/Administrator`;

/** A role whose session stands for `by` from now on. https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
function opening(time: string, by: Identity, role: Identity, eventName = "AssumeRole"): TableRow {
  const roleArn = role.sessionContext?.sessionIssuer?.arn;
  return call(time, {
    eventSource: STS,
    eventName,
    readOnly: true,
    by,
    region: HOME,
    accountId: role.accountId ?? PROD,
    requestParameters: { roleArn, roleSessionName: role.principalId?.split(":")[1] },
    responseElements: {
      credentials: { accessKeyId: role.accessKeyId, sessionToken: "EXAMPLE", expiration: "Nov 20, 2026, 10:15:00 AM" },
      assumedRoleUser: { assumedRoleId: role.principalId, arn: role.arn },
    },
    resources: [{ ARN: roleArn, accountId: role.accountId, type: "AWS::IAM::Role" }],
  });
}

const developer = assumedRole(PROD, "Developer", { session: "carol" });
const deployer = assumedRole(PROD, "Deployer", { session: "carol" });
const auditor = assumedRole(ARCHIVE, "Auditor", { session: "carol" });

/** carol, through her identity provider, becomes the developer, then the deployer, then the auditor elsewhere. */
const CHAIN: readonly TableRow[] = [
  opening("08:00", samlUser("carol@example.com"), developer, "AssumeRoleWithSAML"),
  opening("08:10", developer, deployer),
  opening("08:20", deployer, auditor),
  // The copy in the account of the role, which does not say with which key.
  opening("08:20", awsAccount(PROD), auditor),
  opening("08:30", alice, assumedRole(PROD, "Deployer", { session: "alice" })),
];

const SHARED = "11111111-2222-3333-4444-555555555555";

/** What somebody did. */
export const ACTIVITY_CASES: readonly QueryCase[] = [
  ...[admin.arn, ADMIN_ROLE, admin.principalId, "alice"].map((principal = "") => ({
    query: "principal-activity",
    given: { principal },
    archive: [
      call("09:15", { eventSource: S3, eventName: "CreateBucket", by: admin }),
      call("09:16", { eventSource: S3, eventName: "ListBuckets", by: awsService("config.amazonaws.com") }),
      call("09:17", {
        eventSource: S3,
        eventName: "ListBuckets",
        by: administrator(ARCHIVE),
        accountId: ARCHIVE,
        region: HOME,
      }),
    ].slice(0, principal === "alice" ? 2 : 3),
    columns: ["eventtime", "eventname", "outcome", "principal_arn", "access_key_id"],
    answer: [["2026-11-20T09:15:00Z", "CreateBucket", "Success", admin.arn, admin.accessKeyId]],
  })),
  {
    query: "access-key-activity",
    given: { access_key_id: alice.accessKeyId ?? "" },
    archive: [
      call("09:10", {
        eventSource: "iam.amazonaws.com",
        eventName: "CreateAccessKey",
        by: admin,
        requestParameters: { userName: "alice" },
        responseElements: {
          accessKey: {
            accessKeyId: alice.accessKeyId,
            status: "Active",
            userName: "alice",
            createDate: "Nov 20, 2026",
          },
        },
      }),
      call("09:15", { eventSource: S3, eventName: "ListBuckets", by: alice }),
      call("09:20", { eventSource: S3, eventName: "ListBuckets", by: iamUser(PROD, "bob") }),
      call("09:25", {
        eventSource: "iam.amazonaws.com",
        eventName: "UpdateAccessKey",
        by: admin,
        requestParameters: { userName: "alice", accessKeyId: alice.accessKeyId, status: "Inactive" },
      }),
    ],
    columns: ["eventname", "principal", "by_key"],
    answer: [
      ["CreateAccessKey", admin.arn, admin.accessKeyId],
      ["ListBuckets", alice.arn, alice.accessKeyId],
      ["UpdateAccessKey", admin.arn, admin.accessKeyId],
    ],
  },
  {
    query: "session-origin",
    given: { access_key_id: auditor.accessKeyId ?? "" },
    archive: CHAIN,
    columns: ["hop", "eventname", "role_arn", "caller", "caller_type", "caller_key"],
    answer: [
      [1, "AssumeRole", `arn:aws:iam::${ARCHIVE}:role/Auditor`, deployer.arn, "AssumedRole", deployer.accessKeyId],
      [2, "AssumeRole", `arn:aws:iam::${PROD}:role/Deployer`, developer.arn, "AssumedRole", developer.accessKeyId],
      [3, "AssumeRoleWithSAML", `arn:aws:iam::${PROD}:role/Developer`, "carol@example.com", "SAMLUser", null],
    ],
  },
  {
    query: "session-reach",
    given: { access_key_id: developer.accessKeyId ?? "" },
    archive: [
      ...CHAIN,
      call("08:15", {
        eventSource: S3,
        eventName: "CreateBucket",
        by: deployer,
        requestParameters: { bucketName: "loot" },
      }),
      call("08:16", { eventSource: S3, eventName: "CreateBucket", by: alice }),
      call("08:25", { eventSource: S3, eventName: "ListBuckets", by: auditor, accountId: ARCHIVE }),
    ],
    columns: ["hop", "principal_arn", "account_id", "eventname", "calls"],
    answer: [
      [0, developer.arn, PROD, "AssumeRole", 1],
      [1, deployer.arn, PROD, "CreateBucket", 1],
      [1, deployer.arn, ARCHIVE, "AssumeRole", 1],
      [2, auditor.arn, ARCHIVE, "ListBuckets", 1],
    ],
  },
  {
    query: "source-address-activity",
    given: { address: "203.0.113.9" },
    archive: [
      call("09:15", { eventSource: S3, eventName: "ListBuckets", by: alice, sourceIPAddress: "203.0.113.9" }),
      at(
        "09:16",
        denied(
          cloudTrailRecord({
            eventSource: S3,
            eventName: "GetBucketAcl",
            accountId: PROD,
            by: alice,
            sourceIPAddress: "203.0.113.9",
          }),
        ),
      ),
      call("09:17", { eventSource: S3, eventName: "ListBuckets", by: alice, sourceIPAddress: "203.0.113.90" }),
    ],
    columns: ["account_id", "principal", "calls", "refused", "event_names"],
    answer: [[PROD, alice.arn, 2, 1, "GetBucketAcl, ListBuckets"]],
  },
  {
    query: "account-day",
    given: { account: PROD, on_day: "2026-11-19" },
    archive: [
      call("11-19 00:00", { eventSource: S3, eventName: "CreateBucket", by: admin }),
      call("11-18 23:59", { eventSource: S3, eventName: "CreateBucket", by: admin }),
      // Delivered with the files of the next day.
      at("11-19 23:59", cloudTrailRecord({ eventSource: S3, eventName: "ListBuckets", accountId: PROD, by: admin }), {
        day: "2026/11/20",
      }),
      call("11-20 00:00", { eventSource: S3, eventName: "CreateBucket", by: admin }),
      call("11-19 09:15", { eventSource: S3, eventName: "CreateBucket", accountId: ARCHIVE }),
    ],
    columns: ["principal", "eventname", "readonly", "calls", "first_time", "regions"],
    answer: [
      [admin.arn, "CreateBucket", "false", 1, "2026-11-19T00:00:00Z", HOME],
      [admin.arn, "ListBuckets", "true", 1, "2026-11-19T23:59:00Z", HOME],
    ],
  },
  {
    query: "denied-calls",
    archive: [
      ...["AccessDenied", "AccessDeniedException", "Client.UnauthorizedOperation", "NoSuchBucket"].map((code, index) =>
        at(
          `09:1${index}`,
          denied(cloudTrailRecord({ eventSource: S3, eventName: `List${index}`, accountId: PROD, by: alice }), code),
        ),
      ),
      call("09:20", { eventSource: S3, eventName: "ListBuckets", by: alice }),
    ],
    columns: ["principal", "denied", "different_calls", "event_names", "addresses"],
    answer: [[alice.arn, 3, 3, "List0, List1, List2", "192.0.2.10"]],
  },
  {
    query: "resource-activity",
    given: { resource: "alias/payroll" },
    archive: [
      call("09:15", {
        eventSource: "kms.amazonaws.com",
        eventName: "UpdateAlias",
        requestParameters: { aliasName: "alias/payroll", targetKeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" },
      }),
      call("09:16", {
        eventSource: "kms.amazonaws.com",
        eventName: "Decrypt",
        readOnly: true,
        resources: [{ ARN: `arn:aws:kms:${HOME}:${PROD}:alias/payroll`, accountId: PROD, type: "AWS::KMS::Key" }],
      }),
      call("09:17", { eventSource: "kms.amazonaws.com", eventName: "ListAliases" }),
      call("09:18", {
        eventSource: "kms.amazonaws.com",
        eventName: "UpdateAlias",
        requestParameters: { aliasName: "alias/Payroll" },
      }),
    ],
    columns: ["eventname", "readonly"],
    answer: [
      ["UpdateAlias", "false"],
      ["Decrypt", "true"],
    ],
  },
  {
    query: "resource-activity",
    given: { resource: "alias/payroll", readonly: "false" },
    archive: [
      call("09:15", {
        eventSource: "kms.amazonaws.com",
        eventName: "UpdateAlias",
        requestParameters: { aliasName: "alias/payroll" },
      }),
      call("09:16", {
        eventSource: "kms.amazonaws.com",
        eventName: "DescribeKey",
        requestParameters: { keyId: "alias/payroll" },
      }),
    ],
    columns: ["eventname"],
    answer: [["UpdateAlias"]],
  },
  {
    query: "around-a-time",
    given: { time: "2026-11-20T00:05:00Z", minutes: "10" },
    archive: [
      call("11-19 23:54", { eventSource: S3, eventName: "ListBuckets" }),
      call("11-19 23:55", { eventSource: S3, eventName: "CreateBucket" }),
      call("00:15", { eventSource: S3, eventName: "DeleteBucket" }),
      call("00:16", { eventSource: S3, eventName: "ListBuckets" }),
    ],
    columns: ["eventname", "principal"],
    answer: [
      ["CreateBucket", admin.arn],
      ["DeleteBucket", admin.arn],
    ],
  },
  {
    query: "event-by-id",
    given: { event_id: SHARED },
    archive: [
      call("09:15", { eventSource: STS, eventName: "AssumeRole", by: admin, region: HOME, sharedEventID: SHARED }),
      call("09:15", {
        eventSource: STS,
        eventName: "AssumeRole",
        by: awsAccount(PROD),
        region: HOME,
        accountId: ARCHIVE,
        sharedEventID: SHARED,
      }),
      call("09:15", { eventSource: STS, eventName: "AssumeRole", by: admin, region: HOME }),
    ],
    columns: ["account_id", "eventname", "sharedeventid"],
    answer: [
      [PROD, "AssumeRole", SHARED],
      [ARCHIVE, "AssumeRole", SHARED],
    ],
  },
  {
    query: "role-sessions",
    given: { role: `arn:aws:iam::${PROD}:role/Deployer` },
    archive: [
      call("10:00", {
        eventSource: "states.amazonaws.com",
        eventName: "CreateStateMachine",
        requestParameters: { roleArn: `arn:aws:iam::${PROD}:role/Deployer` },
      }),
      ...CHAIN,
    ],
    columns: ["eventtime", "caller_type", "principal", "session_name", "opened_key"],
    answer: [
      ["2026-11-20T08:10:00Z", "AssumedRole", developer.arn, "carol", deployer.accessKeyId],
      [
        "2026-11-20T08:30:00Z",
        "IAMUser",
        alice.arn,
        "alice",
        assumedRole(PROD, "Deployer", { session: "alice" }).accessKeyId,
      ],
    ],
  },
  {
    query: "cross-account-calls",
    archive: [
      opening("08:20", awsAccount(PROD), auditor),
      opening("08:30", deployer, assumedRole(PROD, "Other")),
      call("09:15", { eventSource: S3, eventName: "ListBuckets", by: awsService("config.amazonaws.com") }),
    ],
    columns: ["caller_account_id", "account_id", "eventname", "calls"],
    answer: [[PROD, ARCHIVE, "AssumeRole", 1]],
  },
  {
    query: "destructive-calls",
    given: { account: MANAGEMENT },
    archive: [
      call("09:15", { eventSource: "dynamodb.amazonaws.com", eventName: "DeleteTable", accountId: MANAGEMENT }),
      call("09:16", { eventSource: "dynamodb.amazonaws.com", eventName: "DeleteTable", accountId: MANAGEMENT }),
      call("09:17", { eventSource: "ec2.amazonaws.com", eventName: "TerminateInstances", accountId: MANAGEMENT }),
      call("09:18", { eventSource: "ec2.amazonaws.com", eventName: "RunInstances", accountId: MANAGEMENT }),
      call("09:19", { eventSource: "ec2.amazonaws.com", eventName: "TerminateInstances", accountId: PROD }),
    ],
    columns: ["eventname", "calls", "first_time"],
    answer: [
      ["DeleteTable", 2, "2026-11-20T09:15:00Z"],
      ["TerminateInstances", 1, "2026-11-20T09:17:00Z"],
    ],
  },
];

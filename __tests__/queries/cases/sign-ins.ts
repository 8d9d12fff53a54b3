import {
  administrator,
  assumedRootSession,
  awsService,
  iamUser,
  identityCenterUser,
  permissionSetSession,
  rootUser,
} from "../../support/cloudtrail/identities";
import { type CloudTrailRecord, cloudTrailRecord, consoleLogin } from "../../support/cloudtrail/record";
import { at, call, MANAGEMENT, PROD, type QueryCase } from "./case";

const alice = iamUser(PROD, "alice");

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/understanding-sign-in-events.html */
function portalSignIn(credentials: string, outcome: "Success" | "Failure" = "Success"): CloudTrailRecord {
  return cloudTrailRecord({
    accountId: MANAGEMENT,
    eventSource: "signin.amazonaws.com",
    eventName: "UserAuthentication",
    eventType: "AwsServiceEvent",
    by: identityCenterUser(MANAGEMENT),
    region: "eu-central-1",
    serviceEventDetails: { UserAuthentication: outcome },
    additionalEventData: { LoginTo: "https://example.awsapps.com/start", CredentialType: credentials },
  });
}

const login = (failed: boolean, address: string): CloudTrailRecord => ({
  ...consoleLogin({ accountId: PROD, by: alice, mfa: true, failed }),
  sourceIPAddress: address,
});

const PORTAL_USER = identityCenterUser(MANAGEMENT).onBehalfOf?.userId;

/** Who came in. */
export const SIGN_IN_CASES: readonly QueryCase[] = [
  {
    query: "root-activity",
    archive: [
      call("10:00", {
        eventSource: "signin.amazonaws.com",
        eventName: "UserAuthentication",
        eventType: "AwsServiceEvent",
        by: rootUser(PROD),
      }),
      at("09:15", consoleLogin({ accountId: PROD, by: rootUser(PROD), mfa: true })),
      at("09:20", consoleLogin({ accountId: PROD, by: rootUser(PROD), mfa: false, failed: true })),
      call("09:25", { eventSource: "s3.amazonaws.com", eventName: "DeleteBucketPolicy", by: assumedRootSession(PROD) }),
      call("09:30", { eventSource: "s3.amazonaws.com", eventName: "DeleteBucketPolicy", by: administrator(PROD) }),
      call("09:35", {
        eventSource: "kms.amazonaws.com",
        eventName: "Decrypt",
        by: { ...rootUser(PROD), invokedBy: "backup.amazonaws.com" },
      }),
      call("11-12 09:15", { eventSource: "iam.amazonaws.com", eventName: "CreateUser", by: rootUser(PROD) }),
    ],
    columns: ["eventtime", "account_id", "eventname", "outcome", "mfa"],
    answer: [
      ["2026-11-20T09:15:00Z", PROD, "ConsoleLogin", "Success", "false"],
      ["2026-11-20T09:20:00Z", PROD, "ConsoleLogin", "Failure", "false"],
      ["2026-11-20T09:25:00Z", PROD, "DeleteBucketPolicy", "Success", "false"],
    ],
  },
  {
    query: "sign-ins-without-mfa",
    archive: [
      at("09:15", consoleLogin({ accountId: PROD, by: alice, mfa: false })),
      at("09:20", consoleLogin({ accountId: PROD, by: alice, mfa: true })),
      at("09:25", consoleLogin({ accountId: PROD, by: alice, mfa: false, failed: true })),
      at("09:30", consoleLogin({ accountId: PROD, by: permissionSetSession(PROD, "Developer"), mfa: false })),
      at("09:35", portalSignIn("PASSWORD")),
      at("09:40", portalSignIn("PASSWORD,TOTP")),
    ],
    columns: ["eventtime", "eventname", "principal_type", "user_name"],
    answer: [
      ["2026-11-20T09:15:00Z", "ConsoleLogin", "IAMUser", "alice"],
      ["2026-11-20T09:35:00Z", "UserAuthentication", "IdentityCenterUser", PORTAL_USER],
    ],
  },
  {
    query: "sign-ins-from-new-addresses",
    archive: [
      at("10-30 09:15", login(false, "192.0.2.10")),
      at("09:15", login(false, "192.0.2.10")),
      at("09:20", login(false, "198.51.100.7")),
      at("09:25", login(false, "198.51.100.7")),
      at("09:30", login(true, "203.0.113.9")),
      at("09:35", { ...portalSignIn("PASSWORD,TOTP"), sourceIPAddress: "198.51.100.7" }),
    ],
    columns: ["user_name", "sourceipaddress", "first_time", "sign_ins"],
    answer: [
      ["alice", "198.51.100.7", "2026-11-20T09:20:00Z", 2],
      [PORTAL_USER, "198.51.100.7", "2026-11-20T09:35:00Z", 1],
    ],
  },
  {
    query: "sign-ins-failed-then-succeeded",
    archive: [
      at("09:16", login(true, "203.0.113.9")),
      at("07:00", login(true, "203.0.113.9")),
      at("09:10", login(true, "203.0.113.9")),
      at("09:11", login(true, "203.0.113.9")),
      at("09:12", login(true, "198.51.100.7")),
      at("09:15", login(false, "198.51.100.7")),
      // Another person's, who mistyped once.
      at("09:20", consoleLogin({ accountId: PROD, by: iamUser(PROD, "bob"), mfa: true, failed: true })),
      at("09:21", consoleLogin({ accountId: PROD, by: iamUser(PROD, "bob"), mfa: true })),
    ],
    columns: ["succeeded_at", "user_name", "succeeded_from", "failed", "first_failure", "failed_from"],
    answer: [["2026-11-20T09:15:00Z", "alice", "198.51.100.7", 3, "2026-11-20T09:10:00Z", "198.51.100.7, 203.0.113.9"]],
  },
  {
    query: "long-lived-keys",
    archive: [
      call("09:15", { eventSource: "s3.amazonaws.com", eventName: "ListBuckets", by: alice }),
      call("09:16", {
        eventSource: "ec2.amazonaws.com",
        eventName: "RunInstances",
        by: alice,
        sourceIPAddress: "203.0.113.9",
        errorCode: "Client.UnauthorizedOperation",
      }),
      call("09:17", { eventSource: "s3.amazonaws.com", eventName: "ListBuckets", by: administrator(PROD) }),
      call("09:18", {
        eventSource: "s3.amazonaws.com",
        eventName: "ListBuckets",
        by: iamUser(PROD, "bob", { mfa: true }),
      }),
    ],
    columns: ["principal", "access_key_id", "calls", "refused", "addresses", "services"],
    answer: [[alice.arn, alice.accessKeyId, 2, 1, 2, "ec2.amazonaws.com, s3.amazonaws.com"]],
  },
  {
    query: "how-it-was-called",
    archive: [
      call("09:15", { eventSource: "s3.amazonaws.com", eventName: "ListBuckets", by: alice }),
      call("09:16", { eventSource: "s3.amazonaws.com", eventName: "CreateBucket", by: alice }),
      call("09:17", {
        eventSource: "s3.amazonaws.com",
        eventName: "ListBuckets",
        by: alice,
        userAgent: "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) terraform-provider-aws/5.100.0",
      }),
      call("09:18", {
        eventSource: "s3.amazonaws.com",
        eventName: "CreateBucket",
        by: administrator(PROD),
        userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        sessionCredentialFromConsole: "true",
      }),
      call("09:19", {
        eventSource: "s3.amazonaws.com",
        eventName: "ListBuckets",
        by: awsService("config.amazonaws.com"),
      }),
      call("09:20", {
        eventSource: "s3.amazonaws.com",
        eventName: "ListBuckets",
        by: alice,
        userAgent: "Boto3/1.40 md/Botocore",
      }),
      call("09:21", { eventSource: "s3.amazonaws.com", eventName: "ListBuckets", by: alice, userAgent: "curl/8.5" }),
    ],
    columns: ["principal", "channel", "calls", "changes"],
    answer: [
      [`arn:aws:iam::${PROD}:role/Administrator`, "console", 1, 1],
      [alice.arn, "AWS CLI", 2, 1],
      [alice.arn, "SDK", 1, 0],
      [alice.arn, "Terraform", 1, 0],
      [alice.arn, "other", 1, 0],
      ["config.amazonaws.com", "AWS service", 1, 0],
    ],
  },
  {
    query: "how-it-was-called",
    given: { principal: `arn:aws:iam::${PROD}:role/Administrator` },
    archive: [
      call("09:15", { eventSource: "s3.amazonaws.com", eventName: "ListBuckets", by: alice }),
      call("09:16", { eventSource: "s3.amazonaws.com", eventName: "ListBuckets", by: administrator(PROD) }),
    ],
    columns: ["principal", "channel", "calls"],
    answer: [[`arn:aws:iam::${PROD}:role/Administrator`, "AWS CLI", 1]],
  },
];

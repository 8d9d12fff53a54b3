import { objectEvent } from "../../support/cloudtrail/data-events";
import { administrator, assumedRole, awsService, iamUser } from "../../support/cloudtrail/identities";
import { cloudTrailRecord, denied, type Fields } from "../../support/cloudtrail/record";
import { ARCHIVE, at, call, HOME, PROD, type QueryCase } from "./case";

const EC2 = "ec2.amazonaws.com";
const alice = iamUser(PROD, "alice");
const auditor = assumedRole(ARCHIVE, "Auditor", { session: "carol" });
const KEY_ARN = `arn:aws:kms:${HOME}:${ARCHIVE}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-kms-works-with-cloudtrail.html */
function decryption(object: string): Fields {
  return {
    encryptionAlgorithm: "SYMMETRIC_DEFAULT",
    encryptionContext: {
      "aws:cloudtrail:arn": `arn:aws:cloudtrail:${HOME}:111122223333:trail/acme-org-trail`,
      "aws:s3:arn": `arn:aws:s3:::acme-logs/AWSLogs/${object}`,
    },
  };
}

const decrypt = (time: string, object: string, by = auditor, keyArn = KEY_ARN) =>
  call(time, {
    eventSource: "kms.amazonaws.com",
    eventName: "Decrypt",
    accountId: ARCHIVE,
    by,
    readOnly: true,
    requestParameters: decryption(object),
    resources: [{ ARN: keyArn, accountId: ARCHIVE, type: "AWS::KMS::Key" }],
  });

const read = (key: string, bytes: number, bucketName = "payroll") => ({
  ...objectEvent({ accountId: PROD, by: alice, eventName: "GetObject", bucketName, key, region: HOME }),
  additionalEventData: { SignatureVersion: "SigV4", bytesTransferredIn: 0, bytesTransferredOut: bytes },
});

/** What became of the data. */
export const DATA_CASES: readonly QueryCase[] = [
  {
    query: "shared-outward",
    archive: [
      call("10:00", { eventSource: "s3.amazonaws.com", eventName: "PutBucketTagging" }),
      call("09:15", {
        eventSource: "s3.amazonaws.com",
        eventName: "PutBucketPolicy",
        requestParameters: {
          bucketName: "payroll",
          bucketPolicy: { Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" }] },
        },
      }),
      call("09:16", {
        eventSource: "lambda.amazonaws.com",
        eventName: "AddPermission20150331v2",
        requestParameters: { functionName: "pay", principal: "444455556666", action: "lambda:InvokeFunction" },
      }),
      call("09:17", {
        eventSource: EC2,
        eventName: "ModifySnapshotAttribute",
        requestParameters: {
          snapshotId: "snap-1234567890abcdef0",
          createVolumePermission: { add: { items: [{ group: "all" }] } },
          attributeType: "CREATE_VOLUME_PERMISSION",
        },
      }),
      call("09:18", {
        eventSource: "secretsmanager.amazonaws.com",
        eventName: "PutResourcePolicy",
        requestParameters: {
          secretId: "pay",
          resourcePolicy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "*" }] }),
        },
      }),
      call("09:19", { eventSource: "s3.amazonaws.com", eventName: "DeleteBucketPublicAccessBlock" }),
      call("09:20", { eventSource: "s3.amazonaws.com", eventName: "GetBucketPolicy" }),
      call("09:21", {
        eventSource: "s3.amazonaws.com",
        eventName: "PutBucketAcl",
        requestParameters: {
          bucketName: "payroll",
          AccessControlPolicy: {
            AccessControlList: {
              Grant: [{ Grantee: { URI: "http://acs.amazonaws.com/groups/global/AllUsers" }, Permission: "READ" }],
            },
          },
        },
      }),
    ],
    columns: ["eventname", "to_everybody"],
    answer: [
      ["PutBucketPolicy", true],
      ["AddPermission20150331v2", false],
      ["ModifySnapshotAttribute", true],
      ["PutResourcePolicy", true],
      ["DeleteBucketPublicAccessBlock", true],
      ["PutBucketAcl", true],
    ],
  },
  {
    query: "snapshots-and-exports",
    archive: [
      call("09:15", {
        eventSource: EC2,
        eventName: "CreateSnapshot",
        requestParameters: { volumeId: "vol-1234567890abcdef0" },
        responseElements: { snapshotId: "snap-1234567890abcdef0" },
      }),
      call("09:16", {
        eventSource: "rds.amazonaws.com",
        eventName: "StartExportTask",
        requestParameters: { exportTaskIdentifier: "payroll-out", s3BucketName: "loot" },
      }),
      call("09:17", { eventSource: EC2, eventName: "DescribeSnapshots" }),
    ],
    columns: ["eventname", "made"],
    answer: [
      ["CreateSnapshot", "snap-1234567890abcdef0"],
      ["StartExportTask", "payroll-out"],
    ],
  },
  {
    query: "bucket-data-events",
    given: { bucket: "payroll", prefix: "2026/" },
    archive: [
      call("10:00", {
        eventSource: "s3.amazonaws.com",
        eventName: "PutBucketInventoryConfiguration",
        requestParameters: { bucketName: "payroll", key: "2026/" },
      }),
      call("10:00", {
        eventSource: "s3express.amazonaws.com",
        eventName: "GetObject",
        managementEvent: false,
        requestParameters: { bucketName: "payroll", key: "2026/" },
      }),
      at("09:15", read("2026/a.csv", 1000)),
      at("09:16", read("2026/a.csv", 1000)),
      at("09:17", read("2026/b.csv", 24)),
      at("09:18", denied({ ...read("2026/c.csv", 0), additionalEventData: {} })),
      at("09:19", read("2025/a.csv", 1000)),
      at("09:20", read("2026/a.csv", 1000, "site")),
      call("09:21", {
        eventSource: "s3.amazonaws.com",
        eventName: "PutBucketPolicy",
        requestParameters: { bucketName: "payroll" },
      }),
    ],
    columns: ["principal", "eventname", "requests", "refused", "objects", "bytes_out", "last_time"],
    answer: [[alice.arn, "GetObject", 4, 1, 3, 2024, "2026-11-20T09:18:00Z"]],
  },
  {
    query: "archive-readers",
    given: { key: "1234abcd-12ab-34cd-56ef-1234567890ab" },
    archive: [
      call("10:00", {
        eventSource: "kms.amazonaws.com",
        eventName: "DescribeKey",
        accountId: ARCHIVE,
        requestParameters: { keyId: KEY_ARN },
      }),
      decrypt("09:15", `o-exampleorgid/${PROD}/CloudTrail/${HOME}/2026/11/20/one.json.gz`),
      decrypt("09:16", `o-exampleorgid/${PROD}/CloudTrail/${HOME}/2026/11/20/two.json.gz`),
      decrypt("09:17", `${ARCHIVE}/CloudTrail/${HOME}/2026/11/20/one.json.gz`),
      decrypt("09:18", `${PROD}/CloudTrail/x`, auditor, KEY_ARN.replace("1234abcd", "abcd1234")),
      call("09:19", {
        eventSource: "kms.amazonaws.com",
        eventName: "Decrypt",
        accountId: ARCHIVE,
        by: awsService("cloudtrail.amazonaws.com"),
        readOnly: true,
        requestParameters: decryption(`${PROD}/x`),
        resources: [{ ARN: KEY_ARN, accountId: ARCHIVE, type: "AWS::KMS::Key" }],
      }),
    ],
    columns: ["reader", "logs_of_account", "decrypted", "first_time"],
    answer: [
      [auditor.arn, PROD, 2, "2026-11-20T09:15:00Z"],
      [auditor.arn, ARCHIVE, 1, "2026-11-20T09:17:00Z"],
    ],
  },
  {
    query: "secrets-read",
    archive: [
      call("09:15", {
        eventSource: "secretsmanager.amazonaws.com",
        eventName: "GetSecretValue",
        by: alice,
        requestParameters: { secretId: "prod/db" },
      }),
      at(
        "09:16",
        denied(
          cloudTrailRecord({
            eventSource: "secretsmanager.amazonaws.com",
            eventName: "GetSecretValue",
            accountId: PROD,
            by: alice,
            requestParameters: { secretId: "prod/db" },
          }),
        ),
      ),
      call("09:17", {
        eventSource: "ssm.amazonaws.com",
        eventName: "GetParameter",
        by: alice,
        requestParameters: { name: "/prod/token", withDecryption: true },
      }),
      call("09:18", {
        eventSource: "ssm.amazonaws.com",
        eventName: "GetParameter",
        by: alice,
        requestParameters: { name: "/aws/service/ami", withDecryption: false },
      }),
      call("09:19", { eventSource: "secretsmanager.amazonaws.com", eventName: "ListSecrets", by: alice }),
    ],
    columns: ["principal", "eventname", "secret", "reads", "refused"],
    answer: [
      [alice.arn, "GetSecretValue", "prod/db", 2, 1],
      [alice.arn, "GetParameter", "/prod/token", 1, 0],
    ],
  },
  {
    query: "compute-launched",
    archive: [
      call("10:00", { eventSource: "ec2.amazonaws.com", eventName: "CreateTags" }),
      ...["09:15", "09:16"].map((time) =>
        call(time, {
          eventSource: EC2,
          eventName: "RunInstances",
          region: "ap-southeast-3",
          requestParameters: { instanceType: "p4d.24xlarge", instancesSet: { items: [{ minCount: 8, maxCount: 8 }] } },
        }),
      ),
      call("09:17", { eventSource: EC2, eventName: "DescribeInstances" }),
    ],
    columns: ["awsregion", "principal", "eventname", "kind", "calls"],
    answer: [["ap-southeast-3", administrator(PROD).arn, "RunInstances", "p4d.24xlarge", 2]],
  },
];

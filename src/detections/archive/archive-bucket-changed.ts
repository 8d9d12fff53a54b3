import type { EventDetection } from "../detection";
import { inAccount } from "../event-clause";
import { archiveBucket, inLogArchive } from "../next-query";

export const archiveBucketChanged = {
  id: "archive-bucket-changed",
  kind: "events",
  group: "archive",
  title: "A bucket of the log archive was changed",
  why: "the bucket's policy, lock, lifecycle and access points decide whether the logs stay and who reads them",
  severity: "critical",
  controls: ["OWN-4", "HIPAA 164.312(c)(1)"],
  techniques: ["T1485", "T1485.001", "T1537", "T1486", "T1490", "T1530", "T1562.001", "T1562.008"],
  next: inLogArchive("archive-changes", archiveBucket),
  // Any change counts, also of other buckets in the account: a call that is refused does not say which bucket it is for.
  events: ({ names }) => [{ sources: ["s3"], where: [inAccount(names.logArchiveAccountId)] }],
  by: ["metric-filter"],
  cases: ({ names, logArchive, prod }) => ({
    fires: [
      { call: "s3:PutBucketVersioning", in: logArchive, parameters: { bucketName: names.archive.bucket.name } },
      { call: "s3:PutBucketAbac", in: logArchive, parameters: { bucketName: names.archive.bucket.name } },
      { call: "s3:PutAccountPublicAccessBlock", in: logArchive },
      { call: "s3:CreateAccessPoint", in: logArchive, parameters: { name: "of-the-attackers" } },
    ],
    misses: [
      { call: "s3:GetBucketPolicy", in: logArchive, parameters: { bucketName: names.archive.bucket.name } },
      { call: "s3:PutBucketVersioning", in: prod, parameters: { bucketName: `team-${names.archive.bucket.name}` } },
    ],
  }),
  runbook: {
    seen: "Twin: the event `changed-outside-terraform`.",
    means:
      "any change by S3's API in the log-archive account, done or refused: bucket policy, lock, lifecycle, encryption, logging, public access block, access points, batch jobs.",
    falseAlarm: "an announced deploy of log-archive: several calls, one alarm.",
    restore: [
      "everything that the description has shows in the plan: policy, public access blocks, versioning, lock, encryption, lifecycle, logging, notification, metrics.",
      {
        commands: ["npm run plan log-archive", "npm run deploy log-archive"],
      },
      "What somebody added does not show: CORS, replication, ACLs, access points, inventories.",
      {
        commands: [
          "aws s3api get-bucket-replication --profile LOG_ARCHIVE_PROFILE --bucket ARCHIVE_BUCKET",
          "aws s3api get-bucket-cors --profile LOG_ARCHIVE_PROFILE --bucket ARCHIVE_BUCKET",
          "aws s3api get-bucket-acl --profile LOG_ARCHIVE_PROFILE --bucket ARCHIVE_BUCKET --query 'Grants[].[Grantee.Type,Permission]' --output text",
          "aws s3control list-access-points --profile LOG_ARCHIVE_PROFILE --account-id LOG_ARCHIVE_ACCOUNT",
        ],
      },
      'Expected: "not found" twice, one `CanonicalUser FULL_CONTROL`, an empty list. Anything else, delete (`aws s3api delete-bucket-replication`, `delete-bucket-cors`, `aws s3control delete-access-point`): the policies in force deny replication and CORS changes to everybody, so [detach](../rotate-the-deploy-role.md#detach-mend-apply) what refuses you, for as short as you can. Was the policy gone for a while? Deliveries of that time failed: CloudTrail tries again, but says not for how long; look for gaps. Was the lock shorter for a while? Objects of that time have the shorter one; list them by date.',
    ],
  },
} as const satisfies EventDetection;

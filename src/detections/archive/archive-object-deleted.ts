import type { SignalDetection } from "../detection";
import { archiveBucket, inLogArchive } from "../next-query";

export const archiveObjectDeleted = {
  id: "archive-object-deleted",
  kind: "signal",
  group: "archive",
  title: "An object of the log archive was deleted or hidden",
  why: "every policy denies it, so the guardrails did not hold",
  severity: "critical",
  controls: ["HIPAA 164.312(c)(1)"],
  techniques: ["T1070", "T1485"],
  next: inLogArchive("archive-changes", archiveBucket),
  // S3's own event, for which no data events need to be recorded; the lifecycle's deletions say so as their reason.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
  pattern: ({ names }) => ({
    source: ["aws.s3"],
    "detail-type": ["Object Deleted"],
    detail: { bucket: { name: [names.archive.bucket.name] }, reason: ["DeleteObject"] },
  }),
  says: {
    object: { value: "$.detail.object" },
    how: { words: "<how>", paths: { how: "$.detail.deletion-type" } },
    who: { words: "<who>", paths: { who: "$.detail.requester" } },
  },
  cases: ({ names, logArchive }) => {
    const key = "AWSLogs/o-exampleorgid/log.json.gz";
    const log = { objectDeleted: { bucketName: names.archive.bucket.name, key }, in: logArchive };
    return {
      fires: [log, { ...log, deletionType: "Permanently Deleted" }],
      misses: [
        { ...log, reason: "Lifecycle Expiration" },
        { objectDeleted: { bucketName: names.archive.accessLogBucket.name, key }, in: logArchive },
      ],
    };
  },
  runbook: {
    means:
      "S3 says that an object of the archive was deleted, or hidden by a delete marker, and not by the lifecycle. Every policy denies it: the guards were off.",
    falseAlarm: "none known.",
    restore: [
      "`Permanently Deleted` cannot happen to a locked version; if it says so, the lock was shorter when it was written: it is gone. The event history has 90 days, the log group as many as its retention says. `Delete Marker Created` hides the log and keeps it; read it by its version, as a reader of the archive:",
      {
        commands: [
          "aws s3api list-object-versions --profile LOG_ARCHIVE_PROFILE --bucket ARCHIVE_BUCKET --prefix KEY_FROM_THE_MESSAGE --query '[Versions[].[Key,VersionId],DeleteMarkers[].[Key,VersionId]]'",
          "aws s3api get-object --profile LOG_ARCHIVE_PROFILE --bucket ARCHIVE_BUCKET --key KEY_FROM_THE_MESSAGE --version-id VERSION log.json.gz",
        ],
      },
      "Leave the marker: removing it is denied to everybody, and it is evidence. Then find how it was possible: `npm run plan`, and [organization-policy-changed](organization.md#organization-policy-changed).",
    ],
  },
} as const satisfies SignalDetection;

import type { Names } from "../naming";
import type { Detection, Scope } from "./detection";
import { type EventClause, fieldIsOther, inAccount, isAbsent } from "./event-clause";
import { inItsAccount, inLogArchive } from "./next-query";

/** Name of the archive, for a query about it. */
export const bucketOf = ({ names }: Scope) => ({ bucket: names.archive.bucket.name });

/** What takes a key away, hands it out, or takes it back. */
const KEY_CHANGES = [
  "CancelKeyDeletion",
  "CreateGrant",
  "DeleteAlias",
  "DeleteImportedKeyMaterial",
  "DisableKey",
  "DisableKeyRotation",
  "PutKeyPolicy",
  "RetireGrant",
  "RevokeGrant",
  "ScheduleKeyDeletion",
  "UpdateAlias",
] as const;

/** Ids of keys are known to AWS alone: any of those accounts. Services make grants for their own use all day, and say so. */
export const watchersKeyChanges = ({ managementAccountId, hubAccountId }: Names): EventClause => ({
  sources: ["kms"],
  names: KEY_CHANGES,
  where: [inAccount(managementAccountId, hubAccountId), isAbsent("userIdentity.invokedBy")],
});

/** Rewriting, opening and losing the archive. */
export const ARCHIVE_DETECTIONS = {
  "archive-bucket-changed": {
    kind: "events",
    group: "archive",
    title: "A bucket of the log archive was changed",
    why: "its policy, lock, lifecycle or access points decide whether the logs stay, and who reads them",
    severity: "critical",
    controls: ["OWN-4", "HIPAA 164.312(c)(1)"],
    next: inLogArchive("archive-changes", bucketOf),
    // Any change counts, also of other buckets in the account: a call that is refused does not say which bucket it is for.
    events: ({ names }) => [{ sources: ["s3"], where: [inAccount(names.logArchiveAccountId)] }],
    by: ["metric-filter"],
  },
  "archive-object-deleted": {
    kind: "signal",
    group: "archive",
    title: "An object of the log archive was deleted or hidden",
    why: "no policy lets anybody do that",
    severity: "critical",
    controls: ["HIPAA 164.312(c)(1)"],
    next: inLogArchive("archive-changes", bucketOf),
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
  },
  "archive-key-changed": {
    kind: "events",
    group: "archive",
    title: "The log archive's key was changed",
    why: "without the key, years of locked logs cannot be read",
    severity: "critical",
    controls: ["OWN-3", "HIPAA 164.312(a)(2)(iv)"],
    next: inLogArchive("key-changes"),
    events: ({ names }) => [
      {
        sources: ["kms"],
        // KMS rotates the key every year, and reports it. https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html
        where: [inAccount(names.logArchiveAccountId), fieldIsOther("eventType", "AwsServiceEvent")],
      },
    ],
    by: ["metric-filter"],
  },
  "watchers-key-changed": {
    kind: "events",
    group: "archive",
    title: "A key of the accounts that watch was changed",
    why: "the trail's log group, the topics and their queues are encrypted: without their keys nothing is told",
    severity: "critical",
    controls: ["OWN-3"],
    next: inItsAccount("key-changes"),
    events: ({ names }) => [watchersKeyChanges(names)],
    by: ["metric-filter"],
  },
  "archive-alarm-raised": {
    kind: "signal",
    group: "silence",
    title: "An alarm of the log-archive account was raised",
    why: "the archive refuses what the trail delivers, or nothing comes",
    severity: "high",
    controls: ["OWN-6", "HIPAA 164.312(b)"],
    next: inLogArchive("archive-changes", bucketOf),
    // The account has no topic: besides telling the management account's, its alarms are forwarded as events.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
    pattern: ({ names }) => ({
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      account: [names.logArchiveAccountId],
      detail: { alarmName: [{ prefix: names.auditPrefix }], state: { value: ["ALARM"] } },
    }),
    says: { alarm: { value: "$.resources" }, state: { value: "$.detail.state" } },
  },
} as const satisfies Record<string, Detection>;

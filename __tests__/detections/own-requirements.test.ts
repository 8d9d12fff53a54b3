import { describe, expect, it } from "vitest";
import { DETECTIONS } from "../../src/detections";
import type { Detection, MetricWatch } from "../../src/detections/detection";
import type { Step } from "../../src/threats/attack";
import type { Target } from "../../src/threats/targets";
import { askflorence, example } from "../support/synthesized";
import { recordsOf } from "./attack-records";
import { watchOf } from "./watch";

/** Calls beyond the benchmarks that must be seen, by CloudTrail's names, on what of ours. */
const REQUIREMENTS: readonly (readonly [string, string, Target, string])[] = [
  ["OWN-1", "cloudtrail", "trail", "PutEventSelectors PutInsightSelectors PutEventConfiguration"],
  ["OWN-1", "cloudtrail", "account", "DeregisterOrganizationDelegatedAdmin RegisterOrganizationDelegatedAdmin"],
  [
    "OWN-2",
    "organizations",
    "account",
    "DisableAWSServiceAccess EnableAWSServiceAccess RegisterDelegatedAdministrator DeregisterDelegatedAdministrator PutResourcePolicy DeleteResourcePolicy CloseAccount",
  ],
  [
    "OWN-3",
    "kms",
    "archiveKey",
    "PutKeyPolicy CreateGrant RevokeGrant RetireGrant DisableKeyRotation DeleteImportedKeyMaterial CancelKeyDeletion",
  ],
  [
    "OWN-3",
    "kms",
    "trailKey",
    "PutKeyPolicy CreateGrant RevokeGrant RetireGrant DisableKeyRotation DeleteImportedKeyMaterial CancelKeyDeletion",
  ],
  ["OWN-3", "kms", "archiveAlias", "UpdateAlias DeleteAlias"],
  [
    "OWN-4",
    "s3",
    "archiveBucket",
    "PutObjectLockConfiguration PutBucketVersioning PutBucketEncryption DeleteBucketEncryption PutBucketLogging PutBucketNotification PutBucketOwnershipControls PutBucketPublicAccessBlock DeleteBucket PutBucketAbac",
  ],
  ["OWN-4", "s3", "account", "PutAccountPublicAccessBlock"],
  [
    "OWN-5",
    "monitoring",
    "alarm",
    "DeleteAlarms DisableAlarmActions SetAlarmState PutMetricAlarm PutCompositeAlarm PutAlarmMuteRule",
  ],
  [
    "OWN-5",
    "logs",
    "logGroup",
    "DeleteLogGroup PutRetentionPolicy DeleteMetricFilter PutMetricFilter DeleteSubscriptionFilter PutLogGroupDeletionProtection",
  ],
  ["OWN-5", "logs", "logStream", "DeleteLogStream"],
  ["OWN-5", "events", "rule", "DisableRule DeleteRule RemoveTargets PutRule PutTargets"],
  ["OWN-5", "events", "auditRule", "DisableRule DeleteRule RemoveTargets PutRule PutTargets"],
  ["OWN-5", "events", "ownBus", "RemovePermission"],
  ["OWN-5", "sns", "topic", "DeleteTopic SetTopicAttributes Unsubscribe SetSubscriptionAttributes"],
  ["OWN-7", "sts", "logArchiveRoot", "AssumeRoot"],
  ["OWN-7", "sts", "accessRole", "AssumeRole"],
];

/** What else is said of these requirements stands at the detections' own. */
const inLogArchive: readonly Target[] = ["archiveKey", "archiveAlias", "archiveBucket"];

describe.each([askflorence, example])("our own requirements in $name", (organization) => {
  const { counted } = watchOf(organization);
  const { management, logArchive } = organization.accounts;

  it.each(REQUIREMENTS)(
    "%s: %s on %s: a metric filter of an entry that serves it counts %s",
    (id, service, target, events) => {
      const account =
        inLogArchive.includes(target) || events === "PutAccountPublicAccessBlock" ? logArchive : management;
      const steps = events.split(" ").map((event): Step => ({ action: `${service}:${event}`, target }));
      const missed = steps.filter((step) => {
        const records = recordsOf(step, account.id, organization);
        return (
          records.length === 0 ||
          !records.every((record) => counted(record).some((by) => DETECTIONS[by].controls.includes(id)))
        );
      });
      expect(missed.map(({ action }) => action)).toEqual([]);
    },
  );

  it("OWN-6: a heartbeat that missing data breaches, in the log group and at the bucket", () => {
    const scope = watchOf(organization).scope;
    const watched = (detection: Detection): MetricWatch | undefined =>
      detection.kind === "metric" ? detection.metric(scope) : undefined;
    const heartbeat = { statistic: "Sum", comparison: "LessThanThreshold", threshold: 1, missingData: "breaching" };
    expect(watched(DETECTIONS["trail-heartbeat"])).toMatchObject({
      ...heartbeat,
      account: "management",
      namespace: "AWS/Logs",
      metricName: "IncomingLogEvents",
      dimensions: { LogGroupName: scope.names.trailLogGroup.name },
    });
    expect(watched(DETECTIONS["archive-deliveries-missing"])).toMatchObject({
      ...heartbeat,
      account: "log-archive",
      namespace: "AWS/S3",
      metricName: "PutRequests",
    });
  });
});

import {
  CloudTrailClient,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DeleteMetricFilterCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { DisableRuleCommand, EventBridgeClient, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import { IAMClient, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { DisableKeyRotationCommand, EnableKeyRotationCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  DeletePublicAccessBlockCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Aws } from "../../case";
import { blind } from "../of";
import { SOURCES, threat } from "../sources";

const MANAGEMENT = "778477254880";
const LOG_ARCHIVE = "754660694122";
const TRAIL = "arn:aws:cloudtrail:us-east-1:778477254880:trail/askflorence-org-trail";
const BUCKET = "askflorence-org-cloudtrail-logs-754660694122";
const AUDIT = "askflorence-org-audit";

/** What was done by hand. The plan would put it right, and is the only place where it still shows who should be asked. */
export const LIVE = [
  ...blind("askflorence", "management", [
    {
      id: "live-trail-stopped",
      title: "Somebody stops the trail by hand",
      danger: "The trail is stopped since: what happened meanwhile is lost, and is the plan's only trace of an attack.",
      source: threat("stop-trail"),
      at: ["org-trail/trail"],
      made: {
        live: (aws) => new CloudTrailClient(aws.client(MANAGEMENT)).send(new StopLoggingCommand({ Name: TRAIL })),
        undo: (aws) => new CloudTrailClient(aws.client(MANAGEMENT)).send(new StartLoggingCommand({ Name: TRAIL })),
      },
    },
    {
      id: "live-trail-in-one-region",
      title: "Somebody makes the trail a single-Region one by hand",
      danger: "Every other Region has been blind since.",
      source: threat("make-trail-single-region"),
      at: ["org-trail/trail"],
      made: {
        live: (aws) =>
          new CloudTrailClient(aws.client(MANAGEMENT)).send(
            new UpdateTrailCommand({ Name: TRAIL, IsMultiRegionTrail: false }),
          ),
        undo: (aws) =>
          new CloudTrailClient(aws.client(MANAGEMENT)).send(
            new UpdateTrailCommand({ Name: TRAIL, IsMultiRegionTrail: true }),
          ),
      },
    },
    {
      id: "live-alarm-deleted",
      title: "Somebody deletes an alarm by hand",
      danger: "Nobody has heard of changes of a trail since.",
      source: `${threat("delete-alarms")}; ${SOURCES.missingTrail}`,
      at: ["trail-alarms/alarm-trail-changed"],
      made: {
        live: (aws) =>
          new CloudWatchClient(aws.client(MANAGEMENT)).send(
            new DeleteAlarmsCommand({ AlarmNames: [`${AUDIT}-trail-changed`] }),
          ),
      },
    },
    {
      id: "live-alarm-actions-disabled",
      title: "Somebody disables an alarm's actions by hand",
      danger: "The alarm has fired into nothing since.",
      source: threat("disable-alarm-actions"),
      at: ["trail-alarms/alarm-trail-changed"],
      made: { live: disableActions },
    },
    {
      id: "live-filter-deleted",
      title: "Somebody deletes a metric filter by hand",
      danger: "Its alarm has been green since.",
      source: threat("delete-metric-filter"),
      at: ["trail-alarms/filter-trail-changed"],
      made: {
        live: (aws) =>
          new CloudWatchLogsClient(aws.client(MANAGEMENT)).send(
            new DeleteMetricFilterCommand({
              logGroupName: "/aws/cloudtrail/askflorence-org-trail",
              filterName: `${AUDIT}-trail-changed`,
            }),
          ),
      },
    },
    {
      id: "live-log-group-keeps-a-day",
      title: "Somebody lets the log group keep a day by hand",
      danger: "Events older than a day are gone already.",
      source: threat("shorten-log-retention"),
      at: ["org-trail/log-group"],
      made: {
        live: (aws) =>
          new CloudWatchLogsClient(aws.client(MANAGEMENT)).send(
            new PutRetentionPolicyCommand({
              logGroupName: "/aws/cloudtrail/askflorence-org-trail",
              retentionInDays: 1,
            }),
          ),
        undo: (aws) =>
          new CloudWatchLogsClient(aws.client(MANAGEMENT)).send(
            new PutRetentionPolicyCommand({
              logGroupName: "/aws/cloudtrail/askflorence-org-trail",
              retentionInDays: 365,
            }),
          ),
      },
    },
    {
      id: "live-rule-disabled",
      title: "Somebody disables a rule by hand",
      danger: "The rule has matched nothing since.",
      source: threat("disable-forwarder-rule"),
      at: ["audit-hub/bus/rule-trail-changed"],
      made: {
        live: (aws) =>
          new EventBridgeClient(aws.client(MANAGEMENT)).send(
            new DisableRuleCommand({ Name: `${AUDIT}-trail-changed`, EventBusName: AUDIT }),
          ),
      },
    },
    {
      id: "live-logs-role-taken-over",
      title: "Somebody changes by hand who may assume the role that writes to the log group",
      danger: "The trail's events reach no metric filter since.",
      source: threat("take-trail-logs-role"),
      at: ["org-trail/logs-role"],
      made: {
        live: (aws) =>
          new IAMClient(aws.client(MANAGEMENT)).send(
            new UpdateAssumeRolePolicyCommand({
              RoleName: "CloudTrailToCloudWatchLogsRole",
              PolicyDocument: JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                  { Effect: "Allow", Principal: { AWS: "arn:aws:iam::999988887777:root" }, Action: "sts:AssumeRole" },
                ],
              }),
            }),
          ),
      },
    },
  ]),
  ...blind("askflorence", "log-archive", [
    {
      id: "live-bucket-policy-replaced",
      title: "Somebody replaces the archive's policy by hand",
      danger: "Since then everybody may have read the archive, and nothing was delivered.",
      source: threat("replace-bucket-policy"),
      at: ["log-archive-bucket/policy"],
      made: {
        live: (aws) =>
          new S3Client(aws.s3(LOG_ARCHIVE)).send(
            new PutBucketPolicyCommand({
              Bucket: BUCKET,
              Policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: `arn:aws:s3:::${BUCKET}/*` }],
              }),
            }),
          ),
      },
    },
    {
      id: "live-public-access-block-deleted",
      title: "Somebody deletes the archive's public access block by hand",
      danger: "The bucket can have been opened to the world since.",
      source: threat("unblock-public-bucket"),
      at: ["log-archive-bucket/public-access-block"],
      made: {
        live: (aws) => new S3Client(aws.s3(LOG_ARCHIVE)).send(new DeletePublicAccessBlockCommand({ Bucket: BUCKET })),
        undo: (aws) =>
          new S3Client(aws.s3(LOG_ARCHIVE)).send(
            new PutPublicAccessBlockCommand({
              Bucket: BUCKET,
              PublicAccessBlockConfiguration: {
                BlockPublicAcls: true,
                BlockPublicPolicy: true,
                IgnorePublicAcls: true,
                RestrictPublicBuckets: true,
              },
            }),
          ),
      },
    },
    {
      id: "live-access-log-off",
      title: "Somebody switches the archive's access log off by hand",
      danger: "Who has read the archive since is not known.",
      source: threat("stop-access-logging"),
      at: ["log-archive-bucket/logging"],
      made: {
        live: (aws) =>
          new S3Client(aws.s3(LOG_ARCHIVE)).send(
            new PutBucketLoggingCommand({ Bucket: BUCKET, BucketLoggingStatus: {} }),
          ),
      },
    },
    {
      id: "live-key-rotation-off",
      title: "Somebody switches the key's rotation off by hand",
      danger: "The key is not rotated any more.",
      source: threat("stop-rotation-or-replicate-key"),
      at: ["org-logs-key/key"],
      made: {
        live: (aws) =>
          new KMSClient(aws.client(LOG_ARCHIVE)).send(
            new DisableKeyRotationCommand({ KeyId: "e9dfcdbe-19e1-491c-a8f9-d17612cf6353" }),
          ),
        undo: (aws) =>
          new KMSClient(aws.client(LOG_ARCHIVE)).send(
            new EnableKeyRotationCommand({ KeyId: "e9dfcdbe-19e1-491c-a8f9-d17612cf6353" }),
          ),
      },
    },
    {
      id: "live-forwarder-without-target",
      title: "Somebody removes a forwarder's target by hand",
      danger: "What has happened in the log-archive account since was not told.",
      source: threat("take-forwarder-targets"),
      at: ["forwarding/audit/target-1"],
      made: {
        live: (aws) =>
          new EventBridgeClient(aws.client(LOG_ARCHIVE)).send(
            new RemoveTargetsCommand({ Rule: `${AUDIT}-forward-audit`, Ids: ["audit-bus"] }),
          ),
      },
    },
  ]),
];

/** As DisableAlarmActions would, which the emulator does not have. */
async function disableActions(aws: Aws): Promise<void> {
  const cloudWatch = new CloudWatchClient(aws.client(MANAGEMENT));
  const { MetricAlarms = [] } = await cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [`${AUDIT}-trail-changed`] }),
  );
  for (const alarm of MetricAlarms) {
    const { AlarmName, EvaluationPeriods, ComparisonOperator } = alarm;
    const input = { ...alarm, AlarmName, EvaluationPeriods, ComparisonOperator, ActionsEnabled: false };
    await cloudWatch.send(new PutMetricAlarmCommand(input));
  }
}

import type { MetricDetection } from "../detection";
import { anywhere } from "../next-query";

export const trailHeartbeat = {
  id: "trail-heartbeat",
  kind: "metric",
  group: "monitoring-health",
  title: "No events arrive in the trail's log group",
  why: "the trail is stopped or cannot write, so the metric filters see nothing",
  severity: "critical",
  controls: ["OWN-6", "HIPAA 164.312(b)"],
  techniques: ["T1562.008"],
  next: anywhere("trail-changes"),
  // The sentinel asks CloudTrail itself besides: whoever may write to the log group could keep this count up.
  metric: ({ names }) => ({
    account: "management",
    namespace: "AWS/Logs",
    metricName: "IncomingLogEvents",
    dimensions: { LogGroupName: names.trailLogGroup.name },
    statistic: "Sum",
    // The sentinel alone makes calls every 15 minutes, and delivery takes about 5.
    periodMinutes: 5,
    periods: 6,
    comparison: "LessThanThreshold",
    threshold: 1,
    missingData: "breaching",
  }),
  runbook: {
    seen: "After 30 minutes without an event in the log group.",
    means:
      "the trail is stopped or deleted, has no log group, may not write it, or the group or its key is gone. Until it is back **no metric filter sees anything**: events on the bus are all there is.",
    falseAlarm: "none: the sentinel alone makes calls every 15 minutes. Within the hour after a first deploy, wait.",
    restore: [
      "in this order. Logging on ([trail.md](trail.md#first-five-minutes)); then",
      {
        commands: [
          "aws cloudtrail get-trail-status --profile MANAGEMENT_PROFILE --name TRAIL_ARN --query '[LatestCloudWatchLogsDeliveryTime,LatestCloudWatchLogsDeliveryError]'",
          "npm run plan management",
          "npm run deploy management",
        ],
      },
      "No drift: the role's added policies ([trail-logs-role-changed](detection-pipeline.md#trail-logs-role-changed)), the key ([watchers-key-changed](archive.md#watchers-key-changed)). Deploying a group that was deleted gives the trail nothing to update, since its ARN is the same: if nothing comes within 15 minutes, hand it to the trail again:",
      {
        commands: [
          "aws cloudtrail update-trail --profile MANAGEMENT_PROFILE --name TRAIL_ARN --cloud-watch-logs-log-group-arn TRAIL_LOG_GROUP_ARN:* --cloud-watch-logs-role-arn TRAIL_LOGS_ROLE_ARN",
        ],
      },
      "What was missed is in the archive, if that went on.",
    ],
  },
} as const satisfies MetricDetection;

import type { SignalDetection } from "../detection";
import { archiveBucket, inLogArchive } from "../next-query";

export const archiveAlarmRaised = {
  id: "archive-alarm-raised",
  kind: "signal",
  group: "monitoring-health",
  title: "An alarm of the log-archive account went off",
  why: "the archive refuses the trail's deliveries, or receives none",
  severity: "high",
  controls: ["OWN-6", "HIPAA 164.312(b)"],
  techniques: ["T1562.008", "T1485"],
  next: inLogArchive("archive-changes", archiveBucket),
  // The account has no topic: besides telling the management account's, its alarms are forwarded as events.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
  pattern: ({ names }) => ({
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    account: [names.logArchiveAccountId],
    detail: { alarmName: [{ prefix: names.auditPrefix }], state: { value: ["ALARM"] } },
  }),
  says: { alarm: { value: "$.resources" }, state: { value: "$.detail.state" } },
  cases: ({ names, management, logArchive }) => {
    const alarm = names.detection("archive-requests-refused");
    return {
      fires: [{ alarm, in: logArchive, state: "ALARM" }],
      misses: [
        { alarm, in: logArchive, state: "OK" },
        { alarm: "team-example-orgaudit", in: logArchive, state: "ALARM" },
        { alarm, in: management, state: "ALARM" },
      ],
    };
  },
  runbook: {
    seen: "Twin: the alarm it names, at the alarm topic.",
    means: "an alarm of the log-archive account went to ALARM; its name is in the message.",
    falseAlarm:
      "as that alarm's: [archive-deliveries-missing](#archive-deliveries-missing), [archive-requests-refused](#archive-requests-refused). The event alone: the alarm topic refuses the other account; `npm run plan`.",
    restore:
      "as that alarm's: [archive-deliveries-missing](#archive-deliveries-missing), [archive-requests-refused](#archive-requests-refused). The event alone: the alarm topic refuses the other account; `npm run plan`.",
  },
} as const satisfies SignalDetection;

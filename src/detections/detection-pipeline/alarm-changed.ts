import type { EventDetection } from "../detection";
import { fieldIs, inAccount } from "../event-clause";
import { BY_NO_LINKED_ROLE } from "../identity/people";
import { inItsAccount } from "../next-query";
import { ours } from "./ours";

export const alarmChanged = {
  id: "alarm-changed",
  kind: "events",
  group: "detection-pipeline",
  title: "An alarm was changed, disabled, muted or deleted",
  why: "an alarm that is muted, disabled or deleted sends no alert",
  severity: "high",
  controls: ["OWN-5"],
  techniques: ["T1562.001", "T1562.011"],
  next: inItsAccount("detection-changes"),
  events: (context) => [
    {
      sources: ["monitoring"],
      names: ["Put*", "SetAlarmState"],
      where: [fieldIs("requestParameters.alarmName", ours(context))],
    },
    // They name several alarms, and a metric filter looks at one place of a list. Scaling makes and deletes its own all day.
    // https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html
    {
      sources: ["monitoring"],
      names: ["DeleteAlarms", "DisableAlarmActions", "PutAlarmMuteRule"],
      where: [inAccount(...context.names.auditAccountIds), BY_NO_LINKED_ROLE],
    },
  ],
  by: ["metric-filter"],
  cases: ({ names, management, prod }) => ({
    about: ["parameters"],
    fires: [
      {
        call: "monitoring:PutMetricAlarm",
        in: management,
        parameters: { alarmName: names.detection("trail-changed") },
      },
      { call: "monitoring:SetAlarmState", in: prod, parameters: { alarmName: names.detection("trail-changed") } },
    ],
    misses: [
      { call: "monitoring:PutMetricAlarm", in: management, parameters: { alarmName: "team-example-orgaudit" } },
      { call: "monitoring:DeleteAlarms", in: prod, parameters: { alarmNames: ["team-example-orgaudit"] } },
      {
        call: "monitoring:DeleteAlarms",
        in: management,
        parameters: { alarmNames: ["TargetTracking-a"] },
        by: { linkedRole: "AWSServiceRoleForAutoScaling", of: "autoscaling.amazonaws.com" },
      },
      {
        call: "monitoring:EnableAlarmActions",
        in: management,
        parameters: { alarmNames: [names.detection("trail-changed")] },
      },
      { call: "monitoring:DescribeAlarms", in: management, parameters: { alarmNamePrefix: names.auditPrefix } },
    ],
  }),
  runbook: {
    seen: "Twin: the event `changed-outside-terraform`.",
    means:
      "an alarm of ours was put, forced into a state, disabled, muted or deleted; or somebody else's was in the management, log-archive or central account. Alarms that Auto Scaling keeps for itself are left out.",
    falseAlarm: "an announced deploy; another team's alarms there.",
    restore: [
      "thresholds, actions, missing alarms and `actions_enabled` show. A forced state ends at the next evaluation. Mute rules do not show:",
      {
        commands: [
          "aws cloudwatch describe-alarms --profile MANAGEMENT_PROFILE --alarm-name-prefix AUDIT_PREFIX --query 'MetricAlarms[?!ActionsEnabled].AlarmName' --output text",
          "aws cloudwatch list-alarm-mute-rules --profile MANAGEMENT_PROFILE",
          "aws cloudwatch delete-alarm-mute-rule --profile MANAGEMENT_PROFILE --alarm-mute-rule-name NAME",
        ],
      },
      "[Deleting a mute rule](https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarmMuteRule.html) makes alarms that are in ALARM call at once: read them.",
    ],
  },
} as const satisfies EventDetection;

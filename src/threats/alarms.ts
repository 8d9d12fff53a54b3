import { type Attack, detected, each, NO_SCP_THERE, onDetection, prevented, residual } from "./attack";

const onAlarm = onDetection(["DenyDetectionTampering"], ["alarm-changed"]);

/** A filter looks at one place of a list: calls that name several alarms it knows by their account alone. */
const elsewhere = prevented(["DenyDetectionTampering"], residual("no alarm of ours is in the account"));
const onAlarms: Attack["from"] = { ...onAlarm, workload: elsewhere, unplaced: elsewhere };

/** Alarms whose names begin as ours do, in whichever account. */
export const ALARM_ATTACKS: readonly Attack[] = [
  {
    id: "delete-alarms",
    plane: "alarms",
    title: "Delete alarms",
    effect: "nobody is called",
    techniques: ["T1562.001"],
    steps: each("alarm", "cloudwatch:DeleteAlarms"),
    from: onAlarms,
  },
  {
    id: "disable-alarm-actions",
    plane: "alarms",
    title: "Disable an alarm's actions",
    effect: "it fires into nothing",
    techniques: ["T1562.001"],
    steps: each("alarm", "cloudwatch:DisableAlarmActions"),
    from: onAlarms,
  },
  {
    id: "overwrite-alarm",
    plane: "alarms",
    title: "Overwrite an alarm",
    effect: "another threshold, other actions, missing data taken for good",
    techniques: ["T1562.001"],
    steps: each("alarm", "cloudwatch:PutLogAlarm", "cloudwatch:PutMetricAlarm"),
    from: onAlarm,
  },
  {
    id: "set-alarm-state",
    plane: "alarms",
    title: "Set an alarm's state",
    effect: "it is quiet until the next period",
    techniques: ["T1562.011"],
    steps: each("alarm", "cloudwatch:SetAlarmState"),
    from: onAlarm,
  },
  {
    id: "suppress-alarm",
    plane: "alarms",
    title: "Make an alarm another's suppressor",
    effect: "the suppressed one's actions do not run",
    techniques: ["T1562.001"],
    steps: each("alarm", "cloudwatch:PutCompositeAlarm"),
    from: onAlarm,
  },
  {
    id: "mute-alarms",
    plane: "alarms",
    title: "Mute alarms on a schedule",
    effect: "they show ALARM, and call nobody",
    techniques: ["T1562.001"],
    steps: each("alarm", "cloudwatch:PutAlarmMuteRule"),
    from: onAlarms,
  },
  {
    id: "empty-dashboard",
    plane: "alarms",
    title: "Empty or delete the dashboard",
    effect: "whoever looks sees nothing, or all green",
    techniques: ["T1562.001"],
    steps: each("dashboard", "cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"),
    from: { management: detected(NO_SCP_THERE, "changed-outside-terraform") },
  },
  {
    id: "forge-metric-data",
    plane: "alarms",
    title: "Write forged metric data",
    effect: "a filter's metric looks alive, or an alarm's threshold is never met",
    techniques: ["T1562.011"],
    steps: [],
    from: {
      management: residual(
        "PutMetricData is recorded nowhere; the heartbeat counts in AWS/Logs, which CloudWatch writes alone, yet whoever may put log events into the trail's group keeps it alive: what the sentinel asks CloudTrail, by GetTrailStatus, is independent of both",
      ),
    },
  },
];

import { type Attack, detected, each, NO_SCP_THERE, onDetection, prevented, residual, type Step } from "./attack";

const onAlarm = onDetection(["DenyDetectionTampering"], ["alarm-changed"]);

/** A filter looks at one place of a list: calls that name several alarms it knows by their account alone. */
const elsewhere = prevented(["DenyDetectionTampering"], residual("no alarm of ours is in the account"));
const onAlarms: Attack["from"] = { ...onAlarm, workload: elsewhere, unplaced: elsewhere };

const attack = (id: string, title: string, effect: string, steps: readonly Step[], from: Attack["from"]): Attack => ({
  id,
  plane: "alarms",
  title,
  effect,
  steps,
  from,
});

/** Alarms whose names begin as ours do, in whichever account. */
export const ALARM_ATTACKS: readonly Attack[] = [
  attack("A01", "Delete alarms", "nobody is called", each("alarm", "cloudwatch:DeleteAlarms"), onAlarms),
  attack(
    "A02",
    "Disable an alarm's actions",
    "it fires into nothing",
    each("alarm", "cloudwatch:DisableAlarmActions"),
    onAlarms,
  ),
  attack(
    "A03",
    "Overwrite an alarm",
    "another threshold, other actions, missing data taken for good",
    each("alarm", "cloudwatch:PutLogAlarm", "cloudwatch:PutMetricAlarm"),
    onAlarm,
  ),
  attack(
    "A04",
    "Set an alarm's state",
    "it is quiet until the next period",
    each("alarm", "cloudwatch:SetAlarmState"),
    onAlarm,
  ),
  attack(
    "A05",
    "Make an alarm another's suppressor",
    "the suppressed one's actions do not run",
    each("alarm", "cloudwatch:PutCompositeAlarm"),
    onAlarm,
  ),
  attack(
    "A06",
    "Mute alarms on a schedule",
    "they show ALARM, and call nobody",
    each("alarm", "cloudwatch:PutAlarmMuteRule"),
    onAlarms,
  ),
  {
    id: "A08",
    plane: "alarms",
    title: "Empty or delete the dashboard",
    effect: "whoever looks sees nothing, or all green",
    steps: each("dashboard", "cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"),
    from: { management: detected(NO_SCP_THERE, "changed-outside-terraform") },
  },
  {
    id: "A07",
    plane: "alarms",
    title: "Write forged metric data",
    effect: "a filter's metric looks alive, or an alarm's threshold is never met",
    steps: [],
    from: {
      management: residual(
        "PutMetricData is recorded nowhere; the heartbeat counts in AWS/Logs, which CloudWatch writes alone, yet whoever may put log events into the trail's group keeps it alive: what the sentinel asks CloudTrail, by GetTrailStatus, is independent of both",
      ),
    },
  },
];

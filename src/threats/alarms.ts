import { type Attack, detected, each, fromMembers, NO_SCP_THERE, prevented, residual, type Step } from "./attack";

const from: Attack["from"] = {
  ...fromMembers(prevented(["DenyDetectionTampering"])),
  management: detected(NO_SCP_THERE, "alarm-changed"),
};

const attack = (id: string, title: string, effect: string, steps: readonly Step[]): Attack => ({
  id,
  plane: "alarms",
  title,
  effect,
  steps,
  from,
});

/** Alarms whose names begin as ours do, in whichever account. */
export const ALARM_ATTACKS: readonly Attack[] = [
  attack("A01", "Delete alarms", "nobody is called", each("alarm", "cloudwatch:DeleteAlarms")),
  attack("A02", "Disable an alarm's actions", "it fires into nothing", each("alarm", "cloudwatch:DisableAlarmActions")),
  attack(
    "A03",
    "Overwrite an alarm",
    "another threshold, other actions, missing data taken for good",
    each("alarm", "cloudwatch:PutLogAlarm", "cloudwatch:PutMetricAlarm"),
  ),
  attack("A04", "Set an alarm's state", "it is quiet until the next period", each("alarm", "cloudwatch:SetAlarmState")),
  attack(
    "A05",
    "Make an alarm another's suppressor",
    "the suppressed one's actions do not run",
    each("alarm", "cloudwatch:PutCompositeAlarm"),
  ),
  attack(
    "A06",
    "Mute alarms on a schedule",
    "they show ALARM, and call nobody",
    each("alarm", "cloudwatch:PutAlarmMuteRule"),
  ),
  {
    id: "A07",
    plane: "alarms",
    title: "Write forged metric data",
    effect: "a filter's metric looks alive, or an alarm's threshold is never met",
    steps: [],
    from: {
      management: residual(
        "PutMetricData is recorded nowhere; the heartbeat counts in AWS/Logs, a namespace that CloudWatch writes alone",
      ),
    },
  },
];

import {
  type Attack,
  detected,
  each,
  fromMembers,
  NO_SCP_THERE,
  notGranted,
  prevented,
  residual,
  type Step,
} from "./attack";

const from: Attack["from"] = {
  ...fromMembers(prevented(["DenyDetectionTampering"])),
  management: detected(NO_SCP_THERE, "event-rule-changed"),
};
const NOISE = residual("false alerts, no missing ones: EventBridge refuses a source that begins with `aws.`");

const attack = (id: string, title: string, effect: string, steps: readonly Step[]): Attack => ({
  id,
  plane: "events",
  title,
  effect,
  steps,
  from,
});

/** The rules that forward, and the bus they forward to. */
export const EVENT_ATTACKS: readonly Attack[] = [
  attack("E01", "Disable a rule", "nothing is detected, or forwarded", each("rule", "events:DisableRule")),
  attack("E02", "Delete a rule", "the same", each("rule", "events:DeleteRule")),
  attack("E03", "Take a rule's targets", "it matches, and nobody hears", each("rule", "events:RemoveTargets")),
  attack(
    "E04",
    "Overwrite a rule",
    "another pattern, or switched off: the same, quieter",
    each("rule", "events:PutRule"),
  ),
  attack("E05", "Overwrite a rule's target", "alerts go to the attacker", each("rule", "events:PutTargets")),
  {
    id: "E06",
    plane: "events",
    title: "Change who may forward to the audit bus",
    effect: "members forward no more, or anyone injects",
    steps: each("account", "events:PutPermission", "events:RemovePermission"),
    from: {
      security: prevented(["DenyBusPermissionChanges"]),
      management: detected(NO_SCP_THERE, "audit-bus-changed"),
    },
  },
  {
    id: "E07",
    plane: "events",
    title: "Delete the audit bus, or take its key or queue",
    effect: "nothing arrives",
    steps: each("ownBus", "events:DeleteEventBus", "events:UpdateEventBus"),
    from: {
      ...fromMembers(prevented(["DenyDetectionTampering"])),
      management: detected(NO_SCP_THERE, "audit-bus-changed"),
    },
  },
  {
    id: "E08",
    plane: "events",
    title: "Put forged events on the audit bus from another account",
    effect: "false alerts",
    steps: [{ action: "events:PutEvents", target: "auditBusElsewhere", recorded: "never" }],
    from: {
      management: notGranted,
      "log-archive": notGranted,
      security: notGranted,
      workload: notGranted,
      unplaced: notGranted,
      outside: notGranted,
    },
  },
  {
    id: "E08b",
    plane: "events",
    title: "Put forged events on the audit bus from its own account",
    effect: "false alerts",
    steps: [{ action: "events:PutEvents", target: "ownBus", recorded: "never" }],
    from: { management: NOISE, security: NOISE },
  },
  {
    id: "E11",
    plane: "events",
    title: "A rule outside us-east-1 for events of IAM, Organizations or sign-in",
    effect: "it never fires",
    steps: [],
    from: {
      management: residual("a mistake of ours, no call of an attacker's: a test has to pin the Region of such rules"),
    },
  },
];

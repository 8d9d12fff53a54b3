import {
  type Attack,
  detected,
  each,
  fromMembers,
  NO_GUARDRAIL,
  NO_SCP_THERE,
  notGranted,
  onDetection,
  prevented,
  residual,
  type Step,
} from "./attack";

/** A forwarder that is switched off may not forward that it was: the self-test is missed, within a week. */
const from = onDetection(["DenyDetectionTampering"], ["event-rule-changed"], ["self-test-missed-by-rules"]);
const bus = onDetection(["DenyDetectionTampering"], ["audit-bus-changed"], ["self-test-missed-by-rules"], []);
const STACK_OF_ITS_OWN =
  "the stack is the account's own; where a StackSet forwards and a deploy role is named, `DenyDetectionTampering` has it too";
const NOISE = residual("false alerts, no missing ones: EventBridge refuses a source that begins with `aws.`");

const attack = (id: string, title: string, effect: string, steps: readonly Step[]): Attack => ({
  id,
  plane: "events",
  title,
  effect,
  steps,
  from,
});

/** The rules that forward, the bus they forward to, and its own rules. */
export const EVENT_ATTACKS: readonly Attack[] = [
  attack("E01", "Disable a forwarder's rule", "the account forwards nothing", each("rule", "events:DisableRule")),
  attack("E02", "Delete a forwarder's rule", "the same", each("rule", "events:DeleteRule")),
  attack(
    "E03",
    "Take a forwarder's targets",
    "its rule matches, and nobody hears",
    each("rule", "events:RemoveTargets"),
  ),
  attack(
    "E04",
    "Overwrite a forwarder's rule",
    "another pattern, or switched off: the same, quieter",
    each("rule", "events:PutRule"),
  ),
  attack(
    "E05",
    "Overwrite a forwarder's target",
    "what is forwarded goes to the attacker",
    each("rule", "events:PutTargets"),
  ),
  {
    id: "E06",
    plane: "events",
    title: "Change who may forward to the audit bus",
    effect: "members forward no more, or anyone injects",
    steps: each("account", "events:PutPermission", "events:RemovePermission"),
    from: {
      security: prevented(["DenyBusPermissionChanges"], detected(NO_GUARDRAIL, "audit-bus-changed")),
      management: bus.management,
    },
  },
  {
    id: "E07",
    plane: "events",
    title: "Delete the audit bus, or take its key or queue",
    effect: "nothing arrives",
    steps: each("ownBus", "events:DeleteEventBus", "events:UpdateEventBus"),
    from: bus,
  },
  {
    id: "E07b",
    plane: "events",
    title: "Give an account's default bus a key that EventBridge cannot use",
    effect: "no rule on it sees anything: the account forwards nothing, not even that",
    steps: each("defaultBus", "events:UpdateEventBus"),
    from: {
      ...fromMembers(prevented(["DenyDetectionTampering"], detected(NO_GUARDRAIL, "audit-bus-changed"))),
      management: detected(NO_SCP_THERE, "audit-bus-changed", "self-test-missed-by-rules"),
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
    id: "E09",
    plane: "events",
    title: "Disable, empty, overwrite or delete a rule of the audit bus",
    effect: "one detection tells nobody; the log group's filters count on",
    steps: each(
      "auditRule",
      "events:DeleteRule",
      "events:DisableRule",
      "events:PutRule",
      "events:PutTargets",
      "events:RemoveTargets",
    ),
    from: onDetection(["DenyDetectionTampering"], ["event-rule-changed"]),
  },
  {
    id: "E10",
    plane: "events",
    title: "Stop the self-test",
    effect: "a path that is broken is not noticed; that the test is missed is",
    steps: each("schedule", "scheduler:DeleteSchedule", "scheduler:UpdateSchedule"),
    from: {
      management: detected(
        NO_SCP_THERE,
        "event-rule-changed",
        "changed-outside-terraform",
        "self-test-missed-by-alarms",
        "self-test-missed-by-rules",
      ),
    },
  },
  {
    id: "E12",
    plane: "events",
    title: "Change or delete the StackSet that forwards",
    effect: "workload accounts forward nothing, or what the attacker likes",
    steps: each(
      "forwardingStackSet",
      "cloudformation:DeleteStackInstances",
      "cloudformation:DeleteStackSet",
      "cloudformation:UpdateStackInstances",
      "cloudformation:UpdateStackSet",
    ),
    from: { management: detected(NO_SCP_THERE, "forwarding-stack-set-changed", "changed-outside-terraform") },
  },
  {
    id: "E12b",
    plane: "events",
    title: "Change or delete the stack that forwards, in one account",
    effect: "the account forwards nothing; CloudFormation may do it in the exempt role that made the stack",
    steps: each("forwardingStack", "cloudformation:DeleteStack", "cloudformation:UpdateStack"),
    from: {
      ...fromMembers(detected(STACK_OF_ITS_OWN, "forwarding-stack-set-changed")),
      "log-archive": detected(STACK_OF_ITS_OWN, "forwarding-stack-set-changed", "changed-outside-terraform"),
      security: detected(STACK_OF_ITS_OWN, "forwarding-stack-set-changed", "changed-outside-terraform"),
    },
  },
  {
    id: "E11",
    plane: "events",
    title: "A rule outside us-east-1 for events of IAM, Organizations or sign-in",
    effect: "it never fires",
    steps: [],
    from: {
      management: residual(
        "a mistake of ours, no call of an attacker's: a test forwards such events from the Region they arise in",
      ),
    },
  },
];

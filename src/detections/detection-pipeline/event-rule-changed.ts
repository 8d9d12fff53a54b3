import type { EventDetection } from "../detection";
import { anyFieldIs, fieldIs, inRequest } from "../event-clause";
import { inItsAccount } from "../next-query";
import { ours } from "./ours";

export const eventRuleChanged = {
  id: "event-rule-changed",
  kind: "events",
  group: "detection-pipeline",
  title: "An EventBridge rule, its targets, or the self-test's schedule was changed",
  why: "without the rule or its target, events raise no alert",
  severity: "high",
  controls: ["OWN-5"],
  techniques: ["T1562.001"],
  next: inItsAccount("detection-changes"),
  events: (context) => [
    {
      sources: ["events"],
      names: ["DeleteRule", "DisableRule", "PutRule", "PutTargets", "RemoveTargets"],
      where: [anyFieldIs(["name", "rule"].map(inRequest), ours(context))],
    },
    { sources: ["scheduler"], where: [fieldIs("requestParameters.name", ours(context))] },
  ],
  by: ["metric-filter"],
  cases: ({ names, management, security, prod }) => ({
    about: ["parameters"],
    fires: [
      { call: "events:DisableRule", in: prod, parameters: { name: `${names.auditPrefix}-forward` } },
      {
        call: "events:PutRule",
        in: security,
        parameters: { name: names.detection("trail-changed"), eventBusName: names.auditBus.name },
      },
      {
        call: "events:RemoveTargets",
        in: management,
        parameters: { rule: `${names.auditPrefix}-forward-audit`, ids: ["audit-bus"] },
      },
      { call: "scheduler:UpdateSchedule", in: management, parameters: { name: names.selfTest.schedule } },
    ],
    misses: [
      { call: "events:EnableRule", in: prod, parameters: { name: `${names.auditPrefix}-forward` } },
      { call: "events:DisableRule", in: prod, parameters: { name: "team-example-orgaudit" } },
      { call: "events:DescribeRule", in: prod, parameters: { name: `${names.auditPrefix}-forward` } },
      { call: "scheduler:DeleteSchedule", in: prod, parameters: { name: "team-example-orgaudit" } },
    ],
  }),
  runbook: {
    seen: "Twin: the event `changed-outside-terraform`.",
    means:
      "a rule of ours, its targets, or the self-test's schedule was changed: of the audit bus, or a forwarder in any account.",
    falseAlarm: "an announced deploy; a StackSet that forwards in a new account.",
    restore: [
      "disabled rules, other patterns, missing targets and the schedule show; deploy the stack of the account in Where. A target that was added does not show; each rule of the bus has one, `alerts`, each forwarder one, `audit-bus`:",
      {
        commands: [
          "RULE=AUDIT_PREFIX-trail-changed   # from the event",
          "aws events list-targets-by-rule --profile CENTRAL_PROFILE --event-bus-name AUDIT_PREFIX --rule $RULE --query 'Targets[].[Id,Arn]' --output text",
          "aws events remove-targets --profile CENTRAL_PROFILE --event-bus-name AUDIT_PREFIX --rule $RULE --ids ID_THAT_NOBODY_KNOWS",
          "aws events list-rules --profile CENTRAL_PROFILE --event-bus-name AUDIT_PREFIX --query \"Rules[?State=='DISABLED'].Name\" --output text",
        ],
      },
      "Forwarders stand on the default bus: leave `--event-bus-name` out.",
    ],
  },
} as const satisfies EventDetection;

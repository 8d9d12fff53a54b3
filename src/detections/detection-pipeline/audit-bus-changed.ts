import type { EventDetection } from "../detection";
import { anyFieldIs, type EventClause, fieldIs, inRequest, isAbsent } from "../event-clause";
import { inItsAccount } from "../next-query";
import { ours } from "./ours";

/**
 * Every forwarder stands on its account's default bus: given a key that EventBridge cannot use, none is told anything. The
 * request may leave the name out. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateEventBus.html
 */
const DEFAULT_BUS_CHANGES: readonly EventClause[] = [
  fieldIs("requestParameters.name", "default", "*:event-bus/default"),
  isAbsent("requestParameters.name"),
].map((condition) => ({ sources: ["events"], names: ["UpdateEventBus"], where: [condition] }));

export const auditBusChanged = {
  id: "audit-bus-changed",
  kind: "events",
  group: "detection-pipeline",
  title: "The audit bus, its permissions, or an account's default bus was changed",
  why: "accounts forward their events from the default bus to the audit bus: closed, it receives nothing; open, anybody can write to it",
  severity: "critical",
  controls: ["OWN-5"],
  techniques: ["T1562.001"],
  next: inItsAccount("detection-changes"),
  events: (context) => [
    {
      sources: ["events"],
      names: ["DeleteEventBus", "PutPermission", "RemovePermission", "UpdateEventBus"],
      where: [anyFieldIs(["name", "eventBusName"].map(inRequest), ours(context))],
    },
    ...DEFAULT_BUS_CHANGES,
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ names, management, logArchive, security, prod }) => ({
    about: ["parameters"],
    fires: [
      { call: "events:PutPermission", in: security, parameters: { eventBusName: names.auditBus.name } },
      { call: "events:DeleteEventBus", in: security, parameters: { name: names.auditBus.name } },
      ...[management, logArchive, prod].flatMap((account) =>
        [
          { name: "default", kmsKeyIdentifier: "alias/lost" },
          {
            name: `arn:aws:events:${names.homeRegion}:${account}:event-bus/default`,
            kmsKeyIdentifier: "alias/lost",
          },
          { kmsKeyIdentifier: "alias/lost" },
        ].map((parameters) => ({ call: "events:UpdateEventBus", in: account, parameters })),
      ),
    ],
    misses: [
      { call: "events:UpdateEventBus", in: prod, parameters: { name: "orders-default" } },
      { call: "events:DescribeEventBus", in: prod, parameters: { name: "default" } },
      { call: "events:PutRule", in: prod, parameters: { name: "default" } },
      { call: "events:DeleteEventBus", in: security, parameters: { name: "example-org-orders" } },
      { call: "events:PutPermission", in: security, parameters: { eventBusName: "default" } },
      { call: "events:CreateEventBus", in: security, parameters: { name: names.auditBus.name } },
    ],
  }),
  runbook: {
    seen: "If the bus still passes it on.",
    means:
      "the audit bus, or its permissions, was changed: members cannot forward to it, or anybody may write to it. Or `UpdateEventBus` on the **default bus** of the account in Where: all forwarders stand on it, and with a key that EventBridge cannot use that account forwards nothing, perhaps not even this event. The alarm alone is normal then.",
    falseAlarm: "an announced deploy; a team's own, usable key for its default bus: it still forwards, see below.",
    restore: [
      "the default bus is nobody's in Terraform, no plan shows it. Per Region of Where: has it a key, and may EventBridge use it? An update that names none goes back to AWS's own ([AWS](https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateEventBus.html)). What it did not match meanwhile is in the log group, and lost to the audit bus.",
      {
        commands: [
          "aws events describe-event-bus --profile PROFILE_OF_ITS_ACCOUNT --region HOME_REGION --name default --query '[KmsKeyIdentifier,DeadLetterConfig]'",
          "aws events update-event-bus --profile PROFILE_OF_ITS_ACCOUNT --region HOME_REGION --name default",
        ],
      },
      "The audit bus: a changed policy and a deleted bus show; with the bus its rules go too, and the deploy makes them. A permission that was added with `PutPermission`: take it off first (on the emulator a deploy leaves it).",
      {
        commands: [
          "aws events describe-event-bus --profile CENTRAL_PROFILE --name AUDIT_PREFIX --query Policy --output text",
          "aws events remove-permission --profile CENTRAL_PROFILE --event-bus-name AUDIT_PREFIX --statement-id SID_THAT_NOBODY_KNOWS",
          "npm run deploy management",
        ],
      },
    ],
  },
} as const satisfies EventDetection;

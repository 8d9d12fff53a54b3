import type { EventDetection } from "../detection";
import { fieldIs } from "../event-clause";
import { changesOf } from "../next-query";
import { ours } from "./ours";

export const detectionRoleChanged = {
  id: "detection-role-changed",
  kind: "events",
  group: "detection-pipeline",
  title: "A role that detection or forwarding runs as was changed",
  why: "a forwarder or function that lost its permissions fails silently",
  severity: "high",
  controls: ["SOC 2 CC7.2"],
  techniques: ["T1562.001"],
  next: changesOf(({ names }) => names.auditPrefix),
  events: (context) => [{ sources: ["iam"], where: [fieldIs("requestParameters.roleName", ours(context))] }],
  by: ["metric-filter"],
  cases: ({ names, management, prod }) => ({
    about: ["parameters"],
    fires: [
      { call: "iam:DeleteRolePolicy", in: prod, parameters: { roleName: `${names.auditPrefix}-forward-eu-central-1` } },
      { call: "iam:PutRolePolicy", in: management, parameters: { roleName: names.sentinel.role.name } },
    ],
    misses: [
      { call: "iam:DeleteRolePolicy", in: prod, parameters: { roleName: "team-example-orgaudit" } },
      { call: "iam:GetRole", in: prod, parameters: { roleName: `${names.auditPrefix}-forward` } },
    ],
  }),
  runbook: {
    seen: "Twin: the event `changed-outside-terraform`.",
    means:
      "a role of ours, forwarder, sentinel or self-test, was changed: it fails without a word, or somebody else works as it.",
    falseAlarm: "an announced deploy.",
    restore:
      "in the account of the message: trust, inline policy and boundary show, policies that were added do not. Commands as for [trail-logs-role-changed](#trail-logs-role-changed), with the role of the event; a forwarder has `ForwardToAuditBus`, the sentinel `WatchTrail`, and nothing else. A workload's: `npm run deploy prod`, its stack's name. A StackSet's: [forwarding-stack-set-changed](#forwarding-stack-set-changed).",
  },
} as const satisfies EventDetection;

import type { EventDetection } from "../detection";
import { fieldIs, inAccount } from "../event-clause";
import { changesOf } from "../next-query";

export const selfTest = {
  id: "self-test",
  kind: "events",
  group: "monitoring-health",
  title: "Self-test: this alert channel works",
  why: "nothing happened: on Monday, Wednesday and Friday each topic sends one such message",
  severity: "low",
  controls: ["SOC 2 CC7.2"],
  techniques: [],
  next: changesOf(({ names }) => names.selfTest.rule.name),
  events: ({ names }) => [
    {
      sources: ["events"],
      names: ["EnableRule"],
      where: [
        inAccount(names.managementAccountId),
        fieldIs("requestParameters.name", names.selfTest.rule.name),
        fieldIs("userIdentity.arn", names.selfTest.sessions),
      ],
    },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ names, management }) => ({
    about: ["caller", "parameters"],
    fires: [
      {
        call: "events:EnableRule",
        in: management,
        parameters: { name: names.selfTest.rule.name },
        by: { role: names.selfTest.role.name, session: "schedule" },
      },
    ],
    misses: [
      { call: "events:EnableRule", in: management, parameters: { name: names.selfTest.rule.name } },
      {
        call: "events:DisableRule",
        in: management,
        parameters: { name: names.selfTest.rule.name },
        by: { role: names.selfTest.role.name, session: "schedule" },
      },
    ],
  }),
  runbook: {
    seen: "On Monday, Wednesday and Friday at 08:00 UTC: **two messages mean that both ways work**. It is the one alert to wait for.",
    means: "nothing happened.",
    falseAlarm:
      "on another day: somebody ran it, or is learning how: the event `changed-outside-terraform` or `event-rule-changed` says who.",
    restore:
      "one message alone: the other way is broken, [which](first-five-minutes.md#read-the-message). None: [self-test-missed-by-alarms](#self-test-missed-by-alarms). To run it by hand takes the schedule: put it some minutes ahead in the EventBridge Scheduler console, and `npm run deploy management` afterwards.",
  },
} as const satisfies EventDetection;

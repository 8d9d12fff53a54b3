import type { MetricDetection } from "../detection";
import { changesOf } from "../next-query";
import { undeliveredBy } from "./metrics";

export const eventTopicFailing = {
  id: "event-topic-failing",
  kind: "metric",
  group: "monitoring-health",
  title: "The event topic cannot deliver to one of its subscribers",
  why: "an endpoint refuses messages, so its people do not receive events",
  severity: "critical",
  controls: ["SOC 2 CC7.3"],
  techniques: ["T1562.001"],
  next: changesOf(({ names }) => names.eventTopic.name),
  metric: ({ names }) => undeliveredBy("central", names.eventTopic),
  runbook: {
    seen: "To both topics.",
    means:
      "SNS gave up on a message of the event topic: one of its endpoints refuses. Somebody who should hear of events does not.",
    falseAlarm: "as [alarm-topic-failing](#alarm-topic-failing), with the event topic's name.",
    restore: "as [alarm-topic-failing](#alarm-topic-failing), with the event topic's name.",
  },
} as const satisfies MetricDetection;

import type { MetricDetection } from "../detection";
import { changesOf } from "../next-query";
import { messagesIn } from "./metrics";

export const sentinelFailed = {
  id: "sentinel-failed",
  kind: "metric",
  group: "monitoring-health",
  title: "The trail sentinel's run failed",
  why: "a run and its retries ended with an error; the event is in its queue",
  severity: "high",
  controls: ["SOC 2 CC7.2"],
  techniques: ["T1562.001"],
  next: changesOf(({ names }) => names.sentinel.function.name),
  metric: ({ names }) => messagesIn("management", names.sentinel.failedQueue),
  runbook: {
    means: "a run failed, and so did its retries within 10 minutes; its event waits in a queue for 14 days.",
    falseAlarm: "AWS was not available for that long, or other functions used up the account's concurrency.",
    restore: [
      "the reason is in the log (above); the messages say no more than which run. Empty the queue once it works, or the alarm stays:",
      {
        commands: [
          "aws sqs purge-queue --profile MANAGEMENT_PROFILE --queue-url $(aws sqs get-queue-url --profile MANAGEMENT_PROFILE --queue-name AUDIT_PREFIX-sentinel-failed --query QueueUrl --output text)",
        ],
      },
      "The purge raises `alert-topic-changed`.",
    ],
  },
} as const satisfies MetricDetection;

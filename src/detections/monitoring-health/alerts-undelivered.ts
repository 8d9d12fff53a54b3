import type { MetricDetection } from "../detection";
import { anywhere, ourPrefix } from "../next-query";
import { messagesIn } from "./metrics";

export const alertsUndelivered = {
  id: "alerts-undelivered",
  kind: "metric",
  group: "monitoring-health",
  title: "Alerts could not be delivered",
  why: "rules matched, and their alerts are waiting unread in the queue",
  severity: "critical",
  controls: ["SOC 2 CC7.3"],
  techniques: ["T1562.001"],
  next: anywhere("detection-changes", ourPrefix),
  metric: ({ names }) => messagesIn("central", names.undeliveredQueue),
  runbook: {
    seen: "To both topics.",
    means:
      "rules matched, and their events did not reach the event topic for an hour: they are alerts **that you have not read**.",
    falseAlarm: "none.",
    restore: [
      "read them now; body and reason (`ERROR_CODE`, `RULE_ARN`, [AWS](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html)). They come back into the queue after a minute; repeat until you have seen all.",
      {
        commands: [
          "QUEUE=$(aws sqs get-queue-url --profile CENTRAL_PROFILE --queue-name AUDIT_PREFIX-undelivered --query QueueUrl --output text)",
          "aws sqs receive-message --profile CENTRAL_PROFILE --queue-url $QUEUE --max-number-of-messages 10 --visibility-timeout 60 --message-attribute-names All",
        ],
      },
      "Handle each by its rule's section. Then mend the topic, its policy or key ([alert-topic-changed](detection-pipeline.md#alert-topic-changed)), and only then purge, as above.",
    ],
  },
} as const satisfies MetricDetection;

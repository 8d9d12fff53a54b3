import type { MetricDetection } from "../detection";
import { anywhere, ourPrefix } from "../next-query";
import { noReceipt } from "./metrics";

export const selfTestMissedByRules = {
  id: "self-test-missed-by-rules",
  kind: "metric",
  group: "monitoring-health",
  title: "The self-test did not arrive through the audit bus",
  why: "a forwarder, the bus, a rule or the topic does not pass alerts on",
  severity: "critical",
  controls: ["SOC 2 CC7.2"],
  techniques: ["T1562.001"],
  next: anywhere("detection-changes", ourPrefix),
  metric: ({ names }) => noReceipt("central", names.selfTest.receipts.events),
  runbook: {
    seen: "To both topics, five and a half days after the last receipt: two self-tests in a row did not arrive.",
    means: "no self-test came out of the audit bus any more.",
    falseAlarm: "as above.",
    restore: [
      "forwarder of management, bus, rule, target, topic:",
      {
        commands: [
          "aws events describe-rule --profile MANAGEMENT_PROFILE --name AUDIT_PREFIX-forward --query State",
          "aws events list-targets-by-rule --profile MANAGEMENT_PROFILE --rule AUDIT_PREFIX-forward --query 'Targets[].Arn' --output text",
          "aws events describe-rule --profile CENTRAL_PROFILE --event-bus-name AUDIT_PREFIX --name AUDIT_PREFIX-self-test --query State",
          "aws events list-targets-by-rule --profile CENTRAL_PROFILE --event-bus-name AUDIT_PREFIX --rule AUDIT_PREFIX-self-test --query 'Targets[].Arn' --output text",
          "npm run plan management",
          "npm run deploy management",
        ],
      },
    ],
  },
} as const satisfies MetricDetection;

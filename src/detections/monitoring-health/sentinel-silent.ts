import type { MetricDetection } from "../detection";
import { changesOf } from "../next-query";

export const sentinelSilent = {
  id: "sentinel-silent",
  kind: "metric",
  group: "monitoring-health",
  title: "The trail sentinel does not run",
  why: "nothing compares the live trail with the description",
  severity: "critical",
  controls: ["SOC 2 CC7.2"],
  techniques: ["T1562.001"],
  next: changesOf(({ names }) => names.sentinel.function.name),
  metric: ({ names }) => ({
    account: "management",
    // Lambda's own count: what the sentinel writes itself, others could write in its stead.
    namespace: "AWS/Lambda",
    metricName: "Invocations",
    dimensions: { FunctionName: names.sentinel.function.name },
    statistic: "Sum",
    periodMinutes: 15,
    periods: 3,
    comparison: "LessThanThreshold",
    threshold: 1,
    missingData: "breaching",
  }),
  runbook: {
    seen: "After 45 minutes without a run.",
    means: "rule, permission, function or role of the sentinel is gone, switched off or throttled.",
    falseAlarm: "the first hour after a deploy.",
    restore: [
      "run it, and read why it fails; then the plan.",
      {
        commands: [
          "aws lambda get-function --profile MANAGEMENT_PROFILE --function-name AUDIT_PREFIX-sentinel --query '[Configuration.State,Concurrency.ReservedConcurrentExecutions]'",
          "aws events describe-rule --profile MANAGEMENT_PROFILE --name AUDIT_PREFIX-sentinel-schedule --query State",
          "aws lambda invoke --profile MANAGEMENT_PROFILE --function-name AUDIT_PREFIX-sentinel --invocation-type Event /dev/null",
          "aws logs filter-log-events --profile MANAGEMENT_PROFILE --log-group-name /aws/lambda/AUDIT_PREFIX-sentinel --start-time $(($(date +%s) - 900))000 --query 'events[].message' --output text",
          "npm run plan management",
          "npm run deploy management",
        ],
      },
      "The alarm counts Lambda's own invocations: it is quiet where the function runs and fails, which is [sentinel-failed](#sentinel-failed)'s. It runs and none of its metrics comes: its role, or foreign code: [detection-function-changed](detection-pipeline.md#detection-function-changed).",
    ],
  },
} as const satisfies MetricDetection;

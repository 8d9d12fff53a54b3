import type { MetricDetection } from "../detection";
import { anywhere, ourPrefix } from "../next-query";
import { noReceipt } from "./metrics";

export const selfTestMissedByAlarms = {
  id: "self-test-missed-by-alarms",
  kind: "metric",
  group: "monitoring-health",
  title: "The self-test did not arrive through the alarms",
  why: "the trail, log group, metric filter, alarm or topic does not pass alerts on",
  severity: "critical",
  controls: ["SOC 2 CC7.2"],
  techniques: ["T1562.001"],
  next: anywhere("detection-changes", ourPrefix),
  metric: ({ names }) => noReceipt("management", names.selfTest.receipts.alarms),
  runbook: {
    seen: "Five and a half days after the last receipt: two self-tests in a row did not arrive. CloudWatch may look back further before it takes missing data for silence.",
    means:
      "no self-test came out of the alarm topic any more. If `self-test-missed-by-rules` is in ALARM too, the test itself does not run: schedule or role.",
    falseAlarm:
      "from the first deploy to the first self-test. A purged queue is none: sent messages are counted, not kept ones.",
    restore: [
      "walk the way, and stop at the first that fails: schedule, the trail's event, filter, alarm, topic.",
      {
        commands: [
          "aws scheduler get-schedule --profile MANAGEMENT_PROFILE --name AUDIT_PREFIX-self-test --query State",
          "aws logs filter-log-events --profile MANAGEMENT_PROFILE --log-group-name TRAIL_LOG_GROUP --start-time $(($(date +%s) - 604800))000 --filter-pattern '{ $.eventName = \"EnableRule\" && $.requestParameters.name = \"AUDIT_PREFIX-self-test-target\" }' --query 'events[].message' --output text",
          "aws cloudwatch describe-alarms --profile MANAGEMENT_PROFILE --alarm-names AUDIT_PREFIX-self-test --query 'MetricAlarms[].[StateValue,ActionsEnabled,AlarmActions]'",
          "npm run plan management",
          "npm run deploy management",
        ],
      },
      "Then the topic: the test in [detection-pipeline.md](detection-pipeline.md#first-five-minutes), step 2.",
    ],
  },
} as const satisfies MetricDetection;

import type { MetricDetection } from "../detection";
import { changesOf } from "../next-query";
import { undeliveredBy } from "./metrics";

export const alarmTopicFailing = {
  id: "alarm-topic-failing",
  kind: "metric",
  group: "monitoring-health",
  title: "The alarm topic cannot deliver to one of its subscribers",
  why: "an endpoint refuses messages, so its people do not receive alarms",
  severity: "critical",
  controls: ["SOC 2 CC7.3"],
  techniques: ["T1562.001"],
  next: changesOf(({ names }) => names.alarmTopic.name),
  metric: ({ names }) => undeliveredBy("management", names.alarmTopic),
  runbook: {
    seen: "To both topics.",
    means:
      "SNS gave up on a message of the alarm topic: one of its endpoints refuses, after all retries. Somebody who should hear of alarms does not.",
    falseAlarm: "a webhook's tool was down for hours and is back.",
    restore: [
      "see which; an address that is gone leaves `alerts` in the description, then `npm run deploy`. For the event topic the same with its name.",
      {
        commands: [
          "aws sns list-subscriptions-by-topic --profile MANAGEMENT_PROFILE --topic-arn ALARM_TOPIC_ARN --query 'Subscriptions[].[Protocol,Endpoint,SubscriptionArn]' --output text",
          "aws cloudwatch get-metric-statistics --profile MANAGEMENT_PROFILE --namespace AWS/SNS --metric-name NumberOfNotificationsFailed --dimensions Name=TopicName,Value=AUDIT_PREFIX-alarms --start-time $(date -u -d '1 day ago' +%FT%TZ) --end-time $(date -u +%FT%TZ) --period 3600 --statistics Sum --output text",
        ],
      },
    ],
  },
} as const satisfies MetricDetection;

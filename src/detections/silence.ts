import type { NamedArn } from "../naming";
import { bucketOf } from "./archive";
import type { Detection, Scope } from "./detection";
import { fieldIs, inAccount } from "./event-clause";
import { AROUND_IT, anywhere, changesOf, inLogArchive } from "./next-query";

/**
 * Receipts of the self-test in a queue: none in five and a half days. Between two tests are three days at most, and five
 * where one was lost, which EventBridge and SNS do not rule out; what is left is for delays. Hours, so that it matters little
 * where CloudWatch cuts them: its window slides with every evaluation.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html
 */
const noReceipt = (account: "management" | "hub", queue: NamedArn) => ({
  account,
  namespace: "AWS/SQS",
  metricName: "NumberOfMessagesSent",
  dimensions: { QueueName: queue.name },
  statistic: "Sum" as const,
  periodMinutes: 60,
  periods: 132,
  comparison: "LessThanThreshold" as const,
  threshold: 1,
  missingData: "breaching" as const,
});

/** A message in a queue that should have none. */
const messagesIn = (account: "management" | "hub", queue: NamedArn) => ({
  account,
  namespace: "AWS/SQS",
  metricName: "ApproximateNumberOfMessagesVisible",
  dimensions: { QueueName: queue.name },
  statistic: "Maximum" as const,
  periodMinutes: 5,
  periods: 1,
  comparison: "GreaterThanOrEqualToThreshold" as const,
  threshold: 1,
  missingData: "notBreaching" as const,
});

/** Messages that a topic gave up on. https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
const undeliveredBy = (account: "management" | "hub", topic: NamedArn) => ({
  account,
  namespace: "AWS/SNS",
  metricName: "NumberOfNotificationsFailed",
  dimensions: { TopicName: topic.name },
  statistic: "Sum" as const,
  periodMinutes: 15,
  periods: 1,
  comparison: "GreaterThanOrEqualToThreshold" as const,
  threshold: 1,
  missingData: "notBreaching" as const,
});

/** What the names of ours begin with, for a query about them. */
const prefix = ({ names }: Scope) => ({ name: names.auditPrefix });

/** Nothing is heard any more, of the trail or of what watches it. */
export const SILENCE_DETECTIONS = {
  "trail-heartbeat": {
    kind: "metric",
    group: "silence",
    title: "No events arrive in the trail's log group",
    why: "the trail is stopped, or cannot write: the metric filters see nothing",
    severity: "critical",
    controls: ["OWN-6", "HIPAA 164.312(b)"],
    next: anywhere("trail-changes"),
    // The sentinel asks CloudTrail itself besides: whoever may write to the log group could keep this count up.
    metric: ({ names }) => ({
      account: "management",
      namespace: "AWS/Logs",
      metricName: "IncomingLogEvents",
      dimensions: { LogGroupName: names.trailLogGroup.name },
      statistic: "Sum",
      // The sentinel alone makes calls every 15 minutes, and delivery takes about 5.
      periodMinutes: 5,
      periods: 6,
      comparison: "LessThanThreshold",
      threshold: 1,
      missingData: "breaching",
    }),
  },
  "archive-deliveries-missing": {
    kind: "metric",
    group: "silence",
    title: "Nobody tries to write to the log archive",
    why: "events that are not delivered are in the log group alone, for as long as it keeps them, and nobody can prove them",
    severity: "critical",
    controls: ["OWN-6", "HIPAA 164.312(b)"],
    next: inLogArchive("archive-changes", bucketOf),
    metric: ({ names }) => ({
      account: "log-archive",
      namespace: "AWS/S3",
      metricName: "PutRequests",
      dimensions: { BucketName: names.archive.bucket.name, FilterId: names.archive.deliveryMetrics },
      statistic: "Sum",
      periodMinutes: 15,
      periods: 4,
      comparison: "LessThanThreshold",
      threshold: 1,
      missingData: "breaching",
    }),
  },
  "archive-requests-refused": {
    kind: "metric",
    group: "silence",
    title: "The log archive refuses requests",
    why: "the trail's deliveries are refused, or somebody tries the locks",
    severity: "high",
    controls: ["OWN-6"],
    next: inLogArchive("denied-calls"),
    metric: ({ names }) => ({
      account: "log-archive",
      namespace: "AWS/S3",
      metricName: "4xxErrors",
      dimensions: { BucketName: names.archive.bucket.name, FilterId: names.archive.deliveryMetrics },
      statistic: "Sum",
      // A reader's slip is over by the next period; a trail that is refused tries again.
      periodMinutes: 15,
      periods: 2,
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 3,
      missingData: "notBreaching",
    }),
  },
  "trail-delivery-check": {
    kind: "check",
    group: "silence",
    title: "The trail is stopped, or does not deliver",
    why: "logs, digests or CloudWatch's copy are late, or were refused",
    severity: "critical",
    controls: ["OWN-6", "HIPAA 164.312(b)"],
    next: anywhere("trail-changes"),
  },
  "trail-settings-check": {
    kind: "check",
    group: "trail",
    title: "The trail is not what was declared",
    why: "a setting, a selector or Insights differs: what is recorded differs",
    severity: "critical",
    controls: ["HIPAA 164.312(b)"],
    next: anywhere("trail-changes"),
  },
  "guardrails-check": {
    kind: "check",
    group: "organization",
    title: "A policy of the organization, or trusted access, is not what was declared",
    why: "what prevents attacks on the trail and its archive does not hold everywhere",
    severity: "critical",
    controls: ["SOC 2 CC6.1"],
    next: anywhere("organization-policy-changes"),
  },
  "coverage-check": {
    kind: "check",
    group: "silence",
    title: "An account or Region leaves no digest in the archive",
    why: "digests come every hour, even from an account where nothing happens: this one is not recorded",
    severity: "critical",
    controls: ["HIPAA 164.312(b)", "SOC 2 CC7.2"],
    next: anywhere("digests-by-day"),
  },
  "sentinel-blind": {
    kind: "check",
    group: "silence",
    title: "The trail sentinel could not check everything",
    why: "what could not be read was not checked",
    severity: "high",
    controls: ["SOC 2 CC7.2"],
    next: changesOf(({ names }) => names.sentinel.function.name),
  },
  "sentinel-finding": {
    kind: "signal",
    group: "silence",
    title: "The trail sentinel found something",
    why: "what is live is not what was declared",
    severity: "high",
    controls: ["SOC 2 CC7.2"],
    next: AROUND_IT,
    pattern: ({ names }) => ({
      source: [names.sentinel.eventSource],
      "detail-type": [names.sentinel.eventDetailType],
    }),
    says: {
      check: { words: "<check>", paths: { check: "$.detail.check" } },
      count: { words: "<count>", paths: { count: "$.detail.count" } },
      // The worst: its severity, what it is about, what it is, and what to do.
      first: { value: "$.detail.findings[0]" },
      checkRunbook: { words: "<checkRunbook>", paths: { checkRunbook: "$.detail.runbook" } },
    },
  },
  "sentinel-silent": {
    kind: "metric",
    group: "silence",
    title: "The trail sentinel does not run",
    why: "nobody compares the trail with what was declared",
    severity: "critical",
    controls: ["SOC 2 CC7.2"],
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
  },
  "sentinel-failed": {
    kind: "metric",
    group: "silence",
    title: "The trail sentinel failed",
    why: "a run and its retries ended with an error: its event is in the queue",
    severity: "high",
    controls: ["SOC 2 CC7.2"],
    next: changesOf(({ names }) => names.sentinel.function.name),
    metric: ({ names }) => messagesIn("management", names.sentinel.failedQueue),
  },
  "alerts-undelivered": {
    kind: "metric",
    group: "silence",
    title: "Alerts could not be delivered",
    why: "a rule matched and its message is in the queue, unread",
    severity: "critical",
    controls: ["SOC 2 CC7.3"],
    next: anywhere("detection-changes", prefix),
    metric: ({ names }) => messagesIn("hub", names.undeliveredQueue),
  },
  "alarm-topic-failing": {
    kind: "metric",
    group: "silence",
    title: "The alarm topic does not reach somebody",
    why: "an endpoint refuses messages, so its people do not hear of alarms",
    severity: "critical",
    controls: ["SOC 2 CC7.3"],
    next: changesOf(({ names }) => names.alarmTopic.name),
    metric: ({ names }) => undeliveredBy("management", names.alarmTopic),
  },
  "event-topic-failing": {
    kind: "metric",
    group: "silence",
    title: "The event topic does not reach somebody",
    why: "an endpoint refuses messages, so its people do not hear of events",
    severity: "critical",
    controls: ["SOC 2 CC7.3"],
    next: changesOf(({ names }) => names.eventTopic.name),
    metric: ({ names }) => undeliveredBy("hub", names.eventTopic),
  },
  "self-test": {
    kind: "events",
    group: "silence",
    title: "The self-test: nothing happened, and you heard of it",
    why: "whoever reads this knows that this path works; on Monday, Wednesday and Friday there is one message from each topic",
    severity: "low",
    controls: ["SOC 2 CC7.2"],
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
  },
  "self-test-missed-by-alarms": {
    kind: "metric",
    group: "silence",
    title: "The self-test did not arrive by way of the alarms",
    why: "trail, log group, metric filter, alarm or topic: one of them does not pass alerts on",
    severity: "critical",
    controls: ["SOC 2 CC7.2"],
    next: anywhere("detection-changes", prefix),
    metric: ({ names }) => noReceipt("management", names.selfTest.receipts.alarms),
  },
  "self-test-missed-by-rules": {
    kind: "metric",
    group: "silence",
    title: "The self-test did not arrive by way of the audit bus",
    why: "forwarder, bus, rule or topic: one of them does not pass alerts on",
    severity: "critical",
    controls: ["SOC 2 CC7.2"],
    next: anywhere("detection-changes", prefix),
    metric: ({ names }) => noReceipt("hub", names.selfTest.receipts.events),
  },
} as const satisfies Record<string, Detection>;

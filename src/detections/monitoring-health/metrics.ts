import type { NamedArn } from "../../naming";
import type { DetectionContext, MetricWatch } from "../detection";

/**
 * Receipts of the self-test in a queue: none in five and a half days. Between two tests are three days at most, and five
 * where one was lost, which EventBridge and SNS do not rule out; what is left is for delays. Hours, so that it matters little
 * where CloudWatch cuts them: its window slides with every evaluation.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html
 */
export const noReceipt = (account: "management" | "central", queue: NamedArn) => ({
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

/** One is one too many, and none is what should be. */
const ANY = {
  periods: 1,
  comparison: "GreaterThanOrEqualToThreshold",
  threshold: 1,
  missingData: "notBreaching",
} as const;

/** A message in a queue that should have none. */
export const messagesIn = (account: "management" | "central", queue: NamedArn) => ({
  account,
  namespace: "AWS/SQS",
  metricName: "ApproximateNumberOfMessagesVisible",
  dimensions: { QueueName: queue.name },
  statistic: "Maximum" as const,
  periodMinutes: 5,
  ...ANY,
});

/** Messages that a topic gave up on. https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
export const undeliveredBy = (account: "management" | "central", topic: NamedArn) => ({
  account,
  namespace: "AWS/SNS",
  metricName: "NumberOfNotificationsFailed",
  dimensions: { TopicName: topic.name },
  statistic: "Sum" as const,
  periodMinutes: 15,
  ...ANY,
});

/** What S3 counts of requests for logs and digests; not watched where the description leaves it out. */
export const archiveRequests = (
  { names, organization }: DetectionContext,
  watch: Omit<MetricWatch, "account" | "namespace" | "dimensions">,
): MetricWatch | undefined =>
  organization.alerts.archiveRequests
    ? {
        account: "log-archive",
        namespace: "AWS/S3",
        dimensions: { BucketName: names.archive.bucket.name, FilterId: names.archive.deliveryMetrics },
        ...watch,
      }
    : undefined;

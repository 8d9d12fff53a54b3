import type { Block } from "../../../adoption/stack-json";
import { metricsOf } from "../../../functions/trail-sentinel/report";
import { HOURS } from "../usage";
import { filterMetrics } from "./filter-metrics";
import type { Item } from "./item";
import { alertsOf, forwardingAccounts, listingsOf, runsOf, selfTestsOf, subscriptionsOf } from "./rhythm";

/** Metrics that one run of the sentinel writes; they are the same in every run. */
const SENTINEL_METRICS = metricsOf([], new Date(0)).length;

/** Alarms and rules have one each. */
const ALERT_TOPICS = 2;

/** What watches, and tells. */
export const WATCHING: readonly Item[] = [
  {
    id: "alarms",
    what: "alarms",
    price: "cloudwatch-alarm",
    part: "fixed",
    types: ["aws_cloudwatch_metric_alarm"],
    quantity: ({ emitted }) => emitted.count("aws_cloudwatch_metric_alarm"),
  },
  {
    id: "dashboard",
    what: "dashboard",
    price: "cloudwatch-dashboard",
    part: "fixed",
    types: ["aws_cloudwatch_dashboard"],
    quantity: ({ emitted }) => emitted.count("aws_cloudwatch_dashboard"),
  },
  {
    id: "request-metrics",
    what: "request metrics of the archive",
    price: "cloudwatch-metric",
    part: "fixed",
    types: ["aws_s3_bucket_metric"],
    quantity: ({ emitted, assume }) => emitted.count("aws_s3_bucket_metric") * assume("requestMetrics"),
  },
  {
    id: "sentinel-metrics",
    what: "metrics that the sentinel writes",
    price: "cloudwatch-metric",
    part: "fixed",
    types: ["aws_lambda_function"],
    quantity: ({ emitted }) => emitted.count("aws_lambda_function") * SENTINEL_METRICS,
  },
  {
    id: "filter-metrics-daily",
    what: "metrics of filters that count what happens every day",
    price: "cloudwatch-metric",
    part: "growing",
    types: ["aws_cloudwatch_log_metric_filter"],
    quantity: ({ emitted }) => filterMetrics(emitted).daily,
  },
  {
    id: "filter-metrics-rare",
    what: "metrics of filters that count what should not happen",
    price: "cloudwatch-metric",
    part: "growing",
    types: ["aws_cloudwatch_log_metric_filter"],
    quantity: ({ emitted, assume }) => (filterMetrics(emitted).rare * assume("rareFilterHours")) / HOURS,
  },
  {
    id: "sentinel-runs",
    what: "runs of the sentinel",
    price: "lambda-requests",
    part: "fixed",
    types: ["aws_lambda_function", "aws_cloudwatch_event_rule"],
    quantity: runsOf,
  },
  {
    id: "sentinel-seconds",
    what: "time and memory of the sentinel",
    price: "lambda-seconds",
    part: "fixed",
    types: ["aws_lambda_function"],
    quantity: (given) => {
      const seconds =
        runsOf(given) * given.assume("sentinelSeconds") + listingsOf(given) * given.assume("sentinelSecondsPerListing");
      const megabytes = given.emitted.of("aws_lambda_function").reduce((sum, one) => sum + Number(one.memory_size), 0);
      return (seconds * megabytes) / 1024;
    },
  },
  {
    id: "sentinel-traces",
    what: "traces of the sentinel",
    price: "xray-traces",
    part: "fixed",
    types: ["aws_lambda_function"],
    quantity: (given) => given.emitted.of("aws_lambda_function").filter(isTraced).length * runsOf(given),
  },
  {
    id: "sentinel-reports",
    what: "calls by which the sentinel writes its metrics",
    price: "cloudwatch-requests",
    part: "fixed",
    types: ["aws_lambda_function"],
    quantity: runsOf,
  },
  {
    id: "sentinel-listings",
    what: "listings of digests by the sentinel",
    price: "s3-put",
    part: "fixed",
    types: ["aws_lambda_function"],
    quantity: listingsOf,
  },
  {
    id: "self-tests",
    what: "calls of the self-test",
    price: "scheduler-calls",
    part: "fixed",
    types: ["aws_scheduler_schedule"],
    quantity: selfTestsOf,
  },
  {
    id: "receipts",
    what: "messages that reach queues",
    price: "sqs-requests",
    part: "fixed",
    types: ["aws_sqs_queue", "aws_sns_topic_subscription"],
    quantity: (given) => selfTestsOf(given) * subscriptionsOf(given, "sqs"),
  },
  {
    id: "alert-publishing",
    what: "alerts that are published",
    price: "sns-publish",
    part: "fixed",
    types: ["aws_sns_topic"],
    quantity: (given) => alertsOf(given) * ALERT_TOPICS,
  },
  {
    id: "alert-emails",
    what: "alerts by e-mail",
    price: "sns-email",
    part: "fixed",
    types: ["aws_sns_topic_subscription"],
    quantity: (given) => alertsOf(given) * subscriptionsOf(given, "email"),
  },
  {
    id: "alert-calls",
    what: "alerts to webhooks",
    price: "sns-https",
    part: "fixed",
    types: ["aws_sns_topic_subscription"],
    quantity: (given) => alertsOf(given) * subscriptionsOf(given, "https"),
  },
  {
    id: "forwarded-events",
    what: "events that accounts forward to the audit bus",
    price: "eventbridge-events",
    part: "growing",
    types: ["aws_cloudwatch_event_bus", "aws_cloudwatch_event_target", "aws_cloudformation_stack_set"],
    quantity: (given) =>
      (given.traffic.events * forwardingAccounts(given) * given.assume("forwardedShare")) / given.usage.accounts,
  },
];

function isTraced({ tracing_config: tracing }: Block): boolean {
  return (tracing as { mode?: string } | undefined)?.mode === "Active";
}

import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { check, ifRead, unreadOf } from "../check";

const MINUTE = 60_000;

/** It runs every 15 minutes; three runs are late together only where something is wrong. */
const LATE_MINUTES = 45;

export const sentinel = check<Answer<number | undefined>>({
  id: "sentinel",
  question: "Has the trail sentinel run lately?",
  page: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics.html",
  regions: "home",
  asks: { management: ["cloudwatch:GetMetricStatistics"] },
  ask: ({ management, now }, { names }) =>
    management.ask("cloudwatch:GetMetricStatistics", names.metricNamespace, async ({ cloudWatch }, abortSignal) => {
      const { Datapoints = [] } = await cloudWatch.send(
        new GetMetricStatisticsCommand({
          Namespace: names.metricNamespace,
          MetricName: "Runs",
          StartTime: new Date(now.getTime() - LATE_MINUTES * MINUTE),
          EndTime: new Date(now.getTime() + MINUTE),
          Period: 60,
          Statistics: ["Sum"],
        }),
        { abortSignal },
      );
      return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
    }),
  judge: (answer, { names }) => {
    const subject = names.sentinel.function.name;
    return {
      seen: ifRead(answer, (runs = 0) => [`${runs} runs in the last ${LATE_MINUTES} minutes`]),
      deviations: ifRead(answer, (runs = 0) =>
        runs > 0
          ? []
          : [
              {
                subject,
                what: `It has not run for ${LATE_MINUTES} minutes`,
                remedy: "docs/runbooks/alerts/monitoring-health.md#sentinel-silent",
              },
            ],
      ),
      unread: unreadOf(subject, answer),
    };
  },
});

import { type MetricFilter, paginateDescribeMetricFilters } from "@aws-sdk/client-cloudwatch-logs";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { allOf } from "../../aws/pages";
import { check, type Deviation, ifRead, unreadOf } from "../check";
import { emittedOf } from "../emitted";

export const metricFilters = check<Answer<readonly MetricFilter[] | undefined>>({
  id: "metric-filters",
  question: "Is every metric filter on the trail's log group, with its pattern?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html",
  regions: "home",
  asks: { management: ["logs:DescribeMetricFilters"] },
  ask: ({ management }, { names }) =>
    management.ask("logs:DescribeMetricFilters", names.trailLogGroup.name, ({ logs }) =>
      allOf(
        paginateDescribeMetricFilters({ client: logs }, { logGroupName: names.trailLogGroup.name }),
        (page) => page.metricFilters,
      ),
    ),
  judge: (answer, expected) => {
    const emitted = emittedOf(expected, "aws_cloudwatch_log_metric_filter");
    const subject = expected.names.trailLogGroup.name;
    return {
      seen: ifRead(answer, (live = []) => (live.length === 0 ? [] : [`${live.length} metric filters on ${subject}`])),
      deviations: ifRead(answer, (live = []): readonly Deviation[] =>
        emitted.flatMap(({ block }) => {
          const found = live.find(({ filterName }) => filterName === block.name);
          const metric = (block.metric_transformation as { readonly name?: string } | undefined)?.name;
          const said = (what: string) => ({
            subject: String(block.name),
            what,
            remedy: "Run: npm run deploy management",
          });
          if (found === undefined) return [said(`The log group ${subject} has no such metric filter`)];
          return [
            ...(found.filterPattern === plain(block.pattern) ? [] : [said("Its pattern is not the described one")]),
            ...(found.metricTransformations?.[0]?.metricName === metric
              ? []
              : [said(`It counts into ${found.metricTransformations?.[0]?.metricName}, where no alarm looks`)]),
          ];
        }),
      ),
      unread: unreadOf(subject, answer),
    };
  },
});

/** Without Terraform's escape. */
function plain(pattern: unknown): string {
  return String(pattern).replaceAll("$${", "${").replaceAll("%%{", "%{");
}

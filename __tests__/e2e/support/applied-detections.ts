import { CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeMetricFiltersCommand, type MetricFilter } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import type { Organization } from "../../../src/config/organization";
import type { MetricWatch } from "../../../src/detections/detection";
import { CHECK_IDS, eventRules, metricFilters, metricWatches, reachesPeople } from "../../../src/detections/rendering";
import { namesOf } from "../../../src/naming";
import type { LiveOrganization } from "./live-organization";

/** What the catalogue of detections says an organization has, beside what AWS has of it after an apply. */
export class AppliedDetections {
  private readonly scope;

  constructor(
    private readonly live: LiveOrganization,
    organization: Organization,
  ) {
    this.scope = { names: namesOf(organization), organization };
  }

  /** Names of metric filters with pattern and threshold, as declared. */
  declaredFilters() {
    const { alarmTopic, counted } = this.scope.names;
    return metricFilters(this.scope)
      .map(({ id, name, pattern, threshold, periodMinutes }) => ({
        name: this.scope.names.detection(name),
        pattern,
        threshold,
        period: periodMinutes * 60,
        tells: (reachesPeople(id) ? alarmTopic : counted.topic).arn,
      }))
      .sort(byName);
  }

  /** The same, read from the trail's log group and from the alarms on the metrics of its filters. */
  async appliedFilters() {
    const { names } = this.scope;
    const logs = new CloudWatchLogsClient(this.clientConfig(names.managementAccountId));
    const filters = await allPages<MetricFilter>(async (nextToken) => {
      const page = await logs.send(
        new DescribeMetricFiltersCommand({ logGroupName: names.trailLogGroup.name, nextToken }),
      );
      return [page.metricFilters ?? [], page.nextToken];
    });
    const alarms = await this.alarmsIn(names.managementAccountId);
    return filters
      .map(({ filterName = "", filterPattern, metricTransformations = [] }) => {
        const alarm = alarms.find(({ MetricName }) => MetricName === metricTransformations[0]?.metricName);
        return {
          name: filterName,
          pattern: filterPattern,
          threshold: alarm?.Threshold,
          period: alarm?.Period,
          tells: alarm?.AlarmActions?.join(),
        };
      })
      .sort(byName);
  }

  /** Names of the rules of the audit bus with their patterns, as declared. */
  declaredRules() {
    const { names } = this.scope;
    return eventRules(this.scope)
      .map(({ name, pattern }) => ({
        name: names.detection(name),
        pattern: JSON.parse(JSON.stringify(pattern)),
        tells: names.eventTopic.arn,
        keeps: names.undeliveredQueue.arn,
      }))
      .sort(byName);
  }

  async appliedRules() {
    const { names } = this.scope;
    const events = new EventBridgeClient(this.clientConfig(names.centralAccountId));
    const bus = { EventBusName: names.auditBus.name };
    const { Rules = [] } = await events.send(new ListRulesCommand(bus));
    const rules = Rules.map(async ({ Name = "", EventPattern = "" }) => {
      const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ ...bus, Rule: Name }));
      const [target] = Targets;
      return {
        name: Name,
        pattern: JSON.parse(EventPattern),
        tells: target?.Arn,
        keeps: target?.DeadLetterConfig?.Arn,
      };
    });
    return (await Promise.all(rules)).sort(byName);
  }

  /** Names of the alarms on metrics that AWS writes, and in the management account on the sentinel's. */
  declaredWatches(account: MetricWatch["account"]): readonly string[] {
    const checks = account === "management" ? CHECK_IDS : [];
    return [...metricWatches(this.scope, account).map(([id]) => id), ...checks].map(this.scope.names.detection).sort();
  }

  async appliedAlarms(accountId: string): Promise<readonly string[]> {
    return (await this.alarmsIn(accountId)).map(({ AlarmName = "" }) => AlarmName).sort();
  }

  private async alarmsIn(accountId: string): Promise<readonly MetricAlarm[]> {
    const cloudWatch = new CloudWatchClient(this.clientConfig(accountId));
    return allPages<MetricAlarm>(async (NextToken) => {
      const page = await cloudWatch.send(new DescribeAlarmsCommand({ NextToken }));
      return [page.MetricAlarms ?? [], page.NextToken];
    });
  }

  private clientConfig(accountId: string) {
    return this.live.emulator.clientConfig(accountId, this.scope.names.homeRegion);
  }
}

async function allPages<T>(pageAt: (token?: string) => Promise<readonly [readonly T[], string | undefined]>) {
  const found: T[] = [];
  let token: string | undefined;
  do {
    const [items, next] = await pageAt(token);
    found.push(...items);
    token = next;
  } while (token !== undefined && token !== "");
  return found;
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name.localeCompare(other.name);
}

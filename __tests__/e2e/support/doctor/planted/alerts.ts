import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  type MetricAlarm,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  DeleteMetricFilterCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  type MetricFilter,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  PutPermissionCommand,
  PutRuleCommand,
  RemovePermissionCommand,
} from "@aws-sdk/client-eventbridge";
import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { MEMBER, type Planted, type Planter } from "./planter";

/** An alarm, a filter and a rule of one detection. */
const DETECTION = "root-used";

export const PLANTED_ON_ALERTS: readonly Planted[] = [
  {
    title: "the trail's log group keeps events for a week",
    line: "log-group",
    subject: /^\/aws\/cloudtrail\//,
    what: /^It keeps events for 7 days; described are \d+$/,
    remedy: /npm run deploy management/,
    plant: async ({ logs, names }) => {
      const logGroupName = names.trailLogGroup.name;
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
      const put = (retentionInDays: number | undefined) =>
        logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
      await put(7);
      return () => put(logGroups[0]?.retentionInDays);
    },
  },
  {
    title: "a metric filter is deleted",
    line: "metric-filters",
    subject: /^example-org-audit-/,
    what: /has no such metric filter$/,
    remedy: /npm run deploy management/,
    plant: async (planter) => {
      const { logs, names } = planter;
      const logGroupName = names.trailLogGroup.name;
      const filter = await metricFilter(planter);
      await logs.send(new DeleteMetricFilterCommand({ logGroupName, filterName: filter.filterName }));
      return () => putFilter(planter, filter, filter.filterPattern);
    },
  },
  {
    title: "a metric filter's pattern matches nothing any more",
    line: "metric-filters",
    subject: /^example-org-audit-/,
    what: /^Its pattern is not the described one$/,
    remedy: /npm run deploy management/,
    plant: async (planter) => {
      const filter = await metricFilter(planter);
      await putFilter(planter, filter, '{ $.eventName = "Nothing" }');
      return () => putFilter(planter, filter, filter.filterPattern);
    },
  },
  {
    title: "an alarm is deleted",
    line: "alarms",
    subject: /^example-org-audit-sentinel-silent$/,
    what: /^There is no such alarm$/,
    remedy: /npm run deploy management/,
    plant: async (planter) => {
      const alarm = await alarmOf(planter);
      await planter.cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [alarm.AlarmName ?? ""] }));
      return () => putAlarm(planter, alarm);
    },
  },
  {
    title: "an alarm's actions are switched off",
    line: "alarms",
    subject: /^example-org-audit-sentinel-silent$/,
    what: /^Its actions are off/,
    remedy: /enable-alarm-actions/,
    plant: async (planter) => {
      const alarm = await alarmOf(planter);
      await putAlarm(planter, { ...alarm, ActionsEnabled: false });
      return () => putAlarm(planter, alarm);
    },
  },
  {
    title: "an alarm tells nobody",
    line: "alarms",
    subject: /^example-org-audit-sentinel-silent$/,
    what: /^It tells 0 topics; described are 2$/,
    remedy: /npm run deploy management/,
    plant: async (planter) => {
      const alarm = await alarmOf(planter);
      await putAlarm(planter, { ...alarm, AlarmActions: [] });
      return () => putAlarm(planter, alarm);
    },
  },
  {
    title: "an alarm's threshold is out of reach",
    line: "alarms",
    subject: /^example-org-audit-sentinel-silent$/,
    what: /^Its threshold is -1; described is 1$/,
    remedy: /npm run deploy management/,
    plant: async (planter) => {
      const alarm = await alarmOf(planter);
      await putAlarm(planter, { ...alarm, Threshold: -1 });
      return () => putAlarm(planter, alarm);
    },
  },
  {
    title: "an alarm has no data",
    line: "alarms",
    subject: /^example-org-audit-sentinel-silent$/,
    what: /^It has no data/,
    remedy: /its metric has values/,
    plant: async (planter) => {
      const { AlarmName, StateValue } = await alarmOf(planter);
      const put = (state: typeof StateValue) =>
        planter.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: state, StateReason: "planted" }));
      await put("INSUFFICIENT_DATA");
      return () => put(StateValue);
    },
  },
  {
    title: "a rule on the audit bus is disabled",
    line: "event-rules",
    subject: new RegExp(`^example-org-audit-${DETECTION} in 777788889999, eu-central-1$`),
    what: /^It is DISABLED; described is ENABLED/,
    remedy: /npm run deploy security/,
    plant: async ({ centralEvents, names }) => {
      const rule = { Name: names.detection(DETECTION), EventBusName: names.auditBus.name };
      const { State, EventPattern, Description } = await centralEvents.send(new DescribeRuleCommand(rule));
      await centralEvents.send(new DisableRuleCommand(rule));
      return () => centralEvents.send(new PutRuleCommand({ ...rule, EventPattern, Description, State }));
    },
  },
  {
    title: "a rule's pattern on the audit bus matches nothing any more",
    line: "event-rules",
    subject: new RegExp(`^example-org-audit-${DETECTION} in `),
    what: /^Its pattern is not the described one$/,
    remedy: /npm run deploy security/,
    plant: async ({ centralEvents, names }) => {
      const rule = { Name: names.detection(DETECTION), EventBusName: names.auditBus.name };
      const { EventPattern, State, Description } = await centralEvents.send(new DescribeRuleCommand(rule));
      const put = (text: string | undefined) =>
        centralEvents.send(new PutRuleCommand({ ...rule, EventPattern: text, State, Description }));
      await put(JSON.stringify({ source: ["nothing"] }));
      return () => put(EventPattern);
    },
  },
  {
    title: "a member's forwarder is disabled in one Region",
    line: "event-rules",
    subject: new RegExp(`^example-org-audit-forward in ${MEMBER}, eu-west-1$`),
    what: /^It is DISABLED/,
    remedy: /npm run deploy prod/,
    plant: async ({ emulator, names }) => {
      const events = new EventBridgeClient(emulator.clientConfig(MEMBER, "eu-west-1"));
      const Name = names.forwarders.member.rule;
      const { State, EventPattern, Description } = await events.send(new DescribeRuleCommand({ Name }));
      await events.send(new DisableRuleCommand({ Name }));
      return () => events.send(new PutRuleCommand({ Name, EventPattern, Description, State }));
    },
  },
  {
    title: "the alarm topic lets a stranger publish and listen",
    line: "channel-policies",
    subject: /^example-org-audit-alarms$/,
    what: /^Weaker than described: Stranger is a new Allow/,
    remedy: /npm run deploy management/,
    plant: async ({ alarmTopicSns: sns, names }) => {
      const TopicArn = names.alarmTopic.arn;
      const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
      const put = (AttributeValue: string | undefined) =>
        sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
      const document = JSON.parse(Attributes?.Policy ?? "");
      const stranger = {
        Sid: "Stranger",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::999999999999:root" },
        Action: ["sns:Publish", "sns:Subscribe"],
        Resource: TopicArn,
      };
      await put(JSON.stringify({ ...document, Statement: [...document.Statement, stranger] }));
      return () => put(Attributes?.Policy);
    },
  },
  {
    title: "the audit bus lets anybody in",
    line: "channel-policies",
    subject: /^example-org-audit$/,
    what: /^Weaker than described: Anybody is a new Allow/,
    remedy: /npm run deploy security/,
    plant: async ({ centralEvents, names }) => {
      const { Name, Policy = "" } = await centralEvents.send(
        new DescribeEventBusCommand({ Name: names.auditBus.name }),
      );
      const document = JSON.parse(Policy);
      const anybody = {
        Sid: "Anybody",
        Effect: "Allow",
        Principal: "*",
        Action: "events:PutEvents",
        Resource: names.auditBus.arn,
      };
      const put = (text: string) => centralEvents.send(new PutPermissionCommand({ EventBusName: Name, Policy: text }));
      await put(JSON.stringify({ ...document, Statement: [...document.Statement, anybody] }));
      return async () => {
        await centralEvents.send(new RemovePermissionCommand({ EventBusName: Name, StatementId: "Anybody" }));
        await put(Policy);
      };
    },
  },
  {
    title: "somebody's subscription is taken away",
    line: "subscriptions",
    subject: /^example-org-audit-alarms$/,
    what: /^email security@example\.com is not subscribed$/,
    remedy: /npm run deploy management/,
    plant: async ({ emulator, alarmTopicSns: sns, names }) => {
      const TopicArn = names.alarmTopic.arn;
      const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
      const { SubscriptionArn, Endpoint } = Subscriptions.find(({ Protocol }) => Protocol === "email") ?? {};
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      return async () => {
        await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint }));
        await emulator.confirmSubscriptions();
      };
    },
  },
  {
    title: "a stranger listens to the alarms",
    line: "subscriptions",
    subject: /^example-org-audit-alarms$/,
    what: /^sqs arn:aws:sqs:\S+:999999999999:ears is subscribed, and not described$/,
    remedy: /sns unsubscribe/,
    plant: async ({ alarmTopicSns: sns, names }) => {
      const { SubscriptionArn } = await sns.send(
        new SubscribeCommand({
          TopicArn: names.alarmTopic.arn,
          Protocol: "sqs",
          Endpoint: "arn:aws:sqs:eu-central-1:999999999999:ears",
        }),
      );
      return () => sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    },
  },
  {
    title: "a recipient has not confirmed",
    line: "subscriptions",
    subject: /^example-org-audit-alarms$/,
    what: /^email security@example\.com has not confirmed the subscription/,
    remedy: /follows the link/,
    plant: async ({ emulator, alarmTopicSns: sns, names }) => {
      const TopicArn = names.alarmTopic.arn;
      const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
      const { SubscriptionArn, Endpoint } = Subscriptions.find(({ Protocol }) => Protocol === "email") ?? {};
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint }));
      return () => emulator.confirmSubscriptions();
    },
  },
];

async function metricFilter({ logs, names }: Planter): Promise<MetricFilter> {
  const { metricFilters = [] } = await logs.send(
    new DescribeMetricFiltersCommand({ logGroupName: names.trailLogGroup.name }),
  );
  const [first] = metricFilters;
  if (first === undefined) throw new Error("the log group has no metric filter");
  return first;
}

function putFilter({ logs, names }: Planter, { filterName, metricTransformations }: MetricFilter, pattern?: string) {
  return logs.send(
    new PutMetricFilterCommand({
      logGroupName: names.trailLogGroup.name,
      filterName,
      filterPattern: pattern,
      metricTransformations,
    }),
  );
}

async function alarmOf({ cloudWatch, names }: Planter): Promise<MetricAlarm> {
  const AlarmNames = [names.detection("sentinel-silent")];
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames }));
  const [first] = MetricAlarms;
  if (first === undefined) throw new Error(`there is no alarm ${AlarmNames}`);
  return first;
}

/** With all that an alarm says of itself, less its state. */
function putAlarm({ cloudWatch }: Planter, alarm: MetricAlarm) {
  const { AlarmName, AlarmDescription, ActionsEnabled, OKActions, AlarmActions, InsufficientDataActions } = alarm;
  const { MetricName, Namespace, Statistic, Dimensions, Period, Unit, EvaluationPeriods, DatapointsToAlarm } = alarm;
  const { Threshold, ComparisonOperator, TreatMissingData } = alarm;
  return cloudWatch.send(
    new PutMetricAlarmCommand({
      ...{ AlarmName, AlarmDescription, ActionsEnabled, OKActions, AlarmActions, InsufficientDataActions },
      ...{ MetricName, Namespace, Statistic, Dimensions, Period, Unit, EvaluationPeriods, DatapointsToAlarm },
      ...{ Threshold, ComparisonOperator, TreatMissingData },
    }),
  );
}

import { describe, expect, it } from "vitest";
import { DETECTION_IDS, DETECTIONS } from "../../src/detections";
import type { Detection } from "../../src/detections/detection";
import { nextCommandOfAlarm } from "../../src/detections/next-query";
import { metricWatches } from "../../src/detections/rendering";
import { namesOf } from "../../src/naming";
import { manyReaders } from "../detections/organizations";
import { askflorence, type Block, example, stackOf, synthesized } from "../support/synthesized";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const ALARM_NAME_LIMIT = 255;
const ALARM_DESCRIPTION_LIMIT = 1024;
const DAY = 86_400;

/** What a detection is to be emitted as; `-2` and the like, where one rule would be too long, are counted as one. */
function expectedEmission(detection: Detection): Emission {
  switch (detection.kind) {
    case "benchmark":
      return { filters: 1, alarms: 1, rules: 0 };
    case "events": {
      const counted = detection.by.includes("metric-filter") ? 1 : 0;
      return { filters: counted, alarms: counted, rules: detection.by.includes("event-rule") ? 1 : 0 };
    }
    case "signal":
      return { filters: 0, alarms: 0, rules: 1 };
    case "check":
    case "metric":
      return { filters: 0, alarms: 1, rules: 0 };
  }
}

interface Emission {
  readonly filters: number;
  readonly alarms: number;
  readonly rules: number;
}

describe.each([askflorence, example])("the catalogue in $name", (organization) => {
  const names = namesOf(organization);
  const stacks = [...synthesized(organization).values()];
  const everywhere = (type: string): readonly Block[] =>
    stacks.flatMap((stack) => stack.resources(type).map(([, block]) => block));
  const alarms = everywhere("aws_cloudwatch_metric_alarm");
  const filters = everywhere("aws_cloudwatch_log_metric_filter");
  const rules = everywhere("aws_cloudwatch_event_rule").filter(({ event_bus_name }) => event_bus_name !== undefined);
  const scope = { names, organization };
  const known = DETECTION_IDS.map(names.detection);
  /** A pattern that is too long for one filter or rule goes on in `<detection>-2`. */
  const firstOf = (name: string) => (known.includes(name) ? name : name.replace(/-\d+$/, ""));
  /** Nothing in this organization could be meant. */
  const isMeaningless = (detection: Detection) => detection.kind === "events" && detection.events(scope).length === 0;

  it("is emitted whole: each detection once for each way it is seen, under its own name", () => {
    const count = (blocks: readonly Block[], attribute: string, name: RegExp) =>
      blocks.filter((block) => name.test(String(block[attribute]))).length;
    for (const id of DETECTION_IDS) {
      const name = new RegExp(`^${names.detection(id)}$`);
      const emission: Emission = {
        filters: count(filters, "name", name),
        alarms: count(alarms, "alarm_name", name),
        rules: count(rules, "name", name),
      };
      const none = { filters: 0, alarms: 0, rules: 0 };
      expect(emission, id).toEqual(isMeaningless(DETECTIONS[id]) ? none : expectedEmission(DETECTIONS[id]));
    }
  });

  it("has no alarm, filter or rule beyond it", () => {
    expect(alarms.filter(({ alarm_name }) => !known.includes(String(alarm_name)))).toEqual([]);
    expect([...filters, ...rules].filter(({ name }) => !known.includes(firstOf(String(name))))).toEqual([]);
  });

  it("has a metric and an alarm for every filter, all of one name: checkers compare them", () => {
    expect(filters.length).toBeGreaterThan(16);
    for (const { name: own, metric_transformation } of filters) {
      const name = firstOf(String(own));
      expect(metric_transformation).toEqual({ name, namespace: names.metricNamespace, value: "1" });
      expect(alarms.filter(({ metric_name }) => metric_name === name)).toEqual([
        expect.objectContaining({
          alarm_name: name,
          namespace: names.metricNamespace,
          statistic: "Sum",
          comparison_operator: "GreaterThanOrEqualToThreshold",
          treat_missing_data: "notBreaching",
        }),
      ]);
    }
  });

  it("counts in the trail's own log group", () => {
    for (const { log_group_name } of filters) {
      expect(log_group_name).toMatch(/^\$\{aws_cloudwatch_log_group\.org-trail_log-group_.+\.name\}$/);
    }
  });

  it("says in every alarm's message how bad it is, what happened, why it matters, what to ask next, and what to do", () => {
    const runbooks = organization.alerts.runbooks ?? "docs/runbooks";
    for (const { alarm_name, alarm_description } of alarms) {
      const id = DETECTION_IDS.find((known) => names.detection(known) === alarm_name) ?? "self-test";
      const { severity, title, why, group, next } = DETECTIONS[id];
      const command = nextCommandOfAlarm(next, { names, organization });
      expect(alarm_description).toBe(
        `[${severity}] ${title}: ${why}. Ask next: ${command} What to do: ${runbooks}/alerts/${group}.md#${id}`,
      );
    }
  });

  it("tells a topic of every alarm, and disables none", () => {
    const topics = stacks.flatMap((stack) => stack.resources("aws_sns_topic").map(([address]) => `\${${address}.arn}`));
    for (const { alarm_name, alarm_actions, actions_enabled } of alarms) {
      expect(alarm_actions, String(alarm_name)).not.toEqual([]);
      for (const action of alarm_actions as readonly string[])
        expect([...topics, names.alarmTopic.arn, names.eventTopic.arn]).toContain(action);
      expect(actions_enabled).not.toBe(false);
    }
  });

  it("tells both topics of a silence: what is wrong with the one, the other has to tell", () => {
    const silences = (["management", "central"] as const).flatMap((account) => metricWatches(scope, account));
    for (const [id] of silences) {
      const alarm = alarms.find(({ alarm_name }) => alarm_name === names.detection(id));
      expect(new Set(alarm?.alarm_actions as readonly string[]).size, id).toBe(2);
    }
  });

  it("stays within CloudWatch's limits on an alarm", () => {
    for (const { alarm_name, alarm_description, period, evaluation_periods } of alarms) {
      const seconds = Number(period) * Number(evaluation_periods);
      expect(seconds, String(alarm_name)).toBeLessThanOrEqual(Number(period) < 3600 ? DAY : 7 * DAY);
      expect(Number(period) % 60).toBe(0);
      expect(String(alarm_name).length).toBeLessThanOrEqual(ALARM_NAME_LIMIT);
      expect(String(alarm_description).length).toBeLessThanOrEqual(ALARM_DESCRIPTION_LIMIT);
    }
  });
});

describe("a detection of several metric filters", () => {
  it("has one alarm, on the one metric that all of them count for", () => {
    const management = stackOf(manyReaders, "management");
    const of = (type: string, attribute: string) =>
      management
        .resources(type)
        .map(([, block]) => block)
        .filter((block) => String(block[attribute]).startsWith("example-org-audit-reader-role-changed"));
    const filters = of("aws_cloudwatch_log_metric_filter", "name");
    const alarms = of("aws_cloudwatch_metric_alarm", "alarm_name");
    expect(filters.length).toBeGreaterThan(1);
    expect(alarms.map(({ metric_name }) => metric_name)).toEqual(["example-org-audit-reader-role-changed"]);
    for (const { metric_transformation } of filters) {
      expect(metric_transformation).toMatchObject({ name: "example-org-audit-reader-role-changed", value: "1" });
    }
  });
});

describe("when an alarm calls", () => {
  const management = () => stackOf(example, "management");
  const alarms = new Map(
    [...synthesized(example).values()]
      .flatMap((stack) => stack.resources("aws_cloudwatch_metric_alarm"))
      .map(([, block]) => [block.alarm_name, block]),
  );
  const alarm = (id: string): Block => alarms.get(`example-org-audit-${id}`) ?? {};

  it.each([
    // One event is one too many: nobody changes a trail by mistake.
    ["trail-changed", 1, 300],
    ["audit-bus-changed", 1, 300],
    // What happens every day is told once an hour, or where it is many.
    ["cis-4-1-unauthorized-calls", 25, 900],
    ["cis-4-6-console-sign-in-failed", 3, 300],
    ["cis-4-10-security-group-changed", 1, 3600],
  ])("%s: %i within %i seconds", (id, threshold, period) => {
    expect(alarm(id)).toMatchObject({ threshold, period, evaluation_periods: 1 });
  });

  it("OWN-6, the heartbeat: no events in the trail's log group for half an hour, and no data is no events", () => {
    expect(management().at("alarms/trail-heartbeat")).toMatchObject({
      namespace: "AWS/Logs",
      metric_name: "IncomingLogEvents",
      dimensions: { LogGroupName: "/aws/cloudtrail/example-org-trail" },
      statistic: "Sum",
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      period: 300,
      evaluation_periods: 6,
      treat_missing_data: "breaching",
    });
  });

  it("OWN-6, on S3's side: nothing was put into the archive for an hour, by the metrics that its bucket keeps", () => {
    const stack = stackOf(example, "log-archive");
    expect(stack.at("alarms/archive-deliveries-missing")).toMatchObject({
      namespace: "AWS/S3",
      metric_name: "PutRequests",
      dimensions: {
        BucketName: "example-org-cloudtrail-logs-444455556666",
        FilterId: stack.at("log-archive-bucket/metrics").name,
      },
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      period: 900,
      evaluation_periods: 4,
      treat_missing_data: "breaching",
    });
  });

  it("refusals of the archive are told where they go on: a slip is over by the next period", () => {
    expect(alarm("archive-requests-refused")).toMatchObject({
      namespace: "AWS/S3",
      metric_name: "4xxErrors",
      threshold: 3,
      evaluation_periods: 2,
      treat_missing_data: "notBreaching",
    });
  });

  it.each([
    ["sentinel-silent", "AWS/Lambda", "Invocations", { FunctionName: "example-org-audit-sentinel" }],
    [
      "sentinel-failed",
      "AWS/SQS",
      "ApproximateNumberOfMessagesVisible",
      { QueueName: "example-org-audit-sentinel-failed" },
    ],
    [
      "alerts-undelivered",
      "AWS/SQS",
      "ApproximateNumberOfMessagesVisible",
      { QueueName: "example-org-audit-undelivered" },
    ],
  ])("%s looks at %s %s", (id, namespace, metric_name, dimensions) => {
    expect(alarm(id)).toMatchObject({ namespace, metric_name });
    expect(alarm(id).dimensions).toEqual(dimensions);
  });

  it.each(["sentinel-failed", "alerts-undelivered"])("%s: at the first message in its queue", (id) => {
    expect(alarm(id)).toMatchObject({ threshold: 1, period: 300, evaluation_periods: 1 });
    const queue = (alarm(id).dimensions as { QueueName: string }).QueueName;
    const queues = [...synthesized(example).values()].flatMap((stack) => stack.resources("aws_sqs_queue"));
    expect(queues.map(([, { name }]) => name)).toContain(queue);
  });

  it.each(["trail-delivery-check", "trail-settings-check", "guardrails-check", "coverage-check", "sentinel-blind"])(
    "%s: while the sentinel finds anything; a run that did not take place changes nothing",
    (check) => {
      expect(alarm(check)).toMatchObject({
        namespace: "example-org-audit",
        metric_name: "Findings",
        dimensions: { Check: check },
        statistic: "Maximum",
        threshold: 1,
        treat_missing_data: "ignore",
      });
    },
  );

  it("says so when it is over, where it is a state and not an event", () => {
    for (const id of ["trail-heartbeat", "alerts-undelivered", "coverage-check"]) {
      expect(alarm(id).ok_actions).toEqual(alarm(id).alarm_actions);
    }
    expect(alarm("trail-changed").ok_actions).toBeUndefined();
  });

  it("tells of the event topic's own silence by the other topic too", () => {
    for (const id of ["alerts-undelivered", "self-test-missed-by-rules"]) {
      expect(alarm(id).alarm_actions).toEqual([
        expect.stringMatching(/^\$\{aws_sns_topic\.audit-hub_topic_.+\.arn\}$/),
        "arn:aws:sns:eu-central-1:111122223333:example-org-audit-alarms",
      ]);
    }
  });
});

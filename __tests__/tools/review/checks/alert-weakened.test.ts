import { describe, expect, it } from "vitest";
import { created, planOf, reviewPlan, unchanged, updated } from "../../../support/plans";
import { itJudges } from "./attribute-cases";

const ALARM = "aws_cloudwatch_metric_alarm";
const FILTER = "aws_cloudwatch_log_metric_filter";
const RULE = "aws_cloudwatch_event_rule";
const TARGET = "aws_cloudwatch_event_target";
const SUBSCRIPTION = "aws_sns_topic_subscription";
const alarm = {
  threshold: 1,
  comparison_operator: "GreaterThanOrEqualToThreshold",
  evaluation_periods: 1,
  treat_missing_data: "breaching",
  actions_enabled: true,
  alarm_actions: ["a", "b"],
};
const heartbeat = { ...alarm, comparison_operator: "LessThanThreshold", threshold: 5 };
const pattern = (value: object) => ({ event_pattern: JSON.stringify(value), state: "ENABLED" });
const roots = { source: ["aws.signin"], detail: { eventName: ["ConsoleLogin"], userIdentity: { type: ["Root"] } } };

const SCHEDULE = "aws_scheduler_schedule";

describe("alert-weakened", () => {
  itJudges("alert-weakened", [
    ["an alarm that needs more", ALARM, alarm, { ...alarm, threshold: 100 }, "weaker"],
    ["an alarm that needs less is no finding", ALARM, { ...alarm, threshold: 5 }, alarm, "nothing"],
    ["a heartbeat that is content with less", ALARM, heartbeat, { ...heartbeat, threshold: 1 }, "weaker"],
    ["an alarm that waits longer", ALARM, alarm, { ...alarm, evaluation_periods: 12 }, "weaker"],
    ["an alarm that needs more bad periods", ALARM, alarm, { ...alarm, datapoints_to_alarm: 3 }, "weaker"],
    ["silence that raises nothing", ALARM, alarm, { ...alarm, treat_missing_data: "notBreaching" }, "weaker"],
    ["an alarm that tells nobody", ALARM, alarm, { ...alarm, actions_enabled: false }, "weaker"],
    ["an alarm that tells fewer", ALARM, alarm, { ...alarm, alarm_actions: ["b"] }, "weaker"],
    [
      "an alarm that tells more, in another order, is no finding",
      ALARM,
      alarm,
      { ...alarm, alarm_actions: ["c", "b", "a"] },
      "nothing",
    ],
    [
      "other words in a description are no finding",
      ALARM,
      { ...alarm, alarm_description: "x" },
      { ...alarm, alarm_description: "y" },
      "nothing",
    ],
    ["an alarm of another metric", ALARM, { ...alarm, metric_name: "a" }, { ...alarm, metric_name: "b" }, "undecided"],
    [
      "a filter that counts less",
      FILTER,
      { pattern: '{ ($.eventName = "A") || ($.eventName = "B") }' },
      { pattern: '{ ($.eventName = "A") }' },
      "weaker",
    ],
    [
      "a filter that counts something else",
      FILTER,
      { pattern: '{ $.eventName = "A" }' },
      { pattern: '{ $.eventName = "NeverEver" }' },
      "weaker",
    ],
    [
      "a filter that counts more is no finding",
      FILTER,
      { pattern: '{ ($.eventName = "A") }' },
      { pattern: '{ ($.eventName = "B") || ($.eventName = "A") }' },
      "nothing",
    ],
    [
      "a filter with one value more is no finding",
      FILTER,
      { pattern: '{ ($.a = "x" && $.b = "1") }' },
      { pattern: '{ ($.a = "x" && ($.b = "1" || $.b = "2")) }' },
      "nothing",
    ],
    [
      "a filter that asks more",
      FILTER,
      { pattern: '{ $.a = "x" }' },
      { pattern: '{ $.a = "x" && $.b = "1" }' },
      "weaker",
    ],
    ["a filter that is no pattern of JSON", FILTER, { pattern: '{ $.a = "x" }' }, { pattern: "ERROR" }, "undecided"],
    [
      "a filter with other spaces is no finding",
      FILTER,
      { pattern: '{ ($.eventName = "A") || ($.eventName = "B") }' },
      { pattern: '{($.eventName = "A")  ||\n ($.eventName = "B")}' },
      "nothing",
    ],
    ["a rule that is disabled", RULE, pattern(roots), { ...pattern(roots), state: "DISABLED" }, "weaker"],
    [
      "a rule that no longer sees reads",
      RULE,
      { state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" },
      { state: "ENABLED" },
      "weaker",
    ],
    [
      "a rule that matches fewer names",
      RULE,
      pattern({ detail: { eventName: ["A", "B"] } }),
      pattern({ detail: { eventName: ["A"] } }),
      "weaker",
    ],
    [
      "a rule that asks more",
      RULE,
      pattern({ source: ["aws.iam"] }),
      pattern({ source: ["aws.iam"], detail: { errorCode: [{ exists: true }] } }),
      "weaker",
    ],
    [
      "a rule that matches more is no finding",
      RULE,
      pattern(roots),
      pattern({ source: ["aws.signin", "aws.iam"], detail: { userIdentity: { type: ["Root"] } } }),
      "nothing",
    ],
    [
      "a rule in another order is no finding",
      RULE,
      pattern({ source: ["a", "b"], detail: { eventName: ["A"] } }),
      pattern({ detail: { eventName: ["A"] }, source: ["b", "a"] }),
      "nothing",
    ],
    [
      "a prefix that is wider is no finding",
      RULE,
      pattern({ source: ["aws.iam"] }),
      pattern({ source: [{ prefix: "aws." }] }),
      "nothing",
    ],
    ["another target", TARGET, { arn: "a" }, { arn: "b" }, "undecided"],
    [
      "a target without its queue",
      TARGET,
      { dead_letter_config: [{ arn: "q" }] },
      { dead_letter_config: [] },
      "weaker",
    ],
    [
      "a target that gives up earlier",
      TARGET,
      { retry_policy: [{ maximum_event_age_in_seconds: 86400, maximum_retry_attempts: 185 }] },
      { retry_policy: [{ maximum_event_age_in_seconds: 60, maximum_retry_attempts: 0 }] },
      "weaker",
    ],
    [
      "another text of a message is no finding",
      TARGET,
      { input_transformer: [{ input_template: "x" }] },
      { input_transformer: [{ input_template: "y" }] },
      "nothing",
    ],
    [
      "somebody else who is told",
      SUBSCRIPTION,
      { endpoint: "a@example.com" },
      { endpoint: "b@example.com" },
      "undecided",
    ],
    [
      "a subscription that gets less",
      SUBSCRIPTION,
      { filter_policy: "" },
      { filter_policy: '{"AlarmName":["none"]}' },
      "weaker",
    ],
    [
      "a sentinel that does not run",
      "aws_lambda_function",
      { reserved_concurrent_executions: -1 },
      { reserved_concurrent_executions: 0 },
      "undecided",
    ],
    ["a sentinel of another role", "aws_lambda_function", { role: "a" }, { role: "b" }, "undecided"],
    [
      "new code of the sentinel is no finding",
      "aws_lambda_function",
      { source_code_hash: "a", last_modified: "x" },
      { source_code_hash: "b" },
      "nothing",
      { last_modified: true, version: true },
    ],
    [
      "a schedule that runs less often",
      SCHEDULE,
      { schedule_expression: "rate(15 minutes)" },
      { schedule_expression: "rate(1 hour)" },
      "undecided",
    ],
    [
      "a schedule that runs on fewer days",
      SCHEDULE,
      { schedule_expression: "cron(0 8 ? * MON,WED,FRI *)" },
      { schedule_expression: "cron(0 8 ? * MON *)" },
      "undecided",
    ],
    [
      "a schedule of the other kind",
      SCHEDULE,
      { schedule_expression: "rate(1 day)" },
      { schedule_expression: "cron(0 8 ? * * *)" },
      "undecided",
    ],
    [
      "a schedule that runs more often is no finding",
      SCHEDULE,
      { schedule_expression: "rate(15 minutes)" },
      { schedule_expression: "rate(5 minutes)" },
      "nothing",
    ],
    [
      "a schedule that runs on more days is no finding",
      SCHEDULE,
      { schedule_expression: "cron(0 8 ? * MON,WED,FRI *)" },
      { schedule_expression: "cron(0 8 ? * * *)" },
      "nothing",
    ],
    ["a self-test that does not run", "aws_scheduler_schedule", { state: "ENABLED" }, { state: "DISABLED" }, "weaker"],
    [
      "a unit that no longer forwards",
      "aws_cloudformation_stack_instances",
      { deployment_targets: [{ organizational_unit_ids: ["ou-a", "ou-b"] }] },
      { deployment_targets: [{ organizational_unit_ids: ["ou-a"] }] },
      "weaker",
    ],
    [
      "a unit more that forwards is no finding",
      "aws_cloudformation_stack_instances",
      { deployment_targets: [{ organizational_unit_ids: ["ou-a"] }] },
      { deployment_targets: [{ organizational_unit_ids: ["ou-b", "ou-a"] }] },
      "nothing",
    ],
  ]);

  it("a rule that is made disabled is found", () => {
    expect(reviewPlan(planOf(created(RULE, { ...pattern(roots), state: "DISABLED" })))).toMatchObject([
      { direction: "weaker" },
    ]);
  });

  it("an access log of a live bucket may go to a bucket that is yet to be made where there was none, and not where there was", () => {
    const later = { target_bucket: true };
    const logging = created("aws_s3_bucket_logging", { bucket: "live" }, later);
    expect(reviewPlan(planOf(unchanged("aws_s3_bucket", { bucket: "live" }), logging))).toEqual([]);
    const moved = updated("aws_s3_bucket_logging", { bucket: "live", target_bucket: "a" }, { bucket: "live" }, later);
    expect(reviewPlan(planOf(moved))).toMatchObject([{ check: "alert-weakened", direction: "undecided" }]);
  });
});

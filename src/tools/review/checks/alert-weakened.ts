import { missingData, threshold } from "../attributes/alarm";
import { deploymentTargets } from "../attributes/deployment-targets";
import { eventPattern } from "../attributes/event-pattern";
import { filterPattern } from "../attributes/filter-pattern";
import { retries } from "../attributes/retries";
import { always, kept, nothingLost, notLess, notMore, unchanged } from "../attributes/rules";
import { schedule } from "../attributes/schedule";
import { enabledState } from "../attributes/state";
import { transformer } from "../attributes/transformer";
import type { AttributeCheck } from "./check";

export const alertWeakened: AttributeCheck = {
  id: "alert-weakened",
  about: "An alarm, filter, rule, target, subscription or the sentinel sees less, is told later, or reaches nobody.",
  remedy: "Keep what detects as it was, or accept the change with a reason.",
  attributes: {
    aws_cloudwatch_metric_alarm: {
      threshold,
      treat_missing_data: missingData,
      actions_enabled: always(true, "The alarm tells nobody."),
      alarm_actions: nothingLost("The alarm no longer tells everyone it told."),
      evaluation_periods: notMore("The alarm is raised later.", 1),
      datapoints_to_alarm: notMore("The alarm needs more bad periods.", 0),
      period: unchanged("The alarm looks at another stretch of time."),
      comparison_operator: unchanged("The alarm compares otherwise."),
      metric_name: unchanged("The alarm is about something else."),
      namespace: unchanged("The alarm is about something else."),
      dimensions: unchanged("The alarm is about something else."),
      statistic: unchanged("The alarm counts otherwise."),
      extended_statistic: unchanged("The alarm counts otherwise."),
      metric_query: unchanged("The alarm is about something else."),
      threshold_metric_id: unchanged("The alarm compares with something else."),
      unit: unchanged("The alarm counts otherwise."),
    },
    aws_cloudwatch_log_metric_filter: {
      pattern: filterPattern,
      metric_transformation: unchanged("The filter counts into another metric, or otherwise."),
    },
    aws_cloudwatch_event_rule: {
      event_pattern: eventPattern("The rule no longer matches everything it matched."),
      state: enabledState,
      schedule_expression: schedule("The rule runs at other times."),
      role_arn: unchanged("The rule acts as another role."),
    },
    aws_cloudwatch_event_target: {
      arn: unchanged("The rule's events go elsewhere."),
      role_arn: kept("The rule has no role to forward with.", "The rule forwards as another role."),
      dead_letter_config: kept(
        "What could not be delivered is lost.",
        "What could not be delivered is kept elsewhere.",
      ),
      retry_policy: retries,
      input_transformer: transformer,
      input: unchanged("The target is given something else."),
      input_path: unchanged("The target is given something else."),
    },
    aws_sns_topic_subscription: {
      endpoint: unchanged("Somebody else is told."),
      protocol: unchanged("Somebody else is told."),
      filter_policy: eventPattern("The subscription no longer gets every message it got."),
      filter_policy_scope: unchanged("The subscription's filter looks at something else."),
      redrive_policy: kept(
        "Messages that could not be delivered are lost.",
        "Messages that could not be delivered are kept elsewhere.",
      ),
    },
    aws_lambda_function: {
      role: unchanged("The function acts as another role."),
      handler: unchanged("The function begins elsewhere."),
      environment: unchanged("The function is told something else."),
      dead_letter_config: kept("Invocations that failed are lost.", "Invocations that failed are kept elsewhere."),
      reserved_concurrent_executions: unchanged("The function may run at other numbers; at 0 it does not run at all."),
      timeout: notLess("The function has less time.", 3),
      memory_size: notLess("The function has less memory, and takes longer.", 128),
      logging_config: unchanged("The function's log lies elsewhere."),
    },
    aws_lambda_function_event_invoke_config: {},
    aws_scheduler_schedule: {
      state: enabledState,
      schedule_expression: schedule("The self-test runs at other times."),
      target: unchanged("The schedule calls something else."),
    },
    aws_cloudformation_stack_set: {
      template_body: unchanged("Every workload account's forwarding is another one."),
      auto_deployment: unchanged("Accounts that join are treated otherwise."),
      parameters: unchanged("The template is told something else."),
      permission_model: unchanged("Somebody else deploys into the accounts."),
      execution_role_name: unchanged("Somebody else deploys into the accounts."),
      call_as: unchanged("Somebody else deploys into the accounts."),
    },
    aws_cloudformation_stack_instances: {
      regions: nothingLost("A Region's events are no longer forwarded."),
      deployment_targets: deploymentTargets,
      accounts: nothingLost("An account's events are no longer forwarded."),
      parameter_overrides: unchanged("The template is told something else."),
      call_as: unchanged("Somebody else deploys into the accounts."),
    },
    aws_s3_bucket_logging: {
      target_bucket: unchanged("Access to the archive is logged elsewhere."),
      target_prefix: unchanged("Access to the archive is logged below another prefix."),
    },
    aws_s3_bucket_notification: { eventbridge: kept("EventBridge hears nothing of the bucket any more.", "") },
    aws_s3_bucket_metric: { filter: unchanged("Other requests are counted.") },
  },
};

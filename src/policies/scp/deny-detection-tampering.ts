import type { Names } from "../../naming";
import { databasePrefix } from "../../naming/workbench-names";
import type { Conditional } from "../callers";
import type { Statement } from "../document";
import { STACK_CHANGES } from "./stack-changes";

/**
 * What sees, tells and answers: event rules, buses, functions, queues, topics, alarms, tables and work groups whose names
 * begin with ours, and the default bus, which no member may update.
 *
 * @param byStackSet whether a StackSet forwards, so that its stacks are guarded too
 */
export function denyDetectionTampering(names: Names, exemption: Conditional, byStackSet: boolean): Statement {
  const { partition, auditPrefix } = names;
  const named = (service: string, resource: string, prefix = auditPrefix) =>
    `arn:${partition}:${service}:*:*:${resource}${prefix}*`;
  const database = databasePrefix(auditPrefix);
  return {
    Sid: "DenyDetectionTampering",
    Effect: "Deny",
    Action: [
      "athena:DeleteWorkGroup",
      "athena:UpdateWorkGroup",
      ...(byStackSet ? STACK_CHANGES : []),
      "cloudwatch:DeleteAlarms",
      "cloudwatch:DisableAlarmActions",
      "cloudwatch:Put*Alarm",
      "cloudwatch:PutAlarmMuteRule",
      "cloudwatch:SetAlarmState",
      "events:DeleteEventBus",
      "events:DeleteRule",
      "events:DisableRule",
      "events:PutRule",
      "events:PutTargets",
      "events:RemoveTargets",
      "events:UpdateEventBus",
      "glue:BatchDelete*",
      "glue:Delete*",
      "glue:Update*",
      "lambda:AddPermission",
      "lambda:Delete*",
      "lambda:Put*",
      "lambda:RemovePermission",
      "lambda:Update*",
      "sns:AddPermission",
      "sns:DeleteTopic",
      "sns:PutDataProtectionPolicy",
      "sns:RemovePermission",
      "sns:Set*",
      "sns:Subscribe",
      "sns:Unsubscribe",
      "sqs:AddPermission",
      "sqs:DeleteQueue",
      "sqs:PurgeQueue",
      "sqs:RemovePermission",
      "sqs:SetQueueAttributes",
    ],
    Resource: [
      named("athena", "workgroup/"),
      ...(byStackSet ? [named("cloudformation", "stack/StackSet-")] : []),
      named("cloudwatch", "alarm:"),
      named("events", "event-bus/"),
      // Forwarders' rules stand on it; rules have ARNs of their own.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
      `arn:${partition}:events:*:*:event-bus/default`,
      named("events", "rule/"),
      named("glue", "database/", database),
      named("glue", "table/", database),
      named("lambda", "function:"),
      named("sns", ""),
      named("sqs", ""),
    ],
    ...exemption,
  };
}

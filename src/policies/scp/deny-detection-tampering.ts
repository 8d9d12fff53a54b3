import type { Names } from "../../naming";
import type { Statement } from "../document";
import { exceptRoles } from "./except-roles";

/** What sees and tells: event rules, buses, functions, queues, topics, alarms and roles whose names begin with ours. */
export function denyDetectionTampering(names: Names, deployRoleArns: readonly string[]): Statement {
  const { partition, auditPrefix } = names;
  const named = (service: string, resource: string) => `arn:${partition}:${service}:*:*:${resource}${auditPrefix}*`;
  return {
    Sid: "DenyDetectionTampering",
    Effect: "Deny",
    Action: [
      "cloudwatch:DeleteAlarms",
      "cloudwatch:DisableAlarmActions",
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:SetAlarmState",
      "events:DeleteEventBus",
      "events:DeleteRule",
      "events:DisableRule",
      "events:PutRule",
      "events:PutTargets",
      "events:RemoveTargets",
      "events:UpdateEventBus",
      "lambda:DeleteFunction",
      "lambda:DeleteFunctionConcurrency",
      "lambda:PutFunctionConcurrency",
      "lambda:PutFunctionEventInvokeConfig",
      "lambda:RemovePermission",
      "lambda:UpdateFunctionCode",
      "lambda:UpdateFunctionConfiguration",
      "sns:AddPermission",
      "sns:DeleteTopic",
      "sns:PutDataProtectionPolicy",
      "sns:RemovePermission",
      "sns:SetTopicAttributes",
      "sns:Subscribe",
      "sqs:DeleteQueue",
      "sqs:PurgeQueue",
      "sqs:SetQueueAttributes",
    ],
    Resource: [
      named("cloudwatch", "alarm:"),
      named("events", "event-bus/"),
      named("events", "rule/"),
      named("lambda", "function:"),
      named("sns", ""),
      named("sqs", ""),
    ],
    ...exceptRoles(deployRoleArns),
  };
}

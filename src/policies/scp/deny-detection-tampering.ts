import type { Names } from "../../naming";
import type { Statement } from "../document";
import { exceptRoles } from "./except-roles";

/**
 * What sees, tells and answers: event rules, buses, functions, queues, topics, alarms, tables and work groups whose names
 * begin with ours.
 */
export function denyDetectionTampering(names: Names, deployRoleArns: readonly string[]): Statement {
  const { partition, auditPrefix } = names;
  const named = (service: string, resource: string) => `arn:${partition}:${service}:*:*:${resource}${auditPrefix}*`;
  return {
    Sid: "DenyDetectionTampering",
    Effect: "Deny",
    Action: [
      "athena:DeleteWorkGroup",
      "athena:UpdateWorkGroup",
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
      named("cloudwatch", "alarm:"),
      named("events", "event-bus/"),
      named("events", "rule/"),
      named("glue", "database/"),
      named("glue", "table/"),
      named("lambda", "function:"),
      named("sns", ""),
      named("sqs", ""),
    ],
    ...exceptRoles(deployRoleArns),
  };
}

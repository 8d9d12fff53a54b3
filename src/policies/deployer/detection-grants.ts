import { type GrantTable, on } from "./grant";

export const DETECTION_GRANTS: GrantTable = {
  aws_cloudwatch_event_rule: [
    on("Rules", {
      read: ["events:DescribeRule", "events:ListTagsForResource"],
      create: ["events:PutRule", "events:TagResource"],
      update: ["events:PutRule", "events:TagResource", "events:UntagResource"],
      delete: ["events:DeleteRule"],
    }),
  ],
  aws_cloudwatch_event_target: [
    on("Rules", {
      read: ["events:ListTargetsByRule"],
      create: ["events:PutTargets"],
      update: ["events:PutTargets"],
      delete: ["events:RemoveTargets"],
    }),
    on("PassToEventBridge", { create: ["iam:PassRole"], update: ["iam:PassRole"] }),
  ],
  aws_cloudwatch_event_bus: [
    on("Buses", {
      read: ["events:DescribeEventBus", "events:ListTagsForResource"],
      create: ["events:CreateEventBus", "events:TagResource"],
      update: ["events:TagResource", "events:UntagResource"],
      delete: ["events:DeleteEventBus"],
    }),
  ],
  aws_cloudwatch_event_bus_policy: [
    on("Buses", { read: ["events:DescribeEventBus"] }),
    // They know no resource.
    on("BusPermissions", {
      create: ["events:PutPermission"],
      update: ["events:PutPermission"],
      delete: ["events:RemovePermission"],
    }),
  ],
  aws_cloudwatch_metric_alarm: [
    on("Alarms", {
      read: ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"],
      create: ["cloudwatch:PutMetricAlarm", "cloudwatch:TagResource"],
      update: ["cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:UntagResource"],
      delete: ["cloudwatch:DeleteAlarms"],
    }),
  ],
  aws_cloudwatch_dashboard: [
    on("Dashboards", {
      read: ["cloudwatch:GetDashboard"],
      create: ["cloudwatch:PutDashboard"],
      update: ["cloudwatch:PutDashboard"],
      delete: ["cloudwatch:DeleteDashboards"],
    }),
  ],
  aws_iam_role: [
    on("Roles", {
      read: ["iam:GetRole", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
      create: ["iam:TagRole"],
      // The provider changes a description by itself, and sessions' length with UpdateRole.
      update: [
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      delete: ["iam:DeleteRole", "iam:ListInstanceProfilesForRole"],
    }),
    on("EmpowerRoles", { create: ["iam:CreateRole"] }),
    on("BoundRoles", { update: ["iam:PutRolePermissionsBoundary"] }),
  ],
  aws_iam_role_policy: [
    on("Roles", {
      read: ["iam:GetRolePolicy"],
      delete: ["iam:DeleteRolePolicy"],
    }),
    on("EmpowerRoles", { create: ["iam:PutRolePolicy"], update: ["iam:PutRolePolicy"] }),
  ],
  aws_lambda_function: [
    on("Functions", {
      read: ["lambda:GetFunction", "lambda:GetFunctionCodeSigningConfig", "lambda:ListVersionsByFunction"],
      create: ["lambda:CreateFunction", "lambda:TagResource"],
      update: [
        "lambda:TagResource",
        "lambda:UntagResource",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
      ],
      delete: ["lambda:DeleteFunction"],
    }),
    on("PassToLambda", { create: ["iam:PassRole"], update: ["iam:PassRole"] }),
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
    on("LendKeyToLambda", { create: ["kms:CreateGrant"], update: ["kms:CreateGrant"] }),
    on("UseKeyThroughLambda", {
      read: ["kms:Decrypt"],
      create: ["kms:Decrypt", "kms:Encrypt"],
      update: ["kms:Decrypt", "kms:Encrypt"],
    }),
  ],
  aws_lambda_function_event_invoke_config: [
    on("Functions", {
      read: ["lambda:GetFunctionEventInvokeConfig"],
      create: ["lambda:PutFunctionEventInvokeConfig"],
      update: ["lambda:PutFunctionEventInvokeConfig"],
      delete: ["lambda:DeleteFunctionEventInvokeConfig"],
    }),
  ],
  aws_lambda_permission: [
    on("Functions", {
      read: ["lambda:GetPolicy"],
      create: ["lambda:AddPermission"],
      delete: ["lambda:RemovePermission"],
    }),
  ],
  aws_scheduler_schedule: [
    on("Schedules", {
      read: ["scheduler:GetSchedule"],
      create: ["scheduler:CreateSchedule"],
      update: ["scheduler:UpdateSchedule"],
      delete: ["scheduler:DeleteSchedule"],
    }),
    on("PassToScheduler", { create: ["iam:PassRole"], update: ["iam:PassRole"] }),
  ],
  aws_sns_topic: [
    on("Topics", {
      read: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
      create: ["sns:CreateTopic", "sns:SetTopicAttributes", "sns:TagResource"],
      update: ["sns:SetTopicAttributes", "sns:TagResource", "sns:UntagResource"],
      delete: ["sns:DeleteTopic"],
    }),
  ],
  aws_sns_topic_policy: [
    on("Topics", {
      read: ["sns:GetTopicAttributes"],
      create: ["sns:SetTopicAttributes"],
      update: ["sns:SetTopicAttributes"],
      delete: ["sns:SetTopicAttributes"],
    }),
  ],
  aws_sns_topic_subscription: [
    on("Topics", {
      read: ["sns:GetSubscriptionAttributes", "sns:ListSubscriptionsByTopic"],
      create: ["sns:Subscribe"],
      update: ["sns:SetSubscriptionAttributes"],
      delete: ["sns:Unsubscribe"],
    }),
  ],
  aws_sqs_queue: [
    on("Queues", {
      read: ["sqs:GetQueueAttributes", "sqs:ListQueueTags"],
      create: ["sqs:CreateQueue", "sqs:TagQueue"],
      update: ["sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"],
      delete: ["sqs:DeleteQueue"],
    }),
  ],
};

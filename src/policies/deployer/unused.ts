/** An action that is granted and that neither a first apply nor the plan after it uses, with the reason why it is. */
export interface UnusedAction {
  readonly action: string;
  readonly because: string;
  /** Whether an end-to-end test of a later change uses it. @default false */
  readonly later?: boolean;
}

const changed = (what: string, ...actions: readonly string[]): readonly UnusedAction[] =>
  actions.map((action) => ({ action, because: `changes ${what}` }));
const removed = (what: string, ...actions: readonly string[]): readonly UnusedAction[] =>
  actions.map((action) => ({ action, because: `takes away ${what}` }));
const later = (actions: readonly UnusedAction[]): readonly UnusedAction[] =>
  actions.map((one) => ({ ...one, later: true }));

/** Reviewed by hand: each stands in the provider's code for the type's update or delete. */
export const UNUSED_ACTIONS: readonly UnusedAction[] = [
  ...changed("the trail's settings", "cloudtrail:UpdateTrail"),
  ...removed("tags that the description has no more", "cloudtrail:RemoveTags", "cloudwatch:UntagResource"),
  ...removed(
    "tags that the description has no more",
    "athena:UntagResource",
    "events:UntagResource",
    "glue:UntagResource",
    "iam:UntagRole",
    "kms:UntagResource",
    "lambda:UntagResource",
    "logs:UntagResource",
    "organizations:UntagResource",
    "sns:UntagResource",
    "sqs:UntagQueue",
  ),
  ...removed("detections that the catalogue has no more", "cloudwatch:DeleteAlarms", "logs:DeleteMetricFilter"),
  ...removed("the dashboard, the self-test, the sentinel", "cloudwatch:DeleteDashboards", "scheduler:DeleteSchedule"),
  ...removed(
    "the dashboard, the self-test, the sentinel",
    "lambda:DeleteFunction",
    "lambda:DeleteFunctionEventInvokeConfig",
    "lambda:RemovePermission",
    "sqs:DeleteQueue",
  ),
  ...later(removed("forwarders of a Region or an account", "events:DeleteRule", "events:RemoveTargets")),
  ...later(
    removed(
      "forwarders of a Region or an account",
      "iam:DeleteRole",
      "iam:DeleteRolePolicy",
      "iam:ListInstanceProfilesForRole",
    ),
  ),
  ...removed("the hub, where it moves to another account", "events:DeleteEventBus", "events:RemovePermission"),
  ...removed("the hub, where it moves to another account", "sns:DeleteTopic"),
  ...removed("queries that the catalogue has no more", "athena:DeleteNamedQuery"),
  ...removed("the workbench", "athena:DeleteWorkGroup", "glue:DeleteDatabase", "glue:DeleteTable"),
  ...changed(
    "the workbench's settings and tables",
    "athena:UpdateWorkGroup",
    "glue:UpdateDatabase",
    "glue:UpdateTable",
  ),
  ...removed("recipients that the description has no more", "sns:Unsubscribe"),
  ...changed("the boundary of roles that had none", "iam:PutRolePermissionsBoundary"),
  ...changed("roles' descriptions and trust", "iam:UpdateAssumeRolePolicy", "iam:UpdateRoleDescription"),
  ...changed("keys' policies and descriptions", "kms:PutKeyPolicy", "kms:UpdateKeyDescription"),
  ...changed("back what somebody switched off", "iam:UpdateRole", "kms:EnableKey", "logs:AssociateKmsKey"),
  ...changed("the sentinel's code and settings", "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"),
  ...removed("policies from units that are guarded no more", "organizations:DetachPolicy"),
  ...removed("policies of options that are off", "organizations:DeletePolicy"),
  ...later(changed("guardrails", "organizations:UpdatePolicy")),
  ...changed("the self-test's times", "scheduler:UpdateSchedule"),
  ...changed("subscriptions and queues", "sns:SetSubscriptionAttributes", "sqs:SetQueueAttributes"),
  ...changed(
    "the organization's settings, once, by hand",
    "organizations:EnableAWSServiceAccess",
    "organizations:EnablePolicyType",
  ),
];

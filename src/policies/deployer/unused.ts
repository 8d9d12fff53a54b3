/** What uses an action on the emulator after the first apply and its plan: a change of the description, or an adoption. */
export type LaterUse = "a change" | "an adoption";

/** An action that is granted and that neither a first apply nor the plan after it uses, with the reason why it is. */
export interface UnusedAction {
  /** Of the statement that grants it. */
  readonly sid: string;
  readonly action: string;
  readonly because: string;
  /** What `npm run permissions` shows to use it all the same. @default nothing does on the emulator */
  readonly usedBy?: LaterUse;
}

/** Actions by the statement that grants them. */
type Granted = Readonly<Record<string, readonly string[]>>;

const listed = (because: string, granted: Granted): readonly UnusedAction[] =>
  Object.entries(granted).flatMap(([sid, actions]) => actions.map((action) => ({ sid, action, because })));
const changes = (what: string, granted: Granted) => listed(`changes ${what}`, granted);
const takesAway = (what: string, granted: Granted) => listed(`takes away ${what}`, granted);
const usedBy = (use: LaterUse, ...actions: readonly (readonly UnusedAction[])[]): readonly UnusedAction[] =>
  actions.flat().map((one) => ({ ...one, usedBy: use }));

/** Reviewed by hand: each stands in the provider's code for the type's update or delete. */
export const UNUSED_ACTIONS: readonly UnusedAction[] = [
  ...usedBy(
    "a change",
    takesAway("tags that the description has no more", {
      Trail: ["cloudtrail:RemoveTags"],
      Alarms: ["cloudwatch:UntagResource"],
      WorkGroups: ["athena:UntagResource"],
      Rules: ["events:UntagResource"],
      Buses: ["events:UntagResource"],
      Databases: ["glue:UntagResource"],
      Roles: ["iam:UntagRole"],
      OurKeys: ["kms:UntagResource"],
      Functions: ["lambda:UntagResource"],
      LogGroups: ["logs:UntagResource"],
      OrganizationPolicies: ["organizations:UntagResource"],
      Topics: ["sns:UntagResource"],
      Queues: ["sqs:UntagQueue"],
    }),
    changes("tags", { OrganizationPolicies: ["organizations:TagResource"] }),
    takesAway("detections that the catalogue has no more", {
      Alarms: ["cloudwatch:DeleteAlarms"],
      LogGroups: ["logs:DeleteMetricFilter"],
    }),
    takesAway("forwarders of a Region or an account", {
      Rules: ["events:DeleteRule", "events:RemoveTargets"],
      Roles: ["iam:DeleteRole", "iam:DeleteRolePolicy", "iam:ListInstanceProfilesForRole"],
    }),
    takesAway("the StackSet, where stacks take over", {
      StackSets: ["cloudformation:DeleteStackSet"],
      StackSetsAndTargets: ["cloudformation:DeleteStackInstances"],
    }),
    changes("the StackSet, its targets and Regions", {
      StackSetsAndTargets: ["cloudformation:UpdateStackSet"],
    }),
    takesAway("recipients that the description has no more", { Topics: ["sns:Unsubscribe"] }),
    changes("the workbench's limit and tables", {
      WorkGroups: ["athena:UpdateWorkGroup"],
      Catalog: ["glue:UpdateTable"],
    }),
    changes("the boundary of roles that had none", { BoundRoles: ["iam:PutRolePermissionsBoundary"] }),
    changes("who may become the analyst", { Roles: ["iam:UpdateAssumeRolePolicy"] }),
    changes("keys' policies", { OurKeys: ["kms:PutKeyPolicy"] }),
    changes("the sentinel's code", { Functions: ["lambda:UpdateFunctionCode"] }),
    takesAway("policies from targets that are guarded no more", {
      AttachOrganizationPolicies: ["organizations:DetachPolicy"],
    }),
    takesAway("policies of options that are off", { OrganizationPolicies: ["organizations:DeletePolicy"] }),
    changes("guardrails", { OrganizationPolicies: ["organizations:UpdatePolicy"] }),
  ),
  ...usedBy(
    "an adoption",
    changes("the trail's settings", { Trail: ["cloudtrail:UpdateTrail"] }),
    changes("roles' descriptions", { Roles: ["iam:UpdateRoleDescription"] }),
    changes("keys' descriptions", { OurKeys: ["kms:UpdateKeyDescription"] }),
    changes("the key of a log group that has none, or another", { LogGroups: ["logs:AssociateKmsKey"] }),
  ),
  ...takesAway("the dashboard, the self-test, the sentinel", {
    Dashboards: ["cloudwatch:DeleteDashboards"],
    Schedules: ["scheduler:DeleteSchedule"],
    Functions: ["lambda:DeleteFunction", "lambda:DeleteFunctionEventInvokeConfig", "lambda:RemovePermission"],
    Queues: ["sqs:DeleteQueue"],
  }),
  ...takesAway("the central account, where it moves to another account", {
    Buses: ["events:DeleteEventBus"],
    BusPermissions: ["events:RemovePermission"],
    Topics: ["sns:DeleteTopic"],
  }),
  ...takesAway("queries that the catalogue has no more, or the workbench", {
    WorkGroups: ["athena:DeleteNamedQuery", "athena:DeleteWorkGroup"],
    Catalog: ["glue:DeleteDatabase", "glue:DeleteTable"],
  }),
  ...changes("the workbench's database", { Catalog: ["glue:UpdateDatabase"] }),
  ...changes("back what somebody switched off", {
    Roles: ["iam:UpdateRole"],
    OurKeys: ["kms:EnableKey"],
  }),
  ...changes("the sentinel's settings", { Functions: ["lambda:UpdateFunctionConfiguration"] }),
  ...changes("the self-test's times", { Schedules: ["scheduler:UpdateSchedule"] }),
  ...changes("subscriptions and queues", {
    Topics: ["sns:SetSubscriptionAttributes"],
    Queues: ["sqs:SetQueueAttributes"],
  }),
  ...takesAway("the StackSet's tags that the description has no more; the emulator asks that of no update", {
    StackSets: ["cloudformation:UntagResource"],
  }),
  ...changes("how the StackSet's operations go", { StackSetsAndTargets: ["cloudformation:UpdateStackInstances"] }),
  ...listed("tags a policy as it is made; the emulator asks that of its id, and no page says what AWS does", {
    MakeOrganizationPolicy: ["organizations:TagResource"],
  }),
  ...listed("reads why an operation of the StackSet failed", {
    StackSets: ["cloudformation:ListStackSetOperationResults"],
  }),
  ...changes("the organization's settings, once, by hand", {
    TrustServices: ["organizations:EnableAWSServiceAccess"],
    EnablePolicyTypes: ["organizations:EnablePolicyType"],
  }),
];

import { forwardsByStackSet } from "../../config/forwarding";
import { STACK_SET_ROLES, withoutPath } from "../../naming";
import { watchersKeyChanges } from "../archive/watchers-key-changed";
import type { DetectionContext, EventDetection } from "../detection";
import { anyFieldIs, CHANGES, type EventClause, fieldIs, fieldIsOther, inAccount, inRequest } from "../event-clause";
import { inItsAccount } from "../next-query";
import { ours, TOPIC_FIELDS, tableChanges } from "./ours";
import { exceptTerraform } from "./terraform";
import { trailLogGroupChanges } from "./trail-log-group-changed";
import { trailLogsRoleChanges } from "./trail-logs-role-changed";

/**
 * Where the calls of our services carry the name of what they change. In three lists, so that a pattern has room for the
 * names of those who may change it.
 */
const NAME_FIELDS = [
  [
    "alarmName",
    "alarmNames",
    "aliasName",
    "dashboardName",
    "dashboardNames",
    "functionName",
    "logGroupIdentifier",
    "logGroupName",
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MuteTargets.html
    "muteTargets.alarmNames",
    "roleName",
  ],
  [
    "eventBusName",
    "name",
    "queueName",
    "queueUrl",
    "resource",
    "resourceARN",
    "resourceArn",
    "resourceIdentifier",
    "rule",
    "subscriptionArn",
    "topicArn",
  ],
  ["bucketName", "stackId", "stackName", "stackSetName"],
].map((fields) => fields.map(inRequest));

/** Whose changes are no finding, where the description says it: a role by its name, or a permission set. */
function deployRole({ organization }: DetectionContext): Readonly<Record<string, string>> {
  const role = organization.guardrails.deployRole;
  if (role === undefined) return {};
  return { deploy_role: typeof role === "string" ? withoutPath(role) : role.permissionSet };
}

export const changedOutsideTerraform = {
  id: "changed-outside-terraform",
  kind: "events",
  group: "detection-pipeline",
  title: "Somebody other than Terraform changed a resource of the audit trail",
  why: "only Terraform changes these resources: a change by hand is an attack, or the next deploy undoes it",
  severity: "high",
  controls: ["SOC 2 CC8.1"],
  techniques: ["T1562.001"],
  next: inItsAccount("changes-outside-terraform", deployRole),
  events: (context) => [
    ...ownedBy(context).map((clause) => exceptTerraform(clause, context)),
    ...asStackSetsInManagement(context),
  ],
  by: ["event-rule"],
  runbook: {
    seen: "Twin: the alarm of what was changed.",
    means:
      "something of these stacks was changed by somebody else than the role that Terraform works as, or it was tried.",
    falseAlarm:
      "your own deploys, where `guardrails.deployRole` names nobody; an announced repair by hand. AWS's services are left out. Where a StackSet forwards, a `stacksets-exec-...` session of the management account is always a stranger's: contain it.",
    restore:
      "What says which service: cloudtrail, [trail.md](trail.md#trail-changed); organizations, [organization.md](organization.md#organization-policy-changed); s3 and kms, [archive.md](archive.md#archive-bucket-changed); else the section below that names it. The general way is above.",
  },
} as const satisfies EventDetection;

/** A query is a change of nothing, though Athena counts it among them. A saved one is called by its id. */
function workbenchChanges(context: DetectionContext): readonly EventClause[] {
  const { workbench } = context.names;
  const savedQueries = workbench && {
    sources: ["athena"],
    names: ["*NamedQuery"],
    where: [CHANGES, inAccount(workbench.accountId)],
  };
  return [
    tableChanges(context),
    {
      sources: ["athena"],
      names: ["*WorkGroup"],
      where: [CHANGES, fieldIs("requestParameters.workGroup", ours(context))],
    },
    ...(savedQueries ? [savedQueries] : []),
  ];
}

/** Every change of what the stacks own. The log-archive account holds nothing else. */
function ownedBy(context: DetectionContext): readonly EventClause[] {
  const { names } = context;
  return [
    {
      sources: ["events", "kms", "monitoring", "s3"],
      // KMS rotates the key every year, and reports it. https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html
      where: [inAccount(names.logArchiveAccountId), fieldIsOther("eventName", "RotateKey")],
    },
    ...watchersKeyChanges(names),
    ...NAME_FIELDS.map((fields) => ({ where: [anyFieldIs(fields, ours(context))] })),
    ...workbenchChanges(context),
    // The hub's account is CloudTrail's delegated administrator, where it is not the management account.
    { sources: ["cloudtrail"], where: [inAccount(names.managementAccountId, names.hubAccountId)] },
    ...trailLogGroupChanges(names),
    trailLogsRoleChanges(names),
    { sources: ["sns"], where: [anyFieldIs(TOPIC_FIELDS, `${names.deliveryTopic.arn}*`)] },
    { sources: ["organizations"], names: ["*Policy*", "*egisterDelegatedAdministrator"], where: [CHANGES] },
  ];
}

/** A StackSet works in members alone: in the management account such a role is somebody else's, whatever it changes. */
function asStackSetsInManagement({ names, organization }: DetectionContext): readonly EventClause[] {
  const sessions = `arn:${names.partition}:sts::${names.managementAccountId}:assumed-role/${STACK_SET_ROLES}/*`;
  return forwardsByStackSet(organization) ? [{ where: [fieldIs("userIdentity.arn", sessions)] }] : [];
}

import { forwardsByStackSet } from "../../config/forwarding";
import { type Names, STACK_SET_ROLES, withoutPath } from "../../naming";
import { watchersKeyChanges } from "../archive/watchers-key-changed";
import type { DetectionContext, EventDetection } from "../detection";
import { anyFieldIs, CHANGES, type EventClause, fieldIs, fieldIsOther, inAccount, inRequest } from "../event-clause";
import { BY_NO_LINKED_ROLE } from "../identity/people";
import { inItsAccount } from "../next-query";
import { ours, TOPIC_FIELDS } from "./ours";
import { exceptTerraform } from "./terraform";
import { trailLogGroupChanges } from "./trail-log-group-changed";
import { trailLogsRoleChanges } from "./trail-logs-role-changed";

/** Whoever changes a bus so, Terraform too, is told of by audit-bus-changed. */
const OF_A_BUS = ["DeleteEventBus", "PutPermission", "RemovePermission", "UpdateEventBus"];

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

/** Those of services of which the log archive is not told of any change. */
const NAMED_IN_ARCHIVE = [
  "functionName",
  "logGroupIdentifier",
  "logGroupName",
  "queueName",
  "queueUrl",
  "resource",
  "resourceArn",
  "roleName",
  "stackId",
  "stackName",
  "subscriptionArn",
  "topicArn",
];

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
  cases: ({ names, management, logArchive, security, prod }) => ({
    about: ["caller", "parameters"],
    fires: [
      {
        call: "monitoring:DeleteAlarms",
        in: management,
        parameters: { alarmNames: ["other", names.detection("trail-heartbeat")] },
      },
      {
        call: "s3:PutBucketPolicy",
        in: logArchive,
        parameters: { bucketName: names.archive.bucket.name },
        by: { account: "999999999999" },
      },
      { call: "s3:PutBucketPolicy", in: logArchive, parameters: { bucketName: names.archive.bucket.name } },
      { call: "iam:PutRolePolicy", in: prod, parameters: { roleName: `${names.auditPrefix}-forward-eu-west-1` } },
      { call: "logs:PutAccountPolicy", in: management, parameters: { policyName: "mask" } },
      {
        call: "s3:PutBucketPolicy",
        in: security,
        parameters: { bucketName: `${names.auditPrefix}-results` },
        by: { role: "OrgAuditDeployerToo", session: "terraform" },
      },
      {
        call: "events:DisableRule",
        in: prod,
        parameters: { name: `${names.auditPrefix}-forward` },
        by: { root: "without MFA" },
      },
      {
        call: "cloudformation:DeleteStack",
        in: security,
        parameters: { stackName: `StackSet-${names.forwardingStackSet}-0123` },
      },
    ],
    misses: [
      {
        call: "monitoring:DeleteAlarms",
        in: management,
        parameters: { alarmNames: [names.detection("trail-heartbeat")] },
        by: { role: "OrgAuditDeployer", session: "terraform" },
      },
      {
        call: "events:EnableRule",
        in: management,
        parameters: { name: names.selfTest.rule.name },
        by: { role: names.selfTest.role.name, session: "schedule" },
      },
      { call: "kms:RotateKey", in: logArchive, by: { service: "kms.amazonaws.com" }, eventType: "AwsServiceEvent" },
      { call: "monitoring:PutMetricAlarm", in: management, parameters: { alarmName: "team-example-orgaudit" } },
      {
        call: "monitoring:DescribeAlarms",
        in: management,
        parameters: { alarmNames: [names.detection("trail-heartbeat")] },
      },
      // Told of by rules of their own.
      { call: "cloudtrail:UpdateTrail", in: management, parameters: { name: names.trail.arn } },
      { call: "events:PutPermission", in: security, parameters: { eventBusName: names.auditBus.name } },
      { call: "organizations:DetachPolicy", in: management, parameters: { policyId: "p-12345678" } },
    ],
  }),
  runbook: {
    seen: "Twin: the alarm of what was changed.",
    means:
      "something of these stacks was changed by somebody else than the role that Terraform works as, or it was tried.",
    falseAlarm:
      "your own deploys, where `guardrails.deployRole` names nobody; an announced repair by hand. AWS's services are left out. Where a StackSet forwards, a `stacksets-exec-...` session of the management account is always a stranger's: contain it.",
    restore:
      "What says which service: s3 and kms, [archive.md](archive.md#archive-bucket-changed); else the section below that names it. The general way is above.",
  },
} as const satisfies EventDetection;

/**
 * Every change of what the stacks own, but what another rule tells of, whoever makes it: trails, policies and delegated
 * administrators of the organization, tables and work groups. The log-archive account holds nothing else.
 */
function ownedBy(context: DetectionContext): readonly EventClause[] {
  const { names } = context;
  const elsewhere = fieldIsOther("recipientAccountId", names.logArchiveAccountId);
  const inArchive = inAccount(names.logArchiveAccountId);
  const named = (...fields: readonly string[]) => anyFieldIs(fields.map(inRequest), ours(context));
  return [
    {
      sources: ["events", "kms", "monitoring", "s3"],
      // KMS rotates the key every year, and reports it. https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html
      where: [inArchive, BY_NO_LINKED_ROLE, fieldIsOther("eventName", "RotateKey", ...OF_A_BUS)],
    },
    { where: [inArchive, named(...NAMED_IN_ARCHIVE)] },
    ...watchersKeyChanges(names),
    ...NAME_FIELDS.map((fields) => ({ where: [anyFieldIs(fields, ours(context)), elsewhere] })),
    { where: [named("eventBusName", "name"), elsewhere, fieldIsOther("eventName", ...OF_A_BUS)] },
    ...savedQueryChanges(names),
    ...trailLogGroupChanges(names),
    trailLogsRoleChanges(names),
    { sources: ["sns"], where: [anyFieldIs(TOPIC_FIELDS, `${names.deliveryTopic.arn}*`)] },
  ];
}

/** A saved query is called by its id. */
function savedQueryChanges({ workbench }: Names): readonly EventClause[] {
  if (workbench === undefined) return [];
  return [{ sources: ["athena"], names: ["*NamedQuery"], where: [CHANGES, inAccount(workbench.accountId)] }];
}

/** A StackSet works in members alone: in the management account such a role is somebody else's, whatever it changes. */
function asStackSetsInManagement({ names, organization }: DetectionContext): readonly EventClause[] {
  const sessions = `arn:${names.partition}:sts::${names.managementAccountId}:assumed-role/${STACK_SET_ROLES}/*`;
  return forwardsByStackSet(organization) ? [{ where: [fieldIs("userIdentity.arn", sessions)] }] : [];
}

import { forwardsByStackSet } from "../config/forwarding";
import { type Names, STACK_SET_ROLES, withoutPath } from "../naming";
import { deployerSessions } from "../naming/deployers";
import { databasePrefix } from "../naming/workbench-names";
import { watchersKeyChanges } from "./archive";
import type { Detection, Scope } from "./detection";
import {
  anyFieldIs,
  CHANGES,
  type EventClause,
  fieldIs,
  fieldIsNone,
  fieldIsOther,
  inAccount,
  isAbsent,
} from "./event-clause";
import { anywhere, changesOf, inItsAccount } from "./next-query";

/** Text that has the name of something of ours in it: a name, an ARN or a URL. */
const ours = ({ names }: Scope): string => `*${names.auditPrefix}*`;
const ourDatabase = ({ names }: Scope): string => `*${databasePrefix(names.auditPrefix)}*`;

const TOPIC_FIELDS = ["topicArn", "subscriptionArn", "resourceArn"].map(inRequest);

const LOG_GROUP_FIELDS = ["logGroupName", "logGroupIdentifier", "resourceIdentifier", "resourceArn"].map(inRequest);

/** The trail's log group, and what an account's policy does to every group. CloudTrail opens a stream now and then. */
const trailLogGroupChanges = ({ trailLogGroup, managementAccountId }: Names): readonly EventClause[] => [
  {
    sources: ["logs"],
    where: [
      inAccount(managementAccountId),
      anyFieldIs(LOG_GROUP_FIELDS, `*${trailLogGroup.name}*`),
      fieldIsOther("eventName", "CreateLogStream"),
    ],
  },
  { sources: ["logs"], names: ["PutAccountPolicy"], where: [inAccount(managementAccountId)] },
];

const trailLogsRoleChanges = ({ trailLogsRole, managementAccountId }: Names): EventClause => ({
  sources: ["iam"],
  where: [inAccount(managementAccountId), fieldIs("requestParameters.roleName", trailLogsRole.name)],
});

/**
 * Every forwarder stands on its account's default bus: given a key that EventBridge cannot use, none is told anything. The
 * request may leave the name out. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateEventBus.html
 */
const DEFAULT_BUS_CHANGES: readonly EventClause[] = [
  fieldIs("requestParameters.name", "default", "*:event-bus/default"),
  isAbsent("requestParameters.name"),
].map((condition) => ({ sources: ["events"], names: ["UpdateEventBus"], where: [condition] }));

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

/** How many names of roles a rule's pattern has room for beside the names of ours. */
const MOST_DEPLOYERS = 8;

/** Whose changes are no finding, where the description says it: a role by its name, or a permission set. */
function deployRole({ organization }: Scope): Readonly<Record<string, string>> {
  const role = organization.guardrails.deployRole;
  if (role === undefined) return {};
  return { deploy_role: typeof role === "string" ? withoutPath(role) : role.permissionSet };
}

/**
 * What sees and tells. Filters count whoever changed it, Terraform too: one message for each apply. On the audit bus,
 * `changed-outside-terraform` tells of everybody else, call by call.
 */
export const PIPELINE_DETECTIONS = {
  "changed-outside-terraform": {
    kind: "events",
    group: "detection",
    title: "A resource of the audit trail was changed, and not by Terraform",
    why: "only an apply changes what these stacks own; a change by hand is an attack, or is lost with the next apply",
    severity: "high",
    controls: ["SOC 2 CC8.1"],
    next: inItsAccount("changes-outside-terraform", deployRole),
    events: (scope) => [
      ...ownedBy(scope).map((clause) => exceptTerraform(clause, scope)),
      ...asStackSetsInManagement(scope),
    ],
    by: ["event-rule"],
  },
  "trail-log-group-changed": {
    kind: "events",
    group: "detection",
    title: "The trail's log group was changed",
    why: "its metric filters are what half of the alarms count",
    severity: "critical",
    controls: ["OWN-5", "HIPAA 164.312(b)"],
    next: anywhere("detection-changes", ({ names }) => ({ name: names.trailLogGroup.name })),
    events: ({ names }) => trailLogGroupChanges(names),
    by: ["metric-filter"],
  },
  "trail-logs-role-changed": {
    kind: "events",
    group: "detection",
    title: "The role that writes the trail's log group was changed",
    why: "without it nothing reaches the log group, and its alarms stay quiet",
    severity: "critical",
    controls: ["HIPAA 164.312(b)"],
    next: changesOf(({ names }) => names.trailLogsRole.name),
    events: ({ names }) => [trailLogsRoleChanges(names)],
    by: ["metric-filter"],
  },
  "alarm-changed": {
    kind: "events",
    group: "detection",
    title: "An alarm was changed, disabled, muted or deleted",
    why: "an alarm that is muted, disabled or deleted tells nobody",
    severity: "high",
    controls: ["OWN-5"],
    next: inItsAccount("detection-changes"),
    events: (scope) => [
      {
        sources: ["monitoring"],
        names: ["Put*", "SetAlarmState"],
        where: [fieldIs("requestParameters.alarmName", ours(scope))],
      },
      // They name several alarms, and a metric filter looks at one place of a list.
      {
        sources: ["monitoring"],
        names: ["DeleteAlarms", "DisableAlarmActions", "PutAlarmMuteRule"],
        where: [inAccount(...scope.names.auditAccountIds)],
      },
    ],
    by: ["metric-filter"],
  },
  "event-rule-changed": {
    kind: "events",
    group: "detection",
    title: "A rule of EventBridge, its targets or the self-test's schedule were changed",
    why: "nobody hears of an event that no rule matches, or that a rule sends nowhere",
    severity: "high",
    controls: ["OWN-5"],
    next: inItsAccount("detection-changes"),
    events: (scope) => [
      {
        sources: ["events"],
        names: ["DeleteRule", "DisableRule", "PutRule", "PutTargets", "RemoveTargets"],
        where: [anyFieldIs(["name", "rule"].map(inRequest), ours(scope))],
      },
      { sources: ["scheduler"], where: [fieldIs("requestParameters.name", ours(scope))] },
    ],
    by: ["metric-filter"],
  },
  "audit-bus-changed": {
    kind: "events",
    group: "detection",
    title: "The audit bus, its permissions, or an account's default bus were changed",
    why: "members forward from their default bus to it; if it is closed, nothing arrives; if it is opened, anybody may write to it",
    severity: "critical",
    controls: ["OWN-5"],
    next: inItsAccount("detection-changes"),
    events: (scope) => [
      {
        sources: ["events"],
        names: ["DeleteEventBus", "PutPermission", "RemovePermission", "UpdateEventBus"],
        where: [anyFieldIs(["name", "eventBusName"].map(inRequest), ours(scope))],
      },
      ...DEFAULT_BUS_CHANGES,
    ],
    by: ["metric-filter", "event-rule"],
  },
  "alert-topic-changed": {
    kind: "events",
    group: "detection",
    title: "A topic, its subscriptions or a queue of the alerts were changed",
    why: "alerts go nowhere, or to somebody else",
    severity: "critical",
    controls: ["OWN-5"],
    next: inItsAccount("detection-changes"),
    events: (scope) => [
      { sources: ["sns"], where: [anyFieldIs(TOPIC_FIELDS, ours(scope), `*${scope.names.deliveryTopic.name}*`)] },
      { sources: ["sqs"], where: [fieldIs("requestParameters.queueUrl", ours(scope))] },
    ],
    by: ["metric-filter"],
  },
  "detection-function-changed": {
    kind: "events",
    group: "detection",
    title: "The trail sentinel's function was changed",
    why: "it compares the trail with what was declared; a replaced function finds nothing",
    severity: "critical",
    controls: ["SOC 2 CC7.2"],
    next: changesOf(({ names }) => names.sentinel.function.name),
    events: (scope) => [
      // Rules alone invoke it: there is no event source mapping to disable.
      {
        sources: ["lambda"],
        where: [anyFieldIs(["functionName", "resourceArn", "resource"].map(inRequest), ours(scope))],
      },
    ],
    by: ["metric-filter"],
  },
  "detection-role-changed": {
    kind: "events",
    group: "detection",
    title: "A role of what detects or forwards was changed",
    why: "a forwarder or function that lost its permissions fails without a word",
    severity: "high",
    controls: ["SOC 2 CC7.2"],
    next: changesOf(({ names }) => names.auditPrefix),
    events: (scope) => [{ sources: ["iam"], where: [fieldIs("requestParameters.roleName", ours(scope))] }],
    by: ["metric-filter"],
  },
  "forwarding-stack-set-changed": {
    kind: "events",
    group: "detection",
    title: "The StackSet that forwards, or a stack of it, was changed",
    why: "members whose stack is gone forward nothing",
    severity: "critical",
    controls: ["OWN-5"],
    next: changesOf(({ names }) => names.forwardingStackSet),
    events: ({ names, organization }) =>
      forwardsByStackSet(organization)
        ? [
            {
              sources: ["cloudformation"],
              where: [fieldIs("requestParameters.stackSetName", `*${names.forwardingStackSet}*`)],
            },
            // In each member it is a stack, StackSet-<name>-<id>, that StackSets itself makes and updates.
            ...[
              fieldIsNone("userIdentity.sessionContext.sessionIssuer.userName", STACK_SET_ROLES),
              inAccount(names.managementAccountId),
            ].map((condition) => ({
              sources: ["cloudformation"],
              where: [anyFieldIs(["stackName", "stackId"].map(inRequest), `*${names.forwardingStackSet}*`), condition],
            })),
          ]
        : [],
    by: ["metric-filter"],
  },
  "query-catalog-changed": {
    kind: "events",
    group: "detection",
    title: "What queries read, or where their results go, was changed",
    why: "answers may come from an attacker's data, or go to an attacker's bucket",
    severity: "high",
    controls: ["SOC 2 CC7.2"],
    next: changesOf(({ names }) => names.auditPrefix),
    events: (scope) => [
      // Athena counts a query among the changes: whoever asks changes nothing here.
      {
        sources: ["athena"],
        names: ["*WorkGroup"],
        where: [CHANGES, anyFieldIs(["name", "workGroup"].map(inRequest), ours(scope))],
      },
      tableChanges(scope),
      { sources: ["glue"], names: ["*ResourcePolicy"], where: [CHANGES] },
    ],
    by: ["metric-filter", "event-rule"],
  },
} as const satisfies Record<string, Detection>;

function inRequest(field: string): string {
  return `requestParameters.${field}`;
}

function tableChanges(scope: Scope): EventClause {
  const fields = ["databaseName", "name", "databaseInput.name"].map(inRequest);
  return { sources: ["glue"], where: [CHANGES, anyFieldIs(fields, ourDatabase(scope))] };
}

/** A query is a change of nothing, though Athena counts it among them. A saved one is called by its id. */
function workbenchChanges(scope: Scope): readonly EventClause[] {
  const { workbench } = scope.names;
  const savedQueries = workbench && {
    sources: ["athena"],
    names: ["*NamedQuery"],
    where: [CHANGES, inAccount(workbench.accountId)],
  };
  return [
    tableChanges(scope),
    {
      sources: ["athena"],
      names: ["*WorkGroup"],
      where: [CHANGES, fieldIs("requestParameters.workGroup", ours(scope))],
    },
    ...(savedQueries ? [savedQueries] : []),
  ];
}

/** Every change of what the stacks own. The log-archive account holds nothing else. */
function ownedBy(scope: Scope): readonly EventClause[] {
  const { names } = scope;
  return [
    {
      sources: ["events", "kms", "monitoring", "s3"],
      where: [inAccount(names.logArchiveAccountId)],
    },
    watchersKeyChanges(names),
    ...NAME_FIELDS.map((fields) => ({ where: [anyFieldIs(fields, ours(scope))] })),
    ...workbenchChanges(scope),
    // The hub's account is CloudTrail's delegated administrator, where it is not the management account.
    { sources: ["cloudtrail"], where: [inAccount(names.managementAccountId, names.hubAccountId)] },
    ...trailLogGroupChanges(names),
    trailLogsRoleChanges(names),
    { sources: ["sns"], where: [anyFieldIs(TOPIC_FIELDS, `${names.deliveryTopic.arn}*`)] },
    { sources: ["organizations"], names: ["*Policy*", "*egisterDelegatedAdministrator"], where: [CHANGES] },
  ];
}

/** A StackSet works in members alone: in the management account such a role is somebody else's, whatever it changes. */
function asStackSetsInManagement({ names, organization }: Scope): readonly EventClause[] {
  const sessions = `arn:${names.partition}:sts::${names.managementAccountId}:assumed-role/${STACK_SET_ROLES}/*`;
  return forwardsByStackSet(organization) ? [{ where: [fieldIs("userIdentity.arn", sessions)] }] : [];
}

/**
 * Whom Terraform works as is known where the description names the role; without it every apply is told call by call, and
 * so it is where the accounts' roles are called by more names than there is room for. AWS's services keep their own house.
 */
function exceptTerraform(clause: EventClause, { names, organization }: Scope): EventClause {
  const deployers = deployerSessions(names, organization);
  return {
    ...clause,
    where: [
      ...(clause.where ?? []),
      fieldIsOther("userIdentity.type", "AWSService"),
      fieldIsNone("userIdentity.arn", names.selfTest.sessions, ...(deployers.length > MOST_DEPLOYERS ? [] : deployers)),
    ],
  };
}

import type { Names } from "../naming";
import { databasePrefix } from "./workbench-names";

/** ARNs, or patterns of them, of what the stack of one account makes and changes: what its deploy role's policy is about. */
export interface DeployerArns {
  readonly trail: readonly string[];
  readonly logGroups: readonly string[];
  readonly roles: readonly string[];
  /** Roles that EventBridge assumes to send events on. */
  readonly forwardingRoles: readonly string[];
  readonly cloudTrailServiceRole: readonly string[];
  readonly keys: readonly string[];
  /** Names of the aliases, `alias/...`: a key is known by them. */
  readonly aliasNames: readonly string[];
  readonly aliases: readonly string[];
  readonly buckets: readonly string[];
  readonly objects: readonly string[];
  readonly rules: readonly string[];
  readonly buses: readonly string[];
  readonly topics: readonly string[];
  readonly queues: readonly string[];
  readonly alarms: readonly string[];
  readonly dashboards: readonly string[];
  readonly workGroups: readonly string[];
  /** Of Glue: the account's own catalog, and in it our database and its tables. */
  readonly catalog: readonly string[];
  readonly databases: readonly string[];
  readonly functions: readonly string[];
  readonly schedules: readonly string[];
  readonly stackSets: readonly string[];
  /** Where its stacks go, and of which types their resources are. */
  readonly stackSetTargets: readonly string[];
  readonly organizationPolicies: readonly string[];
  /** The root among them. */
  readonly organizationalUnits: readonly string[];
  readonly organizationAccounts: readonly string[];
}

/** What the StackSet's template holds, as ARNs write types. Of no other type may it hold anything. */
const STACK_SET_TYPES = ["AWS-CloudFormation-WaitConditionHandle", "AWS-Events-Rule", "AWS-IAM-Role"];

export function deployerArns(names: Names, accountId: string): DeployerArns {
  const { partition, homeRegion, auditPrefix, organizationId, managementAccountId } = names;
  const management = accountId === managementAccountId;
  const inRegion = (service: string, region: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  const atHome = (service: string, resource: string) => inRegion(service, homeRegion, resource);
  const role = (path: string) => inRegion("iam", "", `role/${path}`);
  const organizations = (resource: string) => `arn:${partition}:organizations::${managementAccountId}:${resource}`;
  const aliasNames = [
    ...(management ? [names.trailKeyAlias] : []),
    accountId === names.logArchiveAccountId ? names.archiveKeyAlias : names.alertKeyAlias,
  ];
  const { archive, workbench } = names;
  const database = atHome("glue", `database/${databasePrefix(auditPrefix)}`);
  const buckets = [
    archive.bucket,
    archive.accessLogBucket,
    ...(workbench?.accountId === accountId ? [workbench.resultsBucket] : []),
  ];
  return {
    trail: [names.trail.arn],
    // Most actions name the group with `:*` behind it, those on tags without.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    logGroups: management ? [names.trailLogGroup, names.sentinel.logGroup].flatMap(({ arn }) => [arn, `${arn}:*`]) : [],
    roles: [role(`${auditPrefix}-*`), ...(management ? [names.trailLogsRole.arn] : [])],
    forwardingRoles: [
      // The others' begin so too.
      role(`${names.forwarders.member.rule}-*`),
      ...(management ? [role(names.sentinel.joinRelayRole)] : []),
    ],
    cloudTrailServiceRole: [role("aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail")],
    keys: [atHome("kms", "key/*")],
    aliasNames,
    aliases: aliasNames.map((name) => atHome("kms", name)),
    buckets: buckets.map(({ arn }) => arn),
    objects: buckets.map(({ arn }) => `${arn}/*`),
    // On the default bus and on our own; in every Region that forwards.
    rules: [inRegion("events", "*", `rule/${auditPrefix}*`)],
    // Also where the central account was.
    buses: [atHome("events", `event-bus/${names.auditBus.name}`)],
    // Also the subscriptions, whose ARNs go on behind the topic's.
    topics: [atHome("sns", `${auditPrefix}-*`), ...(management ? [names.deliveryTopic.arn] : [])],
    queues: [atHome("sqs", `${auditPrefix}-*`)],
    alarms: [atHome("cloudwatch", `alarm:${auditPrefix}-*`)],
    dashboards: [inRegion("cloudwatch", "", `dashboard/${names.dashboard}`)],
    workGroups: [atHome("athena", `workgroup/${auditPrefix}`)],
    catalog: [atHome("glue", "catalog"), database, atHome("glue", `table/${databasePrefix(auditPrefix)}/*`)],
    databases: [database],
    functions: [names.sentinel.function.arn],
    schedules: [atHome("scheduler", `schedule/default/${names.selfTest.schedule}`)],
    // AWS puts an id of its own behind the name.
    stackSets: [atHome("cloudformation", `stackset/${names.forwardingStackSet}:*`)],
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
    stackSetTargets: [
      inRegion("cloudformation", "*", `stackset-target/${names.forwardingStackSet}:*`),
      ...STACK_SET_TYPES.map((type) => `arn:${partition}:cloudformation:*::type/resource/${type}`),
    ],
    organizationPolicies: ["service_control_policy", "resource_control_policy"].map((type) =>
      organizations(`policy/${organizationId}/${type}/p-*`),
    ),
    organizationalUnits: [organizations(`root/${organizationId}/r-*`), organizations(`ou/${organizationId}/ou-*`)],
    organizationAccounts: [organizations(`account/${organizationId}/*`)],
  };
}

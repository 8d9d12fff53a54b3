import { liveArchiveKeyId } from "./config/adoption";
import { auditPrefixOf } from "./config/audit-prefix";
import { membersWithStacks } from "./config/forwarding";
import type { Organization, Reader } from "./config/organization";
import { OUR_POLICY_NAMES } from "./config/policy-names";
import { dnsSuffixOf, EVENTS_REGION_OF, type GlobalService, type Partition, partitionOf } from "./config/regions";
import { type ArchiveNames, archiveNames } from "./naming/archive-names";
import { type AuditorNames, auditorNames } from "./naming/auditor-names";
import { type LogsRoleNames, logsRoleNames } from "./naming/logs-role-names";
import { type NamedArn, named } from "./naming/named-arn";
import { exactPermissionSetRole, permissionSetRole } from "./naming/permission-sets";
import { type WorkbenchNames, workbenchNames } from "./naming/workbench-names";

export { type NamedArn, withoutPath } from "./naming/named-arn";

/**
 * Every physical name, ARN and S3 prefix has its one author here. All are computed from the organization's description,
 * none is read from another stack (ADR 0004): policies are therefore plain JSON when the application is synthesized.
 */
export interface Names {
  readonly partition: Partition;
  readonly homeRegion: string;
  /** The Region that has the events of a global service. */
  readonly eventsRegionOf: Readonly<Record<GlobalService, string>>;
  /** `amazonaws.com`, or China's. */
  readonly dnsSuffix: string;
  readonly organizationId: string;
  readonly managementAccountId: string;
  readonly logArchiveAccountId: string;
  readonly trail: NamedArn;
  readonly trailLogGroup: NamedArn;
  /** `log-stream` ARNs that CloudTrail writes for the management account and for the members. */
  readonly trailLogStreamArns: readonly string[];
  readonly trailLogsRole: LogsRoleNames;
  /** Key in the management account for the trail's log group and delivery topic. */
  readonly trailKeyAlias: string;
  readonly deliveryTopic: NamedArn;
  readonly archive: ArchiveNames;
  readonly archiveKeyAlias: string;
  /** ARN of the live key, where the organization's description adopts one. */
  readonly archiveKeyArn: string | undefined;
  readonly archiveKeyAliasArn: string;
  /**
   * The key as the organization's policies name it: by its ARN, or, where that is not stated, by one of its length that
   * stands in for it until the management stack has looked the key up.
   */
  readonly archiveKeyInPolicies: string;
  /** ARNs, or ARN patterns of permission sets' roles, of who may read the archive. */
  readonly readerArns: readonly string[];
  /** Roles that read it by policies of their own, and as long as those of the archive let them. */
  readonly auditors: readonly AuditorNames[];
  /** ARN pattern of all of them, and of no other role of ours. */
  readonly auditorRoles: string;
  /** The same of those from outside. */
  readonly externalAuditorRoles: string;
  readonly scp: {
    readonly baseline: string;
    readonly trail: string;
    readonly detection: string;
    readonly archive: string;
  };
  readonly archiveRcp: string;
  /** Accounts that hold the trail and what watches it. */
  readonly auditAccountIds: readonly string[];
  /** Begins the name of everything that detects or forwards, in every account. */
  readonly auditPrefix: string;
  /** Default bus of the management account in the home Region. */
  readonly defaultBusArn: string;
  /** Account that the audit bus is in: the security account, or else the management account. */
  readonly centralAccountId: string;
  /** Bus in the central account that every account forwards to. */
  readonly auditBus: NamedArn;
  /** Regions whose events are forwarded: the governed ones, and those that have the events of global services. */
  readonly forwardedRegions: readonly string[];
  /** What forwards from one account and Region: a rule, and a role of its own. */
  readonly forwarders: Readonly<Record<Forwarder, ForwarderNames>>;
  /** Forwards from every workload account, where no stack of their own does. */
  readonly forwardingStackSet: string;
  /** Messages of CloudWatch's alarms go here, in the management account. */
  readonly alarmTopic: NamedArn;
  /** Topic, and queue, of alarms that nobody is sent. */
  readonly counted: { readonly topic: NamedArn; readonly queue: NamedArn };
  /** Messages of the audit bus's rules go here, in the central account. */
  readonly eventTopic: NamedArn;
  /** Key that encrypts topics, queues and what the sentinel keeps, in each account that has such. */
  readonly alertKeyAlias: string;
  /** Name of the alarm, metric filter or rule of a detection. */
  readonly detection: (id: string) => string;
  /** Namespace of the metrics that filters and the sentinel write. */
  readonly metricNamespace: string;
  /** Keeps what could not be delivered from the audit bus, in the central account. */
  readonly undeliveredQueue: NamedArn;
  readonly selfTest: SelfTestNames;
  readonly sentinel: SentinelNames;
  readonly dashboard: string;
  /** Undefined where the description has none. */
  readonly workbench: WorkbenchNames | undefined;
  /** ARN, or ARN pattern of a permission set's role, of whom Terraform applies as in an account, if guardrails spare one. */
  readonly deployRoleArn: (accountId: string) => string | undefined;
  /** That role in each member account that has a stack. */
  readonly deployRoleArns: readonly string[];
  /** Policy that bounds the stacks' roles in an account, where the description has it. */
  readonly roleBoundary: (accountId: string) => NamedArn | undefined;
}

/**
 * `member`: from every account that has a stack; `stackSet`: the same, from every other account, by a StackSet; `audit`:
 * more, from the accounts that hold the trail and what watches it. Each has names of its own, so that an account may have
 * two for a while, as when a StackSet takes over.
 */
export type Forwarder = "member" | "stackSet" | "audit";

export interface ForwarderNames {
  readonly rule: string;
  /** IAM is global: each Region's forwarder has a role of its own, so that it needs no other's. */
  readonly roleIn: (region: string) => string;
}

/** A call of ours that has to raise an alert each time. */
export interface SelfTestNames {
  /** Rule on the default bus that is enabled once more, which changes nothing and is recorded. */
  readonly rule: NamedArn;
  readonly schedule: string;
  /** Group of schedules, whose name IAM is told when the scheduler assumes a role. */
  readonly scheduleGroupArn: string;
  readonly role: NamedArn;
  /** ARN pattern of the role's sessions. */
  readonly sessions: string;
  /** Queues subscribed to the two topics: what arrives there would have reached a person. */
  readonly receipts: { readonly alarms: NamedArn; readonly events: NamedArn };
}

export interface SentinelNames {
  readonly function: NamedArn;
  readonly role: NamedArn;
  /** `source` of the events it puts on the audit bus. */
  readonly eventSource: string;
  /** Their `detail-type`. */
  readonly eventDetailType: string;
  readonly logGroup: NamedArn;
  /** Keeps invocations that failed. */
  readonly failedQueue: NamedArn;
  readonly scheduleRule: NamedArn;
  readonly joinRule: NamedArn;
  /** Carries accounts' joining from Organizations' Region to the home Region. */
  readonly joinRelayRule: NamedArn;
  readonly joinRelayRole: string;
}

/** No key's id: those that KMS makes are random. */
const UNKNOWN_KEY_ID = "00000000-0000-0000-0000-000000000000";

export function namesOf(organization: Organization): Names {
  const known = computed.get(organization);
  if (known !== undefined) return known;
  const names = compute(organization);
  computed.set(organization, names);
  return names;
}

/** Descriptions are values: their names are computed once, however many ask. */
const computed = new WeakMap<Organization, Names>();

function compute(organization: Organization): Names {
  const { name, organizationId, homeRegion, accounts } = organization;
  const partition = partitionOf(homeRegion);
  if (partition === undefined) throw new Error(`AWS has no Region ${homeRegion}; the schema should have refused it`);
  const management = accounts.management.id;
  const logArchive = accounts.logArchive.id;
  const central = (accounts.security ?? accounts.management).id;
  const arnIn = (accountId: string) => (service: string, resource: string) =>
    `arn:${partition}:${service}:${homeRegion}:${accountId}:${resource}`;
  const arnInManagement = arnIn(management);
  const roleArn = (accountId: string, role: string) => `arn:${partition}:iam::${accountId}:role/${role}`;

  const { trail, guardrails } = organization;
  const trailName = trail.name;
  const logGroupName = trail.logGroupName ?? `/aws/cloudtrail/${trailName}`;
  const logGroupArn = arnInManagement("logs", `log-group:${logGroupName}`);
  const auditPrefix = auditPrefixOf(name);
  const eventsRegionOf = EVENTS_REGION_OF[partition];
  const { deployRole } = guardrails;
  const { archiveResources, ...given } = guardrails.policyNames;
  const exempt = typeof deployRole === "object" ? exactPermissionSetRole(deployRole.permissionSet) : deployRole;
  const deployRoleArn = (accountId: string) => exempt && roleArn(accountId, exempt);
  const liveKeyId = liveArchiveKeyId(organization);
  const readerArn = ({ accountId, role }: Reader) =>
    roleArn(accountId, typeof role === "object" ? permissionSetRole(role.permissionSet) : role);
  const workbench =
    organization.workbench &&
    workbenchNames(organization, auditPrefix, partition, organization.workbench.analysts.map(readerArn));

  return {
    partition,
    homeRegion,
    eventsRegionOf,
    dnsSuffix: dnsSuffixOf(partition),
    organizationId,
    managementAccountId: management,
    logArchiveAccountId: logArchive,
    // The trail stays the management account's, also when a delegated administrator operates it.
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html
    trail: { name: trailName, arn: arnInManagement("cloudtrail", `trail/${trailName}`) },
    trailLogGroup: { name: logGroupName, arn: logGroupArn },
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
    trailLogStreamArns: [
      `${logGroupArn}:log-stream:${management}_CloudTrail_${homeRegion}*`,
      `${logGroupArn}:log-stream:${organizationId}_*`,
    ],
    trailLogsRole: logsRoleNames(trail, (role) => roleArn(management, role)),
    trailKeyAlias: trail.keyAlias ?? `alias/${name}-org-trail`,
    deliveryTopic: named(trail.deliveryTopicName ?? `${name}-org-trail-deliveries`, (topic) =>
      arnInManagement("sns", topic),
    ),
    archive: archiveNames(organization, partition),
    archiveKeyAlias: organization.key.alias,
    archiveKeyArn: liveKeyId && arnIn(logArchive)("kms", `key/${liveKeyId}`),
    archiveKeyAliasArn: arnIn(logArchive)("kms", organization.key.alias),
    archiveKeyInPolicies: arnIn(logArchive)("kms", `key/${liveKeyId ?? UNKNOWN_KEY_ID}`),
    readerArns: [...organization.archive.readers.map(readerArn), ...(workbench ? [workbench.analystRole.arn] : [])],
    auditors: auditorNames(organization, auditPrefix, partition),
    auditorRoles: roleArn(logArchive, `${auditPrefix}-auditor*`),
    externalAuditorRoles: roleArn(logArchive, `${auditPrefix}-auditor-*`),
    scp: { ...OUR_POLICY_NAMES, ...given },
    archiveRcp: archiveResources ?? "OrgAuditArchiveResources",
    auditAccountIds: [...new Set([management, logArchive, central])],
    auditPrefix,
    defaultBusArn: arnInManagement("events", "event-bus/default"),
    centralAccountId: central,
    auditBus: named(auditPrefix, (bus) => arnIn(central)("events", `event-bus/${bus}`)),
    forwardedRegions: [...new Set([...organization.governedRegions, ...Object.values(eventsRegionOf)])].sort(),
    forwarders: {
      member: forwarderNames(`${auditPrefix}-forward`),
      stackSet: forwarderNames(`${auditPrefix}-forward-set`),
      audit: forwarderNames(`${auditPrefix}-forward-audit`),
    },
    forwardingStackSet: `${auditPrefix}-forwarding`,
    alarmTopic: named(`${auditPrefix}-alarms`, (topic) => arnInManagement("sns", topic)),
    counted: {
      topic: named(`${auditPrefix}-counted`, (topic) => arnInManagement("sns", topic)),
      queue: named(`${auditPrefix}-counted`, (queue) => arnInManagement("sqs", queue)),
    },
    eventTopic: named(`${auditPrefix}-events`, (topic) => arnIn(central)("sns", topic)),
    alertKeyAlias: `alias/${auditPrefix}-alerts`,
    detection: (id) => `${auditPrefix}-${id}`,
    metricNamespace: auditPrefix,
    undeliveredQueue: named(`${auditPrefix}-undelivered`, (queue) => arnIn(central)("sqs", queue)),
    selfTest: {
      rule: named(`${auditPrefix}-self-test-target`, (rule) => arnInManagement("events", `rule/${rule}`)),
      schedule: `${auditPrefix}-self-test`,
      scheduleGroupArn: arnInManagement("scheduler", "schedule-group/default"),
      role: named(`${auditPrefix}-self-test`, (role) => roleArn(management, role)),
      sessions: `arn:${partition}:sts::${management}:assumed-role/${auditPrefix}-self-test/*`,
      receipts: {
        alarms: named(`${auditPrefix}-receipts-alarms`, (queue) => arnInManagement("sqs", queue)),
        events: named(`${auditPrefix}-receipts-events`, (queue) => arnIn(central)("sqs", queue)),
      },
    },
    sentinel: {
      function: named(`${auditPrefix}-sentinel`, (name) => arnInManagement("lambda", `function:${name}`)),
      role: named(`${auditPrefix}-sentinel`, (role) => roleArn(management, role)),
      eventSource: "org-audit-trail.sentinel",
      eventDetailType: "Audit Trail Finding",
      logGroup: named(`/aws/lambda/${auditPrefix}-sentinel`, (group) => arnInManagement("logs", `log-group:${group}`)),
      failedQueue: named(`${auditPrefix}-sentinel-failed`, (queue) => arnInManagement("sqs", queue)),
      scheduleRule: named(`${auditPrefix}-sentinel-schedule`, (rule) => arnInManagement("events", `rule/${rule}`)),
      joinRule: named(`${auditPrefix}-account-joined`, (rule) => arnInManagement("events", `rule/${rule}`)),
      joinRelayRule: named(
        `${auditPrefix}-account-joined-relay`,
        (rule) => `arn:${partition}:events:${eventsRegionOf.organizations}:${management}:rule/${rule}`,
      ),
      joinRelayRole: `${auditPrefix}-account-joined-relay`,
    },
    dashboard: auditPrefix,
    workbench,
    deployRoleArn,
    deployRoleArns: membersWithStacks(organization).flatMap(({ id }) => deployRoleArn(id) ?? []),
    roleBoundary: (accountId) =>
      guardrails.roleBoundary
        ? named(`${auditPrefix}-role-boundary`, (policy) => `arn:${partition}:iam::${accountId}:policy/${policy}`)
        : undefined,
  };
}

function forwarderNames(rule: string): ForwarderNames {
  return { rule, roleIn: (region) => `${rule}-${region}` };
}

/** Name of the one of several things that have to be told apart: the first has the plain name. */
export function numbered(name: string, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}

/** StackSets' service principal of trusted access. */
export const STACK_SETS_SERVICE = "member.org.stacksets.cloudformation.amazonaws.com";

/** Account Management's service principal of trusted access. */
export const ACCOUNT_SERVICE = "account.amazonaws.com";

/** Makes stacks in every account of the organization: StackSets assumes it, and IAM's administrators may not change it. */
export const STACK_SET_ROLES = "stacksets-exec-*";

/** Sets accounts up for AWS Control Tower, which assumes it from the management account. */
export const CONTROL_TOWER_ROLE = "AWSControlTowerExecution";

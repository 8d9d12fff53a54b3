import { CONTROL_TOWER_ROLE, type Names, STACK_SET_ROLES } from "../naming";
import { accountRootArn } from "../naming/account-root";
import { permissionSetRole } from "../naming/permission-sets";
import { viaService } from "../naming/via-service";
import { databasePrefix } from "../naming/workbench-names";

/**
 * ARN of each thing that is attacked. What every account has of its own, as a rule, is the one of `account`; what no
 * Terraform of ours has made yet has a name that begins as all of its kind will.
 */
export interface Place {
  readonly names: Names;
  /** Account whose resource it is, where each account has one. */
  readonly account: string;
  /** ARN of the archive's key. */
  readonly archiveKeyArn: string;
}

const ID = "12345678-1234-4123-8123-123456789012";

const regional =
  (service: string, resource: (names: Names) => string) =>
  ({ names, account }: Place) =>
    `arn:${names.partition}:${service}:${names.homeRegion}:${account}:${resource(names)}`;
const iam =
  (resource: (names: Names) => string) =>
  ({ names, account }: Place) =>
    `arn:${names.partition}:iam::${account}:${resource(names)}`;
const role = (name: (names: Names) => string) => iam((names) => `role/${name(names)}`);
const ofDetector = (resource: string) =>
  regional("guardduty", () => `detector/12abc34d567e8fa901bc2d34e56789f0${resource}`);
const organization =
  (resource: (names: Names) => string) =>
  ({ names }: Place) =>
    `arn:${names.partition}:organizations::${names.managementAccountId}:${resource(names)}`;

/** A log that no account may read as its own: the log archive's, or the management account's where that one asks. */
const logKey = ({ names, account }: Place, kind: string) => {
  const of = account === names.logArchiveAccountId ? names.managementAccountId : names.logArchiveAccountId;
  return `${names.archive.accountPrefix(of)}${kind}/2026/log.json.gz`;
};

function exemptRole({ names, account }: Place): string | undefined {
  const exempt = names.deployRoleArn(names.logArchiveAccountId)?.replace(names.logArchiveAccountId, account);
  return exempt?.replace(/aws-reserved.*\//, "").replace(/\?+/, "0123456789abcdef");
}

export const TARGETS = {
  trail: ({ names }) => names.trail.arn,
  /** A trail of the account's own. */
  ownTrail: regional("cloudtrail", () => "trail/of-its-own"),
  eventDataStore: regional("cloudtrail", () => `eventdatastore/${ID}`),
  channel: regional("cloudtrail", () => `channel/${ID}`),

  organizationRoot: organization(({ organizationId }) => `root/${organizationId}/r-root`),
  organizationalUnit: organization(({ organizationId }) => `ou/${organizationId}/ou-abcd-12345678`),
  organizationPolicy: organization(
    ({ organizationId }) => `policy/${organizationId}/service_control_policy/p-12345678`,
  ),
  organizationDelegation: organization(({ organizationId }) => `resourcepolicy/${organizationId}/rp-12345678`),
  logArchiveAccount: organization(
    ({ organizationId, logArchiveAccountId }) => `account/${organizationId}/${logArchiveAccountId}`,
  ),

  archiveBucket: ({ names }) => names.archive.bucket.arn,
  archiveLog: (place) => `${place.names.archive.bucket.arn}/${logKey(place, "CloudTrail")}`,
  archiveDigest: (place) => `${place.names.archive.bucket.arn}/${logKey(place, "CloudTrail-Digest")}`,
  accessLogBucket: ({ names }) => names.archive.accessLogBucket.arn,
  accessLog: ({ names }) => `${names.archive.accessLogBucket.arn}/archive/2026-01-01`,
  accessPoint: regional("s3", () => "accesspoint/of-the-attackers"),
  objectLambda: regional("s3-object-lambda", () => "accesspoint/of-the-attackers"),
  multiRegionAccessPoint: ({ names, account }) =>
    `arn:${names.partition}:s3::${account}:accesspoint/of-the-attackers.mrap`,
  accessGrants: regional("s3", () => "access-grants/default"),
  accessGrant: regional("s3", () => `access-grants/default/grant/${ID}`),
  accessGrantsLocation: regional("s3", () => `access-grants/default/location/${ID}`),

  archiveKey: ({ archiveKeyArn }) => archiveKeyArn,
  archiveAlias: ({ names }) =>
    `arn:${names.partition}:kms:${names.homeRegion}:${names.logArchiveAccountId}:${names.archiveKeyAlias}`,
  trailKey: ({ names }) => `arn:${names.partition}:kms:${names.homeRegion}:${names.managementAccountId}:key/${ID}`,

  logGroup: ({ names }) => names.trailLogGroup.arn,
  logStream: ({ names }) =>
    `${names.trailLogGroup.arn}:log-stream:${names.managementAccountId}_CloudTrail_${names.homeRegion}`,
  scheduledQuery: regional("logs", () => "scheduled-query:of-the-attackers"),
  logsRole: ({ names }) => names.trailLogsRole.arn,
  deliveryTopic: ({ names }) => names.deliveryTopic.arn,

  alarm: regional("cloudwatch", ({ detection }) => `alarm:${detection("trail-heartbeat")}`),
  dashboard: ({ names, account }) => `arn:${names.partition}:cloudwatch::${account}:dashboard/${names.dashboard}`,
  /** The audit bus, as seen from any account but its own. */
  auditBusElsewhere: ({ names: { auditBus }, account }) =>
    auditBus.arn.includes(`:${account}:`) ? undefined : auditBus.arn,
  /** A bus of that name in whichever account. */
  ownBus: regional("events", ({ auditBus }) => `event-bus/${auditBus.name}`),
  defaultBus: regional("events", () => "event-bus/default"),
  rule: regional("events", ({ forwarders }) => `rule/${forwarders.member.rule}`),
  /** A rule of the audit bus. */
  auditRule: regional("events", ({ auditBus, detection }) => `rule/${auditBus.name}/${detection("trail-changed")}`),
  schedule: regional("scheduler", ({ selfTest }) => `schedule/default/${selfTest.schedule}`),
  function: regional("lambda", ({ sentinel }) => `function:${sentinel.function.name}`),
  sentinelLogGroup: regional("logs", ({ sentinel }) => `log-group:${sentinel.logGroup.name}`),
  topic: regional("sns", ({ alarmTopic }) => alarmTopic.name),
  queue: regional("sqs", ({ undeliveredQueue }) => undeliveredQueue.name),
  /** What forwards from workload accounts, where there are many. */
  forwardingStackSet: regional("cloudformation", ({ forwardingStackSet }) => `stackset/${forwardingStackSet}:${ID}`),
  /** The stack that it makes in an account. */
  forwardingStack: regional(
    "cloudformation",
    ({ forwardingStackSet }) => `stack/StackSet-${forwardingStackSet}-${ID}/${ID}`,
  ),

  /**
   * A role of the exempt name, in the attacker's own account; of a permission set's outside the path that only Identity
   * Center writes to. There is none where none is named.
   */
  deployRole: exemptRole,
  /** A customer managed policy that bears the exempt role's name. */
  deployRolePolicy: (place) => exemptRole(place)?.replace(":role/", ":policy/").concat("-permissions"),
  otherPolicy: iam(() => "policy/of-any-name"),
  samlProvider: iam(() => "saml-provider/of-the-deploy-role"),
  oidcProvider: iam(() => "oidc-provider/token.actions.githubusercontent.com"),
  /** What the roles of permission sets trust. */
  identityCenterProvider: iam(() => "saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE"),
  permissionSetRole: role(() => permissionSetRole("Developer").replace("*", "").replace("*", "0123456789abcdef")),
  trustAnchor: regional("rolesanywhere", () => `trust-anchor/${ID}`),
  anchorProfile: regional("rolesanywhere", () => `profile/${ID}`),
  revocationList: regional("rolesanywhere", () => `crl/${ID}`),
  /** The log archive, as Identity Center knows it. */
  assignableAccount: ({ names }) => `arn:${names.partition}:sso:::account/${names.logArchiveAccountId}`,
  controlTowerRole: role(() => CONTROL_TOWER_ROLE),
  /** What makes that role in the accounts of a unit that Control Tower begins to govern. */
  controlTowerStack: regional("cloudformation", () => `stack/StackSet-AWSControlTowerExecutionRole-${ID}/${ID}`),
  stackSetRole: role(() => STACK_SET_ROLES.replace("*", "0123456789abcdef")),
  forwarderRole: role(({ forwarders, homeRegion }) => forwarders.member.roleIn(homeRegion)),
  readerRole: ({ names, account }) => names.readerArns.find((arn) => arn.includes(account) && !arn.includes("*")),
  /** Organizations makes it in every account that it creates; it trusts the management account. */
  accessRole: ({ names }) =>
    `arn:${names.partition}:iam::${names.logArchiveAccountId}:role/OrganizationAccountAccessRole`,
  /** A role in the log-archive account whose trust somebody opened to everyone. */
  openRole: ({ names }) => `arn:${names.partition}:iam::${names.logArchiveAccountId}:role/opened-to-everyone`,
  logArchiveRoot: ({ names }) => accountRootArn(names, names.logArchiveAccountId),

  database: regional("glue", ({ auditPrefix }) => `database/${databasePrefix(auditPrefix)}`),
  table: regional("glue", ({ auditPrefix }) => `table/${databasePrefix(auditPrefix)}/cloudtrail`),
  catalog: regional("glue", () => "catalog"),
  workGroup: regional("athena", ({ auditPrefix }) => `workgroup/${auditPrefix}`),

  detector: ofDetector(""),
  ipSet: ofDetector("/ipset/1"),
  findingFilter: ofDetector("/filter/silence"),
  threatIntelSet: ofDetector("/threatintelset/1"),
  threatEntitySet: ofDetector("/threatentityset/1"),
  trustedEntitySet: ofDetector("/trustedentityset/1"),
  publishingDestination: ofDetector("/publishingdestination/1"),
  customDetectionRuleAssociation: regional("guardduty", () => "detection-rule/custom/1/association/1"),
  recorder: regional("config", () => "configuration-recorder/default/abcdefgh"),
  aggregationAuthorization: regional("config", () => "aggregation-authorization/123456789012/us-east-1"),
  securityHub: regional("securityhub", () => "hub/default"),
  securityHubV2: regional("securityhub", () => "hubv2/default"),
  findingAggregator: regional("securityhub", () => `finding-aggregator/${ID}`),
  aggregatorV2: regional("securityhub", () => `aggregatorv2/${ID}`),
  automationRule: regional("securityhub", () => `automation-rule/${ID}`),
  automationRuleV2: regional("securityhub", () => `automation-rulev2/${ID}`),

  accountItself: ({ names, account }) => `arn:${names.partition}:account::${account}:account`,
  /** Of the account's own, and of no name that anybody knows. */
  ownUser: iam(() => "user/mallory"),
  ownRule: regional("events", () => "rule/of-its-own"),
  ownPipe: regional("pipes", () => "pipe/of-its-own"),
  ownCluster: regional("rds", () => "cluster:of-its-own"),
  ownFlowLog: regional("ec2", () => "vpc-flow-log/fl-0123456789abcdef0"),
  contacts: ({ names, account }) => `arn:${names.partition}:account::${account}:account`,
  /** The whole account: the action names no resource. */
  account: () => "*",
} as const satisfies Record<string, (place: Place) => string | undefined>;

export type Target = keyof typeof TARGETS;

/** Condition keys that a request carries. */
export const REQUEST_CONTEXTS = {
  "through S3, what the trail encrypted": ({ names }) => ({
    "kms:ViaService": viaService("s3", names.homeRegion),
    "kms:EncryptionContext:aws:cloudtrail:arn": names.trail.arn,
  }),
  "through an access point": (place) => ({ "s3:DataAccessPointArn": TARGETS.accessPoint(place) }),
  "the owner in full control": () => ({ "s3:x-amz-acl": "bucket-owner-full-control" }),
  "under a foreign key": (place) => ({
    "s3:x-amz-acl": "bucket-owner-full-control",
    "s3:x-amz-server-side-encryption": "aws:kms",
    "s3:x-amz-server-side-encryption-aws-kms-key-id": TARGETS.trailKey(place),
  }),
  "without a key of ours": () => ({
    "s3:x-amz-acl": "bucket-owner-full-control",
    "s3:x-amz-server-side-encryption": "AES256",
  }),
  "of the archive": ({ names }) => ({ "s3:AccessGrantsLocationScope": `s3://${names.archive.bucket.name}` }),
  "of the archive's objects": ({ names }) => ({
    "s3:AccessGrantScope": `s3://${names.archive.bucket.name}/${names.archive.deliveryRoot}*`,
  }),
  "of a service control policy": () => ({ "organizations:PolicyType": "SERVICE_CONTROL_POLICY" }),
  "of a resource control policy": () => ({ "organizations:PolicyType": "RESOURCE_CONTROL_POLICY" }),
  "for a log": ({ names }) => ({ "kms:EncryptionContext:aws:cloudtrail:arn": names.trail.arn }),
  "for a digest": (place) => ({ "kms:EncryptionContext:aws:s3:arn": TARGETS.archiveDigest(place) }),
} as const satisfies Record<string, (place: Place) => Readonly<Record<string, string>>>;

export type RequestContext = keyof typeof REQUEST_CONTEXTS;

import { accessLogBucketName } from "./config/archive-terms";
import type { Account, Organization } from "./config/organization";
import { type Partition, partitionOf } from "./config/regions";

/**
 * Every physical name, ARN and S3 prefix has its one author here. All are computed from the organization's description,
 * none is read from another stack (ADR 0004): policies are therefore plain JSON when the application is synthesized.
 */
export interface Names {
  readonly partition: Partition;
  readonly homeRegion: string;
  /** `amazonaws.com`, or China's. */
  readonly dnsSuffix: string;
  readonly organizationId: string;
  readonly managementAccountId: string;
  readonly logArchiveAccountId: string;
  readonly trail: NamedArn;
  readonly trailLogGroup: NamedArn;
  /** `log-stream` ARNs that CloudTrail writes for the management account and for the members. */
  readonly trailLogStreamArns: readonly string[];
  readonly trailLogsRole: NamedArn;
  /** Key in the management account for the trail's log group and delivery topic. */
  readonly trailKeyAlias: string;
  readonly deliveryTopic: NamedArn;
  readonly archive: ArchiveNames;
  readonly archiveKeyAlias: string;
  /** ARN of the live key, where the organization's description states its id. */
  readonly archiveKeyArn: string | undefined;
  /** ARNs, `*` included, of the roles that may read the archive. */
  readonly readerArns: readonly string[];
  readonly scp: {
    readonly baseline: string;
    readonly trail: string;
    readonly detection: string;
    readonly archive: string;
  };
  readonly archiveRcp: string;
  /** Begins the name of everything that detects or forwards, in every account. */
  readonly auditPrefix: string;
  /** Bus that member accounts forward events to, in the security account or else the management account. */
  readonly auditBus: NamedArn;
  readonly auditBusForwarderRole: string;
  /** Rule of that name in each forwarding account. */
  readonly trailTamperingRule: string;
  /** The role that Terraform applies with in an account, if the guardrails exempt one. */
  readonly deployRoleArn: (accountId: string) => string | undefined;
  /** That role in each member account that has a stack. */
  readonly deployRoleArns: readonly string[];
}

export interface NamedArn {
  readonly name: string;
  readonly arn: string;
}

export interface ArchiveNames {
  readonly bucket: NamedArn;
  readonly accessLogBucket: NamedArn;
  /** Key prefixes that the trail writes: the management account's own, and the organization's. */
  readonly deliveryPrefixes: readonly string[];
  /** Key patterns of the digest files below them. */
  readonly digestPatterns: readonly string[];
  /** Prefix of one member account's logs; takes an IAM variable too. */
  readonly accountPrefix: (accountId: string) => string;
}

export function namesOf(organization: Organization): Names {
  const { name, organizationId, homeRegion, accounts } = organization;
  const partition = partitionOf(homeRegion);
  if (partition === undefined) throw new Error(`AWS has no Region ${homeRegion}; the schema should have refused it`);
  const management = accounts.management.id;
  const logArchive = accounts.logArchive.id;
  const hub = (accounts.security ?? accounts.management).id;
  const arnIn = (accountId: string) => (service: string, resource: string) =>
    `arn:${partition}:${service}:${homeRegion}:${accountId}:${resource}`;
  const arnInManagement = arnIn(management);
  const roleArn = (accountId: string, role: string) => `arn:${partition}:iam::${accountId}:role/${role}`;

  const trailName = organization.trail.name;
  const logGroupName = `/aws/cloudtrail/${trailName}`;
  const logGroupArn = arnInManagement("logs", `log-group:${logGroupName}`);
  const auditPrefix = `${name}-org-audit`;
  const { deployRole } = organization.guardrails;
  const deployRoleArn = (accountId: string) => deployRole && roleArn(accountId, deployRole);

  return {
    partition,
    homeRegion,
    dnsSuffix: partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
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
    trailLogsRole: {
      name: "CloudTrailToCloudWatchLogsRole",
      arn: roleArn(management, "CloudTrailToCloudWatchLogsRole"),
    },
    trailKeyAlias: `alias/${name}-org-trail`,
    deliveryTopic: named(`${name}-org-trail-deliveries`, (topic) => arnInManagement("sns", topic)),
    archive: archiveNames(organization, partition),
    archiveKeyAlias: organization.key.alias,
    archiveKeyArn: organization.key.id && arnIn(logArchive)("kms", `key/${organization.key.id}`),
    readerArns: organization.archive.readers.map(({ accountId, role }) => roleArn(accountId, role)),
    scp: {
      baseline: "ScpBaseline",
      trail: "OrgAuditTrail",
      detection: "OrgAuditDetection",
      archive: "OrgAuditArchive",
    },
    archiveRcp: "OrgAuditArchiveResources",
    auditPrefix,
    auditBus: named(auditPrefix, (bus) => arnIn(hub)("events", `event-bus/${bus}`)),
    auditBusForwarderRole: `${auditPrefix}-forwarder`,
    trailTamperingRule: `${auditPrefix}-trail-tampering`,
    deployRoleArn,
    deployRoleArns: memberAccountsWithStacks(organization).flatMap(({ id }) => deployRoleArn(id) ?? []),
  };
}

function memberAccountsWithStacks({ accounts }: Organization): readonly Account[] {
  return [accounts.logArchive, ...(accounts.security ? [accounts.security] : []), ...accounts.workloads];
}

function archiveNames({ organizationId, accounts, archive }: Organization, partition: Partition): ArchiveNames {
  const s3Arn = (resource: string) => `arn:${partition}:s3:::${resource}`;
  const deliveryPrefixes = [`AWSLogs/${accounts.management.id}/`, `AWSLogs/${organizationId}/`];
  return {
    bucket: named(archive.bucketName, s3Arn),
    accessLogBucket: named(accessLogBucketName(archive.bucketName), s3Arn),
    deliveryPrefixes,
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
    digestPatterns: [
      `AWSLogs/${accounts.management.id}/CloudTrail-Digest/*`,
      `AWSLogs/${organizationId}/*/CloudTrail-Digest/*`,
    ],
    accountPrefix: (accountId) => `AWSLogs/${organizationId}/${accountId}/`,
  };
}

function named(name: string, arnOf: (name: string) => string): NamedArn {
  return { name, arn: arnOf(name) };
}

/** The role that Terraform assumes to work in an account, if it is told to. */
export function deployAccessRoleArn(partition: Partition, { id, deploy }: Account): string | undefined {
  return deploy?.roleName && `arn:${partition}:iam::${id}:role/${deploy.roleName}`;
}

import { GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { paginateListAttachedRolePolicies } from "@aws-sdk/client-iam";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import type { LifecycleRule } from "@aws-sdk/client-s3";
import type { Organization } from "../../../config/organization";
import type { Names } from "../../../naming";
import { serviceControlPolicies } from "../../../policies/scp";
import { allOf } from "../../aws/pages";
import type { AccountReader } from "../aws/account";
import type { ReadAction } from "../aws/reads";
import { type Requester, readAccessLog } from "./access-log";
import { bucketSettings } from "./bucket-finders";
import { aliases, inlinePolicies, role, trailsOf } from "./finders";
import { contentOf, type LiveTarget, policiesOf, targetId, targetsOf } from "./organization";

/** A trail that records in the home Region, whoever made it. */
export interface LiveTrail {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
  readonly ofOrganization: boolean;
  readonly logging: boolean;
  readonly bucket: string;
  readonly prefix: string | undefined;
  readonly keyArn: string | undefined;
  readonly topicArn: string | undefined;
  readonly logGroup: string | undefined;
  readonly logsRoleArn: string | undefined;
}

/** The role with which a trail writes to its log group. */
export interface LiveLogsRole {
  /** With its path: `service-role/CloudTrail_CloudWatchLogs_Role`. */
  readonly name: string;
  readonly trust: string;
  readonly inlinePolicies: readonly string[];
  readonly attachedPolicies: readonly string[];
}

export interface LiveBucket {
  readonly name: string;
  readonly policy: string | undefined;
  readonly lifecycle: readonly LifecycleRule[];
  readonly bucketKey: boolean;
  readonly versioned: boolean;
  readonly locked: boolean;
  readonly notifies: readonly string[];
  readonly accessLog: { readonly bucket: string; readonly prefix: string } | undefined;
  /** Who read it lately; undefined where no access log says so. */
  readonly requesters: readonly Requester[] | undefined;
}

export interface LiveKey {
  readonly id: string;
  readonly arn: string;
  readonly accountId: string;
  readonly description: string;
  readonly multiRegion: boolean;
  readonly aliases: readonly string[];
}

/** A service control policy that stands where the description's would. */
export interface LiveGuardrail {
  readonly id: string;
  readonly name: string;
  readonly content: string;
  readonly targets: readonly LiveTarget[];
}

/** What is live around the trail, under whatever names. */
export interface Survey {
  readonly trails: readonly LiveTrail[];
  /** The description's trail, or undefined where nothing of that name is live. */
  readonly trail: LiveTrail | undefined;
  readonly logsRole: LiveLogsRole | undefined;
  /** Where the trail delivers. */
  readonly bucket: LiveBucket | undefined;
  /** What encrypts its files. */
  readonly key: LiveKey | undefined;
  readonly guardrails: readonly LiveGuardrail[];
  /** Ids of the units and accounts that the description's policies are attached to. */
  readonly targets: ReadonlySet<string>;
}

/** What the survey asks each account with, besides what looks for the resources of its stack. */
export const SURVEY_READS: Readonly<Record<"management" | "log-archive", readonly ReadAction[]>> = {
  management: [
    "cloudtrail:DescribeTrails",
    "cloudtrail:GetTrailStatus",
    "iam:GetRole",
    "iam:ListAttachedRolePolicies",
    "iam:ListRolePolicies",
    "organizations:DescribePolicy",
    "organizations:ListOrganizationalUnitsForParent",
    "organizations:ListPolicies",
    "organizations:ListRoots",
    "organizations:ListTargetsForPolicy",
  ],
  "log-archive": [
    "kms:DescribeKey",
    "kms:ListAliases",
    "s3:GetBucketLogging",
    "s3:GetBucketNotification",
    "s3:GetBucketObjectLockConfiguration",
    "s3:GetBucketPolicy",
    "s3:GetBucketVersioning",
    "s3:GetEncryptionConfiguration",
    "s3:GetLifecycleConfiguration",
    "s3:GetObject",
    "s3:ListBucket",
  ],
};

/** Follows the live trail to its bucket, key, log group, role and topic, and looks which policies protect it. */
export async function survey(
  organization: Organization,
  names: Names,
  management: AccountReader,
  logArchive: AccountReader,
): Promise<Survey> {
  const region = organization.homeRegion;
  const trails = await liveTrails(management, region);
  const trail = trails.find(({ name }) => name === names.trail.name);
  const bucketName = trail?.bucket ?? names.archive.bucket.name;
  const [logsRole, bucket, key, guardrails, targets] = await Promise.all([
    trail?.logsRoleArn === undefined ? undefined : liveLogsRole(management, region, trail.logsRoleArn),
    liveBucket(logArchive, region, bucketName),
    liveKey(logArchive, region, trail?.keyArn, bucketName, names.archiveKeyAlias),
    liveGuardrails(management),
    describedTargets(organization, names, management),
  ]);
  return { trails, trail, logsRole, bucket, key, guardrails, targets };
}

async function liveTrails(account: AccountReader, region: string): Promise<readonly LiveTrail[]> {
  const trails = await trailsOf(account, region);
  return Promise.all(
    trails.map(async (trail) => {
      const { Name = "", TrailARN = "", S3BucketName = "", S3KeyPrefix, KmsKeyId, SnsTopicARN } = trail;
      const homeRegion = trail.HomeRegion ?? region;
      const status = await account.read("cloudtrail:GetTrailStatus", TrailARN, (abortSignal) =>
        account.in(homeRegion).cloudTrail.send(new GetTrailStatusCommand({ Name: TrailARN }), { abortSignal }),
      );
      return {
        name: Name,
        arn: TrailARN,
        homeRegion,
        ofOrganization: trail.IsOrganizationTrail === true,
        logging: status?.IsLogging === true,
        bucket: S3BucketName,
        prefix: S3KeyPrefix || undefined,
        keyArn: KmsKeyId || undefined,
        topicArn: SnsTopicARN || undefined,
        logGroup: trail.CloudWatchLogsLogGroupArn?.split(":")[6] || undefined,
        logsRoleArn: trail.CloudWatchLogsRoleArn || undefined,
      };
    }),
  );
}

async function liveLogsRole(account: AccountReader, region: string, arn: string): Promise<LiveLogsRole | undefined> {
  const name = arn.split(":role/")[1] ?? "";
  const RoleName = name.split("/").at(-1) ?? "";
  const [found, inline, attached] = await Promise.all([
    role(account, region, name),
    inlinePolicies(account, region, RoleName),
    account.read("iam:ListAttachedRolePolicies", RoleName, () =>
      allOf(
        paginateListAttachedRolePolicies({ client: account.in(region).iam }, { RoleName }),
        ({ AttachedPolicies }) => AttachedPolicies,
      ),
    ),
  ]);
  if (found === undefined) return undefined;
  return {
    name,
    trust: decodeURIComponent(found.AssumeRolePolicyDocument ?? ""),
    inlinePolicies: inline,
    attachedPolicies: (attached ?? []).flatMap(({ PolicyName }) => PolicyName ?? []),
  };
}

async function liveBucket(account: AccountReader, region: string, name: string): Promise<LiveBucket | undefined> {
  if ((await bucketSettings.head(account, region, name)) === undefined) return undefined;
  const [policy, lifecycle, encryption, versioning, lock, logging, notification] = await Promise.all([
    bucketSettings.policy(account, region, name),
    bucketSettings.lifecycle(account, region, name),
    bucketSettings.encryption(account, region, name),
    bucketSettings.versioning(account, region, name),
    bucketSettings.objectLock(account, region, name),
    bucketSettings.logging(account, region, name),
    bucketSettings.notification(account, region, name),
  ]);
  const accessLog =
    logging?.TargetBucket === undefined
      ? undefined
      : { bucket: logging.TargetBucket, prefix: logging.TargetPrefix ?? "" };
  return {
    name,
    policy,
    lifecycle: lifecycle ?? [],
    bucketKey: encryption?.BucketKeyEnabled === true,
    versioned: versioning === "Enabled",
    locked: lock !== undefined,
    notifies: notifiedBy(notification ?? {}),
    accessLog,
    requesters: accessLog && (await readAccessLog(account, region, accessLog, name)),
  };
}

/** ARNs of the topics, queues and functions that a bucket tells. */
function notifiedBy(notification: object): readonly string[] {
  return Object.values(notification)
    .flat()
    .flatMap((one) => Object.entries(one as object))
    .flatMap(([member, value]) => (/Arn$/.test(member) ? [String(value)] : []));
}

/** What the trail names, or else the bucket, or else what is behind the description's alias. */
async function liveKey(
  account: AccountReader,
  region: string,
  trailsKey: string | undefined,
  bucket: string,
  alias: string,
): Promise<LiveKey | undefined> {
  const encryption = await bucketSettings.encryption(account, region, bucket);
  const bucketsKey = encryption?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
  const byAlias = await aliases(account, region);
  const named = trailsKey ?? bucketsKey ?? byAlias.get(alias);
  if (named === undefined) return undefined;
  const answer = await account.read("kms:DescribeKey", named, (abortSignal) =>
    account.in(region).kms.send(new DescribeKeyCommand({ KeyId: named }), { abortSignal }),
  );
  const key = answer?.KeyMetadata;
  // AWS's own `aws/s3` is nobody's to keep.
  if (key === undefined || key.KeyManager === "AWS") return undefined;
  const { KeyId: id = "", Arn: arn = "", AWSAccountId: accountId = "" } = key;
  return {
    id,
    arn,
    accountId,
    description: key.Description ?? "",
    multiRegion: key.MultiRegion === true,
    aliases: [...byAlias].flatMap(([name, keyId]) => (keyId === id ? [name] : [])),
  };
}

async function liveGuardrails(account: AccountReader): Promise<readonly LiveGuardrail[]> {
  const policies = await policiesOf(account, "SERVICE_CONTROL_POLICY");
  return Promise.all(
    policies.map(async ({ id, name }) => {
      const [content, targets] = await Promise.all([contentOf(account, id), targetsOf(account, id)]);
      return { id, name, content, targets };
    }),
  );
}

async function describedTargets(
  organization: Organization,
  names: Names,
  account: AccountReader,
): Promise<ReadonlySet<string>> {
  const described = serviceControlPolicies(names, organization).flatMap(({ targets }) => targets);
  const ids = await Promise.all(described.map((target) => targetId(account, target)));
  return new Set(ids.filter((id) => id !== undefined));
}

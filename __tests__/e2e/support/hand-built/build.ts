import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
  StartLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateKeyCommand, EnableKeyRotationCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Emulator } from "../../../../src/tools/emulator/emulator";
import type { HandBuilt, HandBuiltBucket, HandBuiltRole, HandBuiltTrail } from "./hand-built";

/** Accounts that a person works in, one after the other. */
interface Accounts {
  readonly management: string;
  readonly logArchive: string;
}

/**
 * Makes what is live before any Terraform, through AWS's API, in the order in which a person makes it: key, bucket, log
 * group, role, trail, policies.
 */
export async function buildByHand(emulator: Emulator, built: HandBuilt): Promise<void> {
  const accounts = { management: emulator.seed.managementAccount.id, logArchive: built.logArchiveAccountId };
  const keyArn = built.key && (await makeKey(emulator, accounts, built.key));
  for (const bucket of built.buckets) await makeBucket(emulator, accounts, bucket, keyArn);
  for (const role of built.roles) await makeRole(emulator, role);
  for (const trail of built.trails) await makeTrail(emulator, accounts, trail, keyArn);
  for (const policy of built.policies) await makePolicy(emulator, accounts, policy);
}

async function makeKey(
  emulator: Emulator,
  { logArchive }: Accounts,
  { description, alias, policy }: NonNullable<HandBuilt["key"]>,
): Promise<string> {
  const kms = new KMSClient(emulator.clientConfig(logArchive));
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      Description: description,
      KeyUsage: "ENCRYPT_DECRYPT",
      Policy: JSON.stringify(policy),
      Tags: [{ TagKey: "Owner", TagValue: "security" }],
    }),
  );
  const { KeyId = "", Arn = "" } = KeyMetadata ?? {};
  await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }));
  await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 365 }));
  return Arn;
}

async function makeBucket(
  emulator: Emulator,
  { logArchive }: Accounts,
  bucket: HandBuiltBucket,
  keyArn: string | undefined,
): Promise<void> {
  const s3 = new S3Client({ ...emulator.clientConfig(logArchive), forcePathStyle: true });
  const Bucket = bucket.name;
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: bucket.lock !== undefined }));
  // The defaults of every bucket made since April 2023, which moto does not fill in.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await s3.send(
    new PutBucketOwnershipControlsCommand({
      Bucket,
      OwnershipControls: { Rules: [{ ObjectOwnership: bucket.ownership ?? "BucketOwnerEnforced" }] },
    }),
  );
  if (bucket.lock !== undefined) {
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
    await s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: bucket.lock } },
      }),
    );
  }
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          bucket.encrypted === "with the key"
            ? {
                ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: keyArn },
                // The console's choice for a bucket that a KMS key encrypts.
                // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
                BucketKeyEnabled: true,
              }
            : { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
        ],
      },
    }),
  );
  if (bucket.policy !== undefined) {
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(bucket.policy) }));
  }
  for (const [Key, Body] of Object.entries(bucket.objects ?? {})) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  }
  if (bucket.lifecycle !== undefined) {
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [...bucket.lifecycle] } }),
    );
  }
  if (bucket.accessLogs !== undefined) {
    const { bucket: TargetBucket, prefix: TargetPrefix } = bucket.accessLogs;
    await s3.send(
      new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix } } }),
    );
  }
}

async function makeRole(emulator: Emulator, { accountId, name, path, trust, inline }: HandBuiltRole): Promise<void> {
  const iam = new IAMClient(emulator.clientConfig(accountId));
  await iam.send(
    new CreateRoleCommand({ RoleName: name, Path: path, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  for (const [PolicyName, document] of Object.entries(inline ?? {})) {
    await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName, PolicyDocument: JSON.stringify(document) }));
  }
}

async function makeTrail(
  emulator: Emulator,
  { management }: Accounts,
  trail: HandBuiltTrail,
  keyArn: string | undefined,
): Promise<void> {
  const inManagement = emulator.clientConfig(management);
  const logs = new CloudWatchLogsClient(inManagement);
  await logs.send(new CreateLogGroupCommand({ logGroupName: trail.logGroup }));
  await logs.send(
    new PutRetentionPolicyCommand({ logGroupName: trail.logGroup, retentionInDays: trail.retentionInDays }),
  );
  if (trail.topic !== undefined) {
    const sns = new SNSClient(inManagement);
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: trail.topic.name }));
    await sns.send(
      new SetTopicAttributesCommand({
        TopicArn,
        AttributeName: "Policy",
        AttributeValue: JSON.stringify(trail.topic.policy(TopicArn ?? "")),
      }),
    );
  }
  const cloudTrail = new CloudTrailClient(inManagement);
  await cloudTrail.send(
    new CreateTrailCommand({
      Name: trail.name,
      S3BucketName: trail.bucket,
      S3KeyPrefix: trail.prefix,
      SnsTopicName: trail.topic?.name,
      IsOrganizationTrail: true,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EnableLogFileValidation: true,
      CloudWatchLogsLogGroupArn: `arn:aws:logs:us-east-1:${management}:log-group:${trail.logGroup}:*`,
      CloudWatchLogsRoleArn: trail.logsRoleArn,
      KmsKeyId: trail.encrypted ? keyArn : undefined,
    }),
  );
  // Every new trail's, said aloud because moto has none by itself.
  // https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
  await cloudTrail.send(
    new PutEventSelectorsCommand({
      TrailName: trail.name,
      EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true, DataResources: [] }],
    }),
  );
  if (trail.insights.length > 0) {
    await cloudTrail.send(
      new PutInsightSelectorsCommand({
        TrailName: trail.name,
        InsightSelectors: trail.insights.map((InsightType) => ({ InsightType })),
      }),
    );
  }
  await cloudTrail.send(new StartLoggingCommand({ Name: trail.name }));
}

async function makePolicy(
  emulator: Emulator,
  { management }: Accounts,
  { name, description, content, units }: HandBuilt["policies"][number],
): Promise<void> {
  const organizations = new OrganizationsClient(emulator.clientConfig(management));
  const { Policy } = await organizations.send(
    new CreatePolicyCommand({
      Name: name,
      Description: description,
      Type: "SERVICE_CONTROL_POLICY",
      Content: JSON.stringify(content),
    }),
  );
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const { OrganizationalUnits = [] } = await organizations.send(
    new ListOrganizationalUnitsForParentCommand({ ParentId: Roots?.[0]?.Id }),
  );
  for (const unit of OrganizationalUnits.filter(({ Name = "" }) => units.includes(Name))) {
    await organizations.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: unit.Id }));
  }
}

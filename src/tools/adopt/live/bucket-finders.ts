import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketMetricsConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
} from "@aws-sdk/client-s3";
import type { AccountReader } from "../aws/account";
import type { ReadAction } from "../aws/reads";
import type { Finder } from "./finder";

/** A bucket's settings, as AWS has them; each undefined where it is not set. Asked for once, and used by whoever needs it. */
export const bucketSettings = {
  head: (account: AccountReader, region: string, Bucket: string) =>
    account.read("s3:ListBucket", Bucket, (abortSignal) =>
      account.in(region).s3.send(new HeadBucketCommand({ Bucket }), { abortSignal }),
    ),
  encryption: (account: AccountReader, region: string, Bucket: string) =>
    account.read("s3:GetEncryptionConfiguration", Bucket, async (abortSignal) => {
      const { ServerSideEncryptionConfiguration } = await account
        .in(region)
        .s3.send(new GetBucketEncryptionCommand({ Bucket }), { abortSignal });
      return ServerSideEncryptionConfiguration?.Rules?.[0];
    }),
  lifecycle: (account: AccountReader, region: string, Bucket: string) =>
    account.read("s3:GetLifecycleConfiguration", Bucket, async (abortSignal) => {
      const { Rules } = await account
        .in(region)
        .s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }), { abortSignal });
      return Rules;
    }),
  logging: (account: AccountReader, region: string, Bucket: string) =>
    account.read("s3:GetBucketLogging", Bucket, async (abortSignal) => {
      const { LoggingEnabled } = await account
        .in(region)
        .s3.send(new GetBucketLoggingCommand({ Bucket }), { abortSignal });
      return LoggingEnabled;
    }),
  metrics: (account: AccountReader, region: string, Bucket: string, Id: string) =>
    account.read("s3:GetMetricsConfiguration", `${Bucket} ${Id}`, async (abortSignal) => {
      const { MetricsConfiguration } = await account
        .in(region)
        .s3.send(new GetBucketMetricsConfigurationCommand({ Bucket, Id }), { abortSignal });
      return MetricsConfiguration;
    }),
  notification: (account: AccountReader, region: string, Bucket: string) =>
    account.read("s3:GetBucketNotification", Bucket, async (abortSignal) => {
      const { $metadata: _metadata, ...configuration } = await account
        .in(region)
        .s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }), { abortSignal });
      // S3 answers for every bucket; one that tells nobody has nothing in it.
      return Object.values(configuration).some((part) => part !== undefined) ? configuration : undefined;
    }),
  objectLock: (account: AccountReader, region: string, Bucket: string) =>
    account.read("s3:GetBucketObjectLockConfiguration", Bucket, async (abortSignal) => {
      const { ObjectLockConfiguration } = await account
        .in(region)
        .s3.send(new GetObjectLockConfigurationCommand({ Bucket }), { abortSignal });
      return ObjectLockConfiguration?.ObjectLockEnabled === "Enabled" ? ObjectLockConfiguration : undefined;
    }),
  ownership: (account: AccountReader, region: string, Bucket: string) =>
    account.read("s3:GetBucketOwnershipControls", Bucket, async (abortSignal) => {
      const { OwnershipControls } = await account
        .in(region)
        .s3.send(new GetBucketOwnershipControlsCommand({ Bucket }), { abortSignal });
      return OwnershipControls;
    }),
  policy: (account: AccountReader, region: string, Bucket: string) =>
    account.read("s3:GetBucketPolicy", Bucket, async (abortSignal) => {
      const { Policy } = await account.in(region).s3.send(new GetBucketPolicyCommand({ Bucket }), { abortSignal });
      return Policy;
    }),
  publicAccessBlock: (account: AccountReader, region: string, Bucket: string) =>
    account.read("s3:GetBucketPublicAccessBlock", Bucket, async (abortSignal) => {
      const { PublicAccessBlockConfiguration } = await account
        .in(region)
        .s3.send(new GetPublicAccessBlockCommand({ Bucket }), { abortSignal });
      return PublicAccessBlockConfiguration;
    }),
  versioning: (account: AccountReader, region: string, Bucket: string) =>
    account.read("s3:GetBucketVersioning", Bucket, async (abortSignal) => {
      const { Status } = await account.in(region).s3.send(new GetBucketVersioningCommand({ Bucket }), { abortSignal });
      return Status;
    }),
};

/** A bucket and each of its settings: live where it is set. */
export const BUCKET_FINDERS: Readonly<Record<string, Finder>> = {
  aws_s3_bucket: finder("s3:ListBucket", bucketSettings.head),
  aws_s3_bucket_lifecycle_configuration: finder("s3:GetLifecycleConfiguration", bucketSettings.lifecycle),
  aws_s3_bucket_logging: finder("s3:GetBucketLogging", bucketSettings.logging),
  aws_s3_bucket_metric: finder("s3:GetMetricsConfiguration", (account, region, id) => {
    const [bucket = "", name = ""] = id.split(":");
    return bucketSettings.metrics(account, region, bucket, name);
  }),
  aws_s3_bucket_notification: finder("s3:GetBucketNotification", bucketSettings.notification),
  aws_s3_bucket_object_lock_configuration: finder("s3:GetBucketObjectLockConfiguration", bucketSettings.objectLock),
  aws_s3_bucket_ownership_controls: finder("s3:GetBucketOwnershipControls", bucketSettings.ownership),
  aws_s3_bucket_policy: finder("s3:GetBucketPolicy", bucketSettings.policy),
  aws_s3_bucket_public_access_block: finder("s3:GetBucketPublicAccessBlock", bucketSettings.publicAccessBlock),
  aws_s3_bucket_server_side_encryption_configuration: finder(
    "s3:GetEncryptionConfiguration",
    bucketSettings.encryption,
  ),
  aws_s3_bucket_versioning: finder("s3:GetBucketVersioning", bucketSettings.versioning),
};

function finder(
  reads: ReadAction,
  setting: (account: AccountReader, region: string, id: string) => Promise<unknown>,
): Finder {
  return {
    reads: [reads],
    isLive: async (account, region, id) => (await setting(account, region, id)) !== undefined,
  };
}

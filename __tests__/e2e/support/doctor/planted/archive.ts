import {
  CancelKeyDeletionCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  type ObjectOwnership,
  PutBucketEncryptionCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import type { Planted, Planter } from "./planter";

const ofBucket = {
  line: "archive-bucket",
  subject: /^example-org-cloudtrail-logs-/,
  remedy: /npm run deploy log-archive/,
};
const ofKey = { line: "archive-key", subject: /^alias\/example-org-logs$/ };

export const PLANTED_ON_THE_ARCHIVE: readonly Planted[] = [
  {
    title: "the archive's versioning is suspended",
    ...ofBucket,
    what: /^Versioning is Suspended/,
    plant: async ({ s3, bucket }) => {
      const put = (Status: "Enabled" | "Suspended") =>
        s3.send(new PutBucketVersioningCommand({ ...bucket, VersioningConfiguration: { Status } }));
      await put("Suspended");
      return () => put("Enabled");
    },
  },
  {
    title: "new objects are locked for a day, in a mode that can be lifted",
    ...ofBucket,
    what: /^New objects are locked in GOVERNANCE mode for 1 days; described are COMPLIANCE and 2557 days$/,
    plant: async ({ s3, bucket }) => {
      const { ObjectLockConfiguration } = await s3.send(new GetObjectLockConfigurationCommand(bucket));
      const put = (configuration: typeof ObjectLockConfiguration) =>
        s3.send(new PutObjectLockConfigurationCommand({ ...bucket, ObjectLockConfiguration: configuration }));
      await put({ ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } } });
      return () => put(ObjectLockConfiguration);
    },
  },
  {
    title: "the archive's default encryption is S3's own",
    ...ofBucket,
    what: /^Its default encryption is AES256, not aws:kms$/,
    plant: async ({ s3, bucket }) => {
      const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand(bucket));
      const put = (configuration: typeof ServerSideEncryptionConfiguration) =>
        s3.send(new PutBucketEncryptionCommand({ ...bucket, ServerSideEncryptionConfiguration: configuration }));
      await put({ Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] });
      return () => put(ServerSideEncryptionConfiguration);
    },
  },
  {
    title: "public access to the archive is blocked no more",
    ...ofBucket,
    what: /^Public access is not blocked: BlockPublicAcls, /,
    plant: async ({ s3, bucket }) => {
      const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand(bucket));
      await s3.send(new DeletePublicAccessBlockCommand(bucket));
      return () => s3.send(new PutPublicAccessBlockCommand({ ...bucket, PublicAccessBlockConfiguration }));
    },
  },
  {
    title: "ACLs count again on the archive's objects",
    ...ofBucket,
    what: /^Its objects' ownership is BucketOwnerPreferred/,
    plant: async ({ s3, bucket }) => {
      const put = (ObjectOwnership: ObjectOwnership) =>
        s3.send(
          new PutBucketOwnershipControlsCommand({ ...bucket, OwnershipControls: { Rules: [{ ObjectOwnership }] } }),
        );
      await put("BucketOwnerPreferred");
      return () => put("BucketOwnerEnforced");
    },
  },
  {
    title: "the archive's policy lets a stranger read",
    line: "archive-policies",
    subject: /^example-org-cloudtrail-logs-/,
    what: /^Weaker than described: Stranger is a new Allow/,
    remedy: /find who changed it/,
    plant: (planter) =>
      rewrite(planter, (statements) => [
        ...statements,
        {
          Sid: "Stranger",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::999999999999:root" },
          Action: "s3:GetObject",
          Resource: `arn:aws:s3:::${planter.names.archive.bucket.name}/*`,
        },
      ]),
  },
  {
    title: "a Deny is taken out of the archive's policy",
    line: "archive-policies",
    subject: /^example-org-cloudtrail-logs-/,
    what: /^Weaker than described: \S+ no longer denies/,
    remedy: /npm run deploy log-archive/,
    plant: (planter) =>
      rewrite(planter, (statements) => {
        const first = statements.findIndex(({ Effect }) => Effect === "Deny");
        return statements.toSpliced(first, 1);
      }),
  },
  {
    title: "the archive's policy is deleted",
    line: "archive-policies",
    subject: /^example-org-cloudtrail-logs-/,
    what: /^Weaker than described: \S+ no longer denies/,
    remedy: /npm run deploy log-archive/,
    plant: async ({ s3, bucket }) => {
      const { Policy } = await s3.send(new GetBucketPolicyCommand(bucket));
      await s3.send(new DeleteBucketPolicyCommand(bucket));
      return () => s3.send(new PutBucketPolicyCommand({ ...bucket, Policy }));
    },
  },
  {
    title: "the key's policy lets everybody decrypt",
    line: "archive-policies",
    subject: /^alias\/example-org-logs$/,
    what: /^Weaker than described: Everybody is a new Allow/,
    remedy: /find who changed it/,
    plant: async ({ kms, key }) => {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand(key));
      const named = { KeyId: KeyMetadata?.Arn, PolicyName: "default" };
      const { Policy } = await kms.send(new GetKeyPolicyCommand(named));
      const document = JSON.parse(Policy ?? "");
      const everybody = { Sid: "Everybody", Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
      const put = (text: string | undefined) => kms.send(new PutKeyPolicyCommand({ ...named, Policy: text }));
      await put(JSON.stringify({ ...document, Statement: [...document.Statement, everybody] }));
      return () => put(Policy);
    },
  },
  {
    title: "the archive's key is rotated no more",
    ...ofKey,
    what: /^The key is not rotated$/,
    remedy: /enable-key-rotation/,
    plant: async ({ kms, key }) => {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand(key));
      const KeyId = KeyMetadata?.KeyId;
      await kms.send(new DisableKeyRotationCommand({ KeyId }));
      return () => kms.send(new EnableKeyRotationCommand({ KeyId }));
    },
  },
  {
    title: "the archive's key is disabled",
    ...ofKey,
    what: /^The key is Disabled$/,
    remedy: /enable-key /,
    plant: async ({ kms, key }) => {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand(key));
      const KeyId = KeyMetadata?.KeyId;
      await kms.send(new DisableKeyCommand({ KeyId }));
      return () => kms.send(new EnableKeyCommand({ KeyId }));
    },
  },
  {
    title: "the archive's key is to be deleted",
    ...ofKey,
    what: /^The key is PendingDeletion: KMS deletes it at \d{4}-/,
    remedy: /cancel-key-deletion/,
    plant: async ({ kms, key }) => {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand(key));
      const KeyId = KeyMetadata?.KeyId;
      await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
      return async () => {
        await kms.send(new CancelKeyDeletionCommand({ KeyId }));
        await kms.send(new EnableKeyCommand({ KeyId }));
        await kms.send(new EnableKeyRotationCommand({ KeyId }));
      };
    },
  },
];

interface WrittenStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly [element: string]: unknown;
}

async function rewrite(
  { s3, bucket }: Planter,
  change: (statements: readonly WrittenStatement[]) => readonly WrittenStatement[],
): Promise<() => Promise<unknown>> {
  const { Policy } = await s3.send(new GetBucketPolicyCommand(bucket));
  const document = JSON.parse(Policy ?? "");
  const put = (text: string | undefined) => s3.send(new PutBucketPolicyCommand({ ...bucket, Policy: text }));
  await put(JSON.stringify({ ...document, Statement: change(document.Statement) }));
  return () => put(Policy);
}

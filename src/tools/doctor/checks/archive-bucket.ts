import {
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  type ObjectLockRetentionMode,
} from "@aws-sdk/client-s3";
import { lockDays } from "../../../config/archive-terms";
import { mapAnswer } from "../../../functions/trail-sentinel/ask";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import type { Aws } from "../aws/aws";
import { check, type Deviation, ifRead, unreadOf } from "../check";
import type { Expected } from "../expected";

/** Settings of the archive bucket; undefined where it has none. */
interface BucketAnswers {
  readonly versioning: Answer<string | undefined>;
  readonly lock: Answer<Lock | undefined>;
  readonly encryption: Answer<Encryption | undefined>;
  /** Which of the four blocks of public access are on. */
  readonly blocked: Answer<readonly string[]>;
  readonly ownership: Answer<string | undefined>;
  /** ARN of the key behind the alias. */
  readonly keyArn: Answer<string | undefined>;
}

interface Lock {
  readonly mode: ObjectLockRetentionMode | undefined;
  readonly days: number | undefined;
}

interface Encryption {
  readonly algorithm: string | undefined;
  readonly keyArn: string | undefined;
  readonly bucketKey: boolean;
}

const REMEDY = "Run: npm run deploy log-archive; then find who changed it, in CloudTrail's event history.";

const BLOCKS = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"] as const;

export const archiveBucket = check<BucketAnswers>({
  id: "archive-bucket",
  question: "Is the archive bucket locked, versioned, encrypted with its key, and closed to the public?",
  page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
  regions: "home",
  asks: {
    "log-archive": [
      "kms:DescribeKey",
      "s3:GetBucketObjectLockConfiguration",
      "s3:GetBucketOwnershipControls",
      "s3:GetBucketPublicAccessBlock",
      "s3:GetBucketVersioning",
      "s3:GetEncryptionConfiguration",
    ],
  },
  ask,
  judge: (answers, { names, organization }) => {
    const subject = names.archive.bucket.name;
    const said = (what: string): Deviation => ({ subject, what, remedy: REMEDY });
    const { objectLock } = organization.archive;
    const [mode, days] = [objectLock.mode, lockDays(objectLock)];
    return {
      seen: [
        ...ifRead(answers.lock, (lock) => [`Object Lock: ${lock ? `${lock.mode}, ${lock.days} days` : "none"}`]),
        ...ifRead(answers.versioning, (status) => [`Versioning: ${status ?? "never on"}`]),
        ...ifRead(answers.encryption, (live) => [`Encryption: ${live?.algorithm}, ${live?.keyArn}`]),
        ...ifRead(answers.blocked, (on) => [`Blocks of public access: ${on.length} of ${BLOCKS.length}`]),
        ...ifRead(answers.ownership, (live) => [`Ownership: ${live}`]),
      ],
      deviations: [
        ...ifRead(answers.versioning, (live) =>
          live === "Enabled" ? [] : [said(`Versioning is ${live ?? "off"}: an object could be overwritten`)],
        ),
        ...ifRead(answers.lock, (live) =>
          live?.mode === mode && (live.days ?? 0) >= days
            ? []
            : [
                said(
                  `New objects are locked ${live?.mode ? `in ${live.mode} mode for ${live.days} days` : "not at all"}; described are ${mode} and ${days} days`,
                ),
              ],
        ),
        ...encryptionDeviations(answers, said),
        ...ifRead(answers.blocked, (on) => {
          const off = BLOCKS.filter((one) => !on.includes(one));
          return off.length === 0 ? [] : [said(`Public access is not blocked: ${off.join(", ")} is off`)];
        }),
        ...ifRead(answers.ownership, (live) =>
          live === "BucketOwnerEnforced" ? [] : [said(`Its objects' ownership is ${live ?? "not set"}, so ACLs count`)],
        ),
      ],
      unread: [
        ...unreadOf("versioning", answers.versioning),
        ...unreadOf("Object Lock", answers.lock),
        ...unreadOf("encryption", answers.encryption),
        ...unreadOf("public access block", answers.blocked),
        ...unreadOf("ownership", answers.ownership),
        ...unreadOf(names.archiveKeyAlias, answers.keyArn),
      ],
    };
  },
});

function encryptionDeviations(
  { encryption, keyArn }: BucketAnswers,
  said: (what: string) => Deviation,
): readonly Deviation[] {
  return ifRead(encryption, (live) => [
    ...(live?.algorithm === "aws:kms"
      ? []
      : [said(`Its default encryption is ${live?.algorithm ?? "none"}, not aws:kms`)]),
    ...ifRead(keyArn, (key) =>
      live?.algorithm !== "aws:kms" || live.keyArn === key
        ? []
        : [said(`Its default key is ${live.keyArn ?? "AWS's own"}, not ${key}`)],
    ),
    ...(live?.bucketKey ? [said("It uses an S3 Bucket Key, which hides each object's decryption from the trail")] : []),
  ]);
}

async function ask(aws: Aws, { names }: Expected): Promise<BucketAnswers> {
  const { logArchive } = aws;
  const Bucket = names.archive.bucket.name;
  const [versioning, lock, encryption, block, ownership, key] = await Promise.all([
    logArchive.ask("s3:GetBucketVersioning", Bucket, async ({ s3 }, abortSignal) => {
      const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }), { abortSignal });
      return Status;
    }),
    logArchive.ask("s3:GetBucketObjectLockConfiguration", Bucket, async ({ s3 }, abortSignal) => {
      const { ObjectLockConfiguration: live } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }), {
        abortSignal,
      });
      const { Mode, Days, Years } = live?.Rule?.DefaultRetention ?? {};
      return live?.ObjectLockEnabled === "Enabled"
        ? { mode: Mode, days: Days ?? (Years === undefined ? undefined : lockDays({ years: Years })) }
        : undefined;
    }),
    logArchive.ask("s3:GetEncryptionConfiguration", Bucket, async ({ s3 }, abortSignal) => {
      const { ServerSideEncryptionConfiguration: live } = await s3.send(new GetBucketEncryptionCommand({ Bucket }), {
        abortSignal,
      });
      const { ApplyServerSideEncryptionByDefault: applied, BucketKeyEnabled } = live?.Rules?.[0] ?? {};
      return {
        algorithm: applied?.SSEAlgorithm,
        keyArn: applied?.KMSMasterKeyID,
        bucketKey: BucketKeyEnabled === true,
      };
    }),
    logArchive.ask("s3:GetBucketPublicAccessBlock", Bucket, async ({ s3 }, abortSignal) => {
      const { PublicAccessBlockConfiguration: live } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }), {
        abortSignal,
      });
      return BLOCKS.filter((one) => live?.[one] === true);
    }),
    logArchive.ask("s3:GetBucketOwnershipControls", Bucket, async ({ s3 }, abortSignal) => {
      const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }), { abortSignal });
      return OwnershipControls?.Rules?.[0]?.ObjectOwnership;
    }),
    aws.archiveKey(),
  ]);
  return {
    versioning,
    lock,
    encryption,
    blocked: mapAnswer(block, (on) => on ?? []),
    ownership,
    keyArn: mapAnswer(key, (live) => live?.Arn),
  };
}

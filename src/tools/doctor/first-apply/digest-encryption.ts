import { HeadObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { Expectation } from "../../../functions/trail-sentinel/declaration";
import { digestListings } from "../../../functions/trail-sentinel/digest-keys";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import type { Aws } from "../aws/aws";
import { check, ifRead, unreadOf } from "../check";

interface DigestAnswer {
  readonly keyArn: Answer<string | undefined>;
  readonly digest: Answer<Digest | undefined>;
}

interface Digest {
  readonly name: string;
  readonly algorithm: string | undefined;
  readonly keyArn: string | undefined;
}

/** AWS's pages disagree on how digests arrive (ADR 0005): a digest says it. */
export const digestEncryption = check<DigestAnswer>({
  id: "first-apply-digest-encryption",
  question: "How do digests really arrive: with S3's own encryption, or with the archive's key?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html",
  regions: "home",
  asks: { "log-archive": ["kms:DescribeKey", "s3:GetObject", "s3:ListBucket"] },
  ask,
  judge: ({ keyArn, digest }) => ({
    seen: ifRead(digest, (found) =>
      found === undefined
        ? []
        : [`${found.name}: ${found.algorithm ?? "no encryption named"}${found.keyArn ? `, ${found.keyArn}` : ""}`],
    ),
    deviations: ifRead(keyArn, (key) =>
      ifRead(digest, (found) =>
        found?.keyArn === undefined || found.keyArn === key
          ? []
          : [
              {
                subject: found.name,
                what: `It is encrypted with ${found.keyArn}, not with the archive's key`,
                remedy: "Run: npm run deploy management, so that the trail names the archive's key.",
              },
            ],
      ),
    ),
    unread: [
      ...unreadOf("the archive's key", keyArn),
      ...unreadOf("the newest digest", digest),
      ...ifRead(digest, (found) =>
        found === undefined
          ? [
              {
                subject: "the newest digest",
                reason: "there is none yet: the first comes some two hours after the apply",
              },
            ]
          : [],
      ),
    ],
  }),
});

async function ask(aws: Aws): Promise<DigestAnswer> {
  const expectation = await aws.expectation();
  if ("unreadable" in expectation) return { keyArn: expectation, digest: expectation };
  const digest = await aws.logArchive.ask("s3:GetObject", "the newest digest", ({ s3 }, abortSignal) =>
    newestDigest(s3, expectation.value, aws.now, abortSignal),
  );
  return { keyArn: { value: expectation.value.archiveKeyArn }, digest };
}

/** Of the management account, from the home Region. */
async function newestDigest(
  s3: S3Client,
  expectation: Expectation,
  now: Date,
  abortSignal: AbortSignal,
): Promise<Digest | undefined> {
  const { managementAccountId, homeRegion, trail, logArchiveAccountId } = expectation;
  const bucket = { Bucket: trail.bucketName, ExpectedBucketOwner: logArchiveAccountId };
  for (const { prefix, startAfter } of digestListings(expectation, now)(managementAccountId, homeRegion)) {
    const listing = new ListObjectsV2Command({ ...bucket, Prefix: prefix, StartAfter: startAfter });
    const { Contents = [] } = await s3.send(listing, { abortSignal });
    const Key = Contents.at(-1)?.Key;
    if (Key === undefined) continue;
    const head = await s3.send(new HeadObjectCommand({ ...bucket, Key }), { abortSignal });
    return { name: Key.split("/").at(-1) ?? Key, algorithm: head.ServerSideEncryption, keyArn: head.SSEKMSKeyId };
  }
  return undefined;
}

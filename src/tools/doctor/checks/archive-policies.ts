import { GetKeyPolicyCommand } from "@aws-sdk/client-kms";
import { GetBucketPolicyCommand } from "@aws-sdk/client-s3";
import { mapAnswer } from "../../../functions/trail-sentinel/ask";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { comparePolicies } from "../../review/policy/compare";
import { check, type Deviation, ifRead, unreadOf } from "../check";
import { emittedAt, emittedPolicy } from "../emitted";

interface PolicyAnswers {
  readonly keyArn: Answer<string | undefined>;
  readonly bucket: Answer<string | undefined>;
  readonly key: Answer<string | undefined>;
}

/** Who writes, reads and administers the archive is in these two. */
export const archivePolicies = check<PolicyAnswers>({
  id: "archive-policies",
  question: "Do the policies of the archive bucket and of its key say what is described?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
  regions: "home",
  asks: { "log-archive": ["kms:DescribeKey", "kms:GetKeyPolicy", "s3:GetBucketPolicy"] },
  ask: async (aws, { names }) => {
    const { logArchive } = aws;
    const Bucket = names.archive.bucket.name;
    const keyArn = mapAnswer(await aws.archiveKey(), (live) => live?.Arn);
    const KeyId = "value" in keyArn ? keyArn.value : undefined;
    const [bucket, key] = await Promise.all([
      logArchive.ask("s3:GetBucketPolicy", Bucket, async ({ s3 }, abortSignal) => {
        const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }), { abortSignal });
        return Policy;
      }),
      KeyId === undefined
        ? mapAnswer(keyArn, () => undefined)
        : logArchive.ask("kms:GetKeyPolicy", KeyId, async ({ kms }, abortSignal) => {
            const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }), {
              abortSignal,
            });
            return Policy;
          }),
    ]);
    return { keyArn, bucket, key };
  },
  judge: ({ keyArn, bucket, key }, expected) => {
    const { names, organization } = expected;
    const compared = (subject: string, path: string, live: Answer<string | undefined>) =>
      ifRead(keyArn, (arn = ""): readonly Deviation[] =>
        ifRead(live, (text): readonly Deviation[] => {
          const emitted = emittedPolicy(emittedAt(expected, "log-archive", path), { aws_kms_key: arn });
          return comparePolicies(emitted, text, "resource", organization).map(({ what, direction }) => ({
            subject,
            what: `${WORDS[direction]}: ${what.replace(/\.$/, "")}`,
            remedy: "Run: npm run deploy log-archive; then find who changed it, in CloudTrail's event history.",
          }));
        }),
      );
    return {
      seen: [
        ...ifRead(bucket, (text) => (text === undefined ? [] : [`${names.archive.bucket.name} has a policy`])),
        ...ifRead(key, (text) => (text === undefined ? [] : [`${names.archiveKeyAlias} has a policy`])),
      ],
      deviations: [
        ...compared(names.archive.bucket.name, "log-archive-bucket/policy", bucket),
        ...compared(names.archiveKeyAlias, "org-logs-key/key", key),
      ],
      unread: [
        ...unreadOf(names.archiveKeyAlias, keyArn),
        ...unreadOf(names.archive.bucket.name, bucket),
        ...unreadOf(`${names.archiveKeyAlias}'s policy`, key),
      ],
    };
  },
});

const WORDS = {
  weaker: "Weaker than described",
  stronger: "Stricter than described",
  undecided: "Different from what is described",
} as const;

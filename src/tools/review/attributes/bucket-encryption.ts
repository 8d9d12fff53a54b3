import type { Rule, Verdict } from "./rule";
import { blockAt, isSame } from "./values";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html */
const STRENGTH: Readonly<Record<string, number>> = { AES256: 1, "aws:kms": 2, "aws:kms:dsse": 3 };

/** A bucket's default encryption. Every bucket has SSE-S3 at least, whatever is said. */
export const bucketEncryption: Rule = ({ before, after, unknown, created, onLive }) => {
  if (created && !onLive) return [];
  if (unknown)
    return [verdict("undecided", "Terraform knows only after the apply with which key the bucket encrypts.")];
  const [old, now] = [encryptionOf(before), encryptionOf(after)];
  if (now.strength < old.strength)
    return [verdict("weaker", "The bucket's default encryption is weaker: whoever may read it needs no key.")];
  if (now.bucketKey && !old.bucketKey)
    return [
      verdict(
        "weaker",
        "A bucket key hides the reading of single objects from CloudTrail, and changes the encryption context that the key's policy asks for.",
      ),
    ];
  if (now.strength > old.strength) return [verdict("stronger", "")];
  if (!isSame(old.key, now.key)) return [verdict("undecided", "What arrives is encrypted with another key.")];
  return old.bucketKey && !now.bucketKey ? [verdict("stronger", "")] : [];
};

function encryptionOf(rule: unknown): {
  readonly strength: number;
  readonly key: unknown;
  readonly bucketKey: boolean;
} {
  const byDefault = blockAt(rule, "apply_server_side_encryption_by_default");
  return {
    strength: STRENGTH[String(byDefault?.sse_algorithm)] ?? 1,
    key: byDefault?.kms_master_key_id,
    bucketKey: blockAt(rule)?.bucket_key_enabled === true,
  };
}

function verdict(direction: Verdict["direction"], what: string): Verdict {
  return { direction, what };
}

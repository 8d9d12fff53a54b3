import { type KeyObject, verify } from "node:crypto";
import { z } from "zod";

const timestamp = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

/**
 * What CloudTrail writes into a digest, as far as it proves something.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
const digestSchema = z.object({
  awsAccountId: z.string(),
  digestStartTime: timestamp,
  digestEndTime: timestamp,
  digestS3Bucket: z.string(),
  digestS3Object: z.string(),
  digestPublicKeyFingerprint: z.string(),
  digestSignatureAlgorithm: z.string(),
  /** Of a starting digest, all five are null. */
  previousDigestS3Bucket: z.string().nullable(),
  previousDigestS3Object: z.string().nullable(),
  previousDigestHashValue: z.string().nullable(),
  previousDigestHashAlgorithm: z.string().nullable(),
  previousDigestSignature: z.string().nullable(),
  logFiles: z.array(
    z.object({ s3Bucket: z.string(), s3Object: z.string(), hashValue: z.string(), hashAlgorithm: z.string() }),
  ),
});

export type Digest = z.infer<typeof digestSchema>;

/** The digest, or what is wrong with it. */
export function parseDigest(content: Buffer): Digest | string {
  let json: unknown;
  try {
    json = JSON.parse(content.toString("utf8"));
  } catch {
    return "no JSON";
  }
  const parsed = digestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`).join("; ");
}

/**
 * Whether CloudTrail signed a digest: RSA with PKCS #1 v1.5 padding over SHA-256 of four lines, the last `null` where
 * there is no predecessor, as AWS's own command line has it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 *
 * @param contentHash SHA-256 of the uncompressed digest
 */
export function isSigned(digest: Digest, contentHash: string, signature: string, key: KeyObject): boolean {
  if (!/^(?:[0-9a-f]{2})+$/i.test(signature)) return false;
  return verify("sha256", Buffer.from(stringToSign(digest, contentHash)), key, Buffer.from(signature, "hex"));
}

export function stringToSign(
  {
    digestEndTime,
    digestS3Bucket,
    digestS3Object,
    previousDigestSignature,
  }: Pick<Digest, "digestEndTime" | "digestS3Bucket" | "digestS3Object" | "previousDigestSignature">,
  contentHash: string,
): string {
  return [digestEndTime, `${digestS3Bucket}/${digestS3Object}`, contentHash, previousDigestSignature ?? "null"].join(
    "\n",
  );
}

import { z } from "zod";
import { formatPath, type Problem } from "../../../config/problem";
import { jsonDocuments } from "./json-documents";

/** A digest's signature, as somebody saved it from the object's metadata. */
export interface SavedSignature {
  /** File that has it. */
  readonly file: string;
  readonly signature: string;
  /** Bytes of the digest, compressed. */
  readonly size: number;
  /** ISO 8601: when CloudTrail wrote the digest. */
  readonly writtenAt: string;
}

const COMMAND = "save it with: aws s3api head-object --bucket BUCKET --key KEY-OF-THE-DIGEST > FILE";

/**
 * https://docs.aws.amazon.com/cli/latest/reference/s3api/head-object.html; the metadata are those of
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
const answer = z.object({
  ContentLength: z.number(),
  LastModified: z
    .string()
    .refine((value) => !Number.isNaN(Date.parse(value)), "a date")
    .transform((value) => new Date(value).toISOString()),
  Metadata: z.object({
    signature: z.string().regex(/^(?:[0-9a-f]{2})+$/i, "a signature in hexadecimal digits"),
    "signature-algorithm": z.literal("SHA256withRSA"),
  }),
});

/** What a file with answers of `aws s3api head-object` says, and all that is wrong with it. */
export function readSignatures(
  text: string,
  file: string,
): { readonly signatures: readonly SavedSignature[]; readonly problems: readonly Problem[] } {
  let documents: readonly unknown[];
  try {
    documents = jsonDocuments(text);
  } catch (error) {
    return { signatures: [], problems: [problem("(file)", text, `JSON (${(error as Error).message})`)] };
  }
  if (documents.length === 0) return { signatures: [], problems: [problem("(file)", text, "a signature")] };
  const signatures: SavedSignature[] = [];
  const problems: Problem[] = [];
  for (const [index, document] of documents.entries()) {
    const parsed = answer.safeParse(document);
    if (parsed.success) {
      const { ContentLength, LastModified, Metadata } = parsed.data;
      signatures.push({ file, signature: Metadata.signature, size: ContentLength, writtenAt: LastModified });
    } else
      for (const { path, message } of parsed.error.issues)
        problems.push(problem(formatPath(documents.length > 1 ? [index, ...path] : path), document, message));
  }
  return { signatures, problems };
}

function problem(path: string, value: unknown, rule: string): Problem {
  return { path, value, rule, remedy: COMMAND };
}

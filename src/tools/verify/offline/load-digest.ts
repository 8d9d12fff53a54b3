import { closeSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../sha256";
import type { Finding } from "../finding";
import { type Digest, parseDigest } from "./digest";
import { type Place, pathOf } from "./place";
import { isPlainFolder } from "./plain-folder";
import { MissingFile, openPlain, readWhole, UnreadableFile, unfold } from "./read-file";

export interface LoadedDigest {
  readonly digest: Digest;
  /** SHA-256 of its uncompressed content. */
  readonly hash: string;
  /** Bytes, compressed. */
  readonly size: number;
}

/** A digest names a few hundred bytes for each log file; what unfolds to more is none. */
const LONGEST_DIGEST = 64 * 2 ** 20;

/** A digest that lies where it says it does, or what is wrong with it. */
export function loadDigest(path: string, { folder, place }: { folder: string; place: Place }): LoadedDigest | Finding {
  const raw = readDigest(path, folder);
  if ("kind" in raw) return raw;
  const { digest } = raw;
  const claimed = `s3://${digest.digestS3Bucket}/${digest.digestS3Object}`;
  const own = path.split("/").at(-1)?.split("_") ?? [];
  if (
    digest.digestS3Bucket !== place.bucket ||
    pathOf(place, digest.digestS3Object) !== path ||
    digest.awsAccountId !== own[0]
  )
    return { kind: "digest-moved", file: path, value: `says ${claimed}, of account ${digest.awsAccountId}` };
  if (digest.digestSignatureAlgorithm !== "SHA256withRSA")
    return {
      kind: "digest-algorithm",
      file: path,
      value: `digestSignatureAlgorithm ${digest.digestSignatureAlgorithm}`,
    };
  const { previousDigestHashAlgorithm: hashAlgorithm } = digest;
  if (hashAlgorithm !== null && hashAlgorithm !== "SHA-256")
    return { kind: "digest-algorithm", file: path, value: `previousDigestHashAlgorithm ${hashAlgorithm}` };
  return raw;
}

/** A digest wherever it lies, or what is wrong with it. */
export function readDigest(path: string, folder: string): LoadedDigest | Finding {
  const unreadable = (value: string): Finding => ({ kind: "digest-unreadable", file: path, value });
  try {
    const full = join(folder, path);
    if (!isPlainFolder(full, folder)) return unreadable("behind a symbolic link");
    const { file, size } = openPlain(full);
    try {
      if (size > LONGEST_DIGEST) return unreadable(`${size} bytes`);
      const content = unfold(readWhole(file, size), LONGEST_DIGEST);
      if (content === undefined) return unreadable("unfolds to more than 64 MiB");
      const digest = parseDigest(content);
      return typeof digest === "string" ? unreadable(digest) : { digest, hash: sha256(content), size };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof MissingFile) return unreadable("gone since the folder was listed");
    if (error instanceof UnreadableFile) return unreadable(error.message);
    throw error;
  }
}

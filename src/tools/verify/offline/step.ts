import type { Finding, Note } from "../finding";
import type { Digest } from "./digest";
import type { PublicKey } from "./keys";
import type { Place } from "./place";
import type { Range } from "./range";
import type { SavedSignature } from "./signatures";

/** What every step of every chain is judged by. */
export interface Basis {
  readonly folder: string;
  readonly place: Place;
  readonly range: Range;
  readonly keys: ReadonlyMap<string, PublicKey>;
  readonly signatures: readonly SavedSignature[];
}

/**
 * What the newer digest says of the next older one.
 * - `nothing`: there is no newer one;
 * - `lost`: there is, and it cannot be read or believed;
 * - `start`: it is a starting digest, which has no predecessor;
 * - `names`: it names one.
 */
export type Above =
  | { readonly kind: "nothing" }
  | { readonly kind: "lost" }
  | { readonly kind: "start"; readonly key: string; readonly start: string }
  | {
      readonly kind: "names";
      /** The newer digest itself. */
      readonly by: string;
      readonly start: string;
      /** Whether CloudTrail is known to have written it. */
      readonly isProven: boolean;
      readonly bucket: string;
      readonly key: string;
      readonly hash: string | null;
      readonly signature: string;
    };

/** Part of a chain, newest first. */
export interface Step {
  /** Paths of digests below the folder. */
  readonly paths: readonly string[];
  readonly above: Above;
  /** Where the account's folders are, and the Region: log files of a digest lie there. */
  readonly roots: readonly string[];
  readonly region: string;
  readonly isBackfill: boolean;
}

export interface NamedLogFile {
  readonly key: string;
  /** Below the folder. */
  readonly path: string;
  readonly hash: string;
}

export interface Walked {
  /** How many of the step's digests were judged. */
  readonly judged: number;
  readonly above: Above;
  /** Whether the range begins here: nothing older is asked for. */
  readonly isAtBeginning: boolean;
  readonly digests: number;
  readonly proven: number;
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
  readonly logFiles: readonly NamedLogFile[];
  /** Whether a proven digest names them, in the same order. */
  readonly isProven: readonly boolean[];
  /** Which saved signatures belong to a digest here. */
  readonly matched: readonly number[];
  /** The newest digest that was judged, and whether its signature is known; only where the step begins a chain. */
  readonly newest?: { readonly key: string; readonly end: string; readonly sha256: string; readonly isProven: boolean };
}

/** What a digest says of the one before it. */
export function aboveOf(digest: Digest, isProven: boolean): Above {
  const { digestS3Object: by, digestStartTime: start, previousDigestS3Bucket: bucket } = digest;
  const { previousDigestS3Object: key, previousDigestHashValue: hash, previousDigestSignature: signature } = digest;
  if (bucket === null || key === null || signature === null)
    return isProven ? { kind: "start", key: by, start } : { kind: "lost" };
  return { kind: "names", by, start, isProven, bucket, key, hash, signature };
}

/** The part of a digest's name that sorts by time. */
export function stampOf(key: string): string {
  return /_(\d{8}T\d{6}Z)(?:_backfill)?\.json\.gz$/.exec(key)?.[1] ?? "";
}

/** A digest covers an hour: a longer gap had more of them, and only the newest has been named. */
export function manyHours(since: string, until: string): string {
  const hours = (Date.parse(until) - Date.parse(since)) / 3_600_000;
  return hours > 1.5 ? `, about ${Math.round(hours)} digests` : "";
}

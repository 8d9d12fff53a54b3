/** One thing that keeps the logs from being proven. */
export interface Finding {
  readonly kind: FindingKind;
  /** What it is about: an object's key, or a file as it was given. */
  readonly file: string;
  /** What was found there. */
  readonly value: string;
}

/** Something a reader must know that speaks against nothing. */
export interface Note {
  readonly about: string;
  readonly text: string;
}

interface Kind {
  /** What must hold. */
  readonly rule: string;
  readonly remedy: string;
}

/** Where a copy and the archive differ, the archive decides: it is locked, a copy is not. */
const COPY_AGAIN =
  "copy it from the archive again; if it is the same there, treat it as an attack (docs/runbooks/verify-the-logs.md)";

/** Every kind of finding, in the order of the report: what is gone or changed, then what is merely not proven. */
export const KINDS = {
  "nothing-to-verify": {
    rule: "at least one digest and one log file are checked: proof of nothing is no proof",
    remedy:
      "name the folder that AWSLogs/ lies in, with CloudTrail and CloudTrail-Digest of the same days; or a longer range",
  },
  "not-validated": {
    rule: "aws cloudtrail validate-logs answers",
    remedy: "do what it says; its caller is a reader of the archive, and may describe the trail and the organization",
  },
  "log-file-altered": { rule: "a log file has the SHA-256 that its digest states", remedy: COPY_AGAIN },
  "log-file-missing": { rule: "every log file that a digest names is there", remedy: COPY_AGAIN },
  "log-file-elsewhere": {
    rule: "a digest names log files of its own account, Region and bucket, below the folder",
    remedy: "do not use the digest's copy: compare it with the archive's",
  },
  "log-file-unproven": {
    rule: "a digest names every log file that was delivered while digests were",
    remedy:
      "copy the digests of its day as well; if they are there, look with S3's version history who put the file there",
  },
  "digest-altered": { rule: "a digest has the SHA-256 that its successor states", remedy: COPY_AGAIN },
  "digest-missing": {
    rule: "every digest that a successor names is there",
    remedy: `${COPY_AGAIN}; where the copy is meant to begin later, say so with --from`,
  },
  "digest-unreadable": {
    rule: "a digest is one complete gzip stream of JSON, of 64 MiB at most, with CloudTrail's fields",
    remedy: COPY_AGAIN,
  },
  "digest-moved": {
    rule: "a digest lies where it says that CloudTrail delivered it: bucket, prefix, account, Region, day and name",
    remedy: "copy the archive with its folders and names, into a folder without anything else",
  },
  "digest-not-in-chain": {
    rule: "the digest after it names it as its predecessor",
    remedy: "look with S3's version history who put it there: CloudTrail did not",
  },
  "digest-signature-invalid": {
    rule: "a digest's signature is by the key that it names",
    remedy: "save the keys and the signature again, and copy the digest again; if it stays so, treat it as an attack",
  },
  "digest-algorithm": {
    rule: "digests are signed with SHA256withRSA, and hashes are SHA-256",
    remedy: "a weaker algorithm is no proof; if CloudTrail has introduced a new one, this command must learn it",
  },
  "chain-interrupted": {
    rule: "a digest follows on the one before it",
    remedy:
      "somebody stopped the trail or its validation: look for StopLogging, UpdateTrail and DeleteTrail at that time",
  },
  "digests-end-early": {
    rule: "digests go on for as long as log files and other digests do",
    remedy:
      "copy the later digests; where the account was closed or the Region switched off then, say so with --to, for it alone",
  },
  "range-not-covered": {
    rule: "digests cover the whole range that was asked for",
    remedy: "copy the digests up to an hour after the range, or ask for a shorter one",
  },
  "digest-unsigned": {
    rule: "a digest's signature is known: its successor states it, or --newest-signature has it",
    remedy: "save it, and name the file with --newest-signature; or let the range end before it, with --to",
  },
  "signature-without-digest": {
    rule: "each signature of --newest-signature is that of a digest in the folder",
    remedy:
      "copy the digest that it belongs to: it was there when the signature was saved, and what came before it may be gone too",
  },
  "public-key-missing": {
    rule: "the public key that a digest names is among --keys",
    remedy:
      "save the keys of its Region and time: aws cloudtrail list-public-keys --region R --start-time T --end-time T",
  },
  "public-key-not-valid-then": {
    rule: "a digest is signed while its key is valid",
    remedy: "save the keys of that time again; if the dates stay as they are, treat it as an attack",
  },
  "not-a-file": {
    rule: "the folder has plain files and folders: nothing else is read or followed",
    remedy: "copy the archive into an empty folder",
  },
  "unknown-file": {
    rule: "what lies among log files and digests has the name of one",
    remedy: "take it away, or copy the archive into an empty folder",
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type FindingKind = keyof typeof KINDS;

export const FINDING_KINDS = Object.keys(KINDS) as readonly FindingKind[];

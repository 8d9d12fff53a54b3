import { counted } from "../../words";
import type { Finding, Note } from "../finding";
import { type Digest, isSigned } from "./digest";
import type { PublicKey } from "./keys";
import { type LoadedDigest, loadDigest } from "./load-digest";
import { minutesLater } from "./names";
import { pathOf } from "./place";
import { overlaps } from "./range";
import { type Above, aboveOf, type Basis, manyHours, type NamedLogFile, type Step, stampOf, type Walked } from "./step";

/** A step ends when it has named so many log files, so that it is worth handing on. */
const ENOUGH_LOG_FILES = 2_000;

/** Goes down a part of a chain of digests, and says which log files they name. Reads the digests, and nothing else. */
export function walk(step: Step, basis: Basis): Walked {
  const walker = new Walker(step, basis);
  return walker.run();
}

class Walker {
  private above: Above;
  private judged = 0;
  private digests = 0;
  private proven = 0;
  private isAtBeginning = false;
  private readonly findings: Finding[] = [];
  private readonly notes: Note[] = [];
  private readonly logFiles: NamedLogFile[] = [];
  private readonly isProvenFile: boolean[] = [];
  private readonly matched: number[] = [];
  private newest: Walked["newest"];

  constructor(
    private readonly step: Step,
    private readonly basis: Basis,
  ) {
    this.above = step.above;
  }

  run(): Walked {
    for (const path of this.step.paths) {
      if (this.isAtBeginning || this.logFiles.length >= ENOUGH_LOG_FILES) break;
      this.judge(path);
      this.judged += 1;
    }
    return {
      judged: this.judged,
      above: this.above,
      isAtBeginning: this.isAtBeginning,
      digests: this.digests,
      proven: this.proven,
      findings: this.findings,
      notes: this.notes,
      logFiles: this.logFiles,
      isProven: this.isProvenFile,
      matched: this.matched,
      ...(this.newest === undefined ? {} : { newest: this.newest }),
    };
  }

  private judge(path: string): void {
    const loaded = loadDigest(path, this.basis);
    if ("kind" in loaded) {
      this.digests += 1;
      this.findings.push(loaded);
      // What is not where the chain goes on takes nothing from it.
      const { above } = this;
      if (above.kind !== "names" || pathOf(this.basis.place, above.key) === path) this.above = { kind: "lost" };
      return;
    }
    const { digest } = loaded;
    const { from } = this.basis.range;
    if (from !== undefined && digest.digestEndTime <= from) {
      this.isAtBeginning = true;
      // The one above named it: that it is there at all is not asked, but a chain that skips to it is.
      if (this.above.kind === "names" && this.above.key !== digest.digestS3Object) this.reportMissing(digest);
      return;
    }
    const isInRange = overlaps(this.basis.range, digest.digestStartTime, digest.digestEndTime);
    if (isInRange) this.digests += 1;
    if (this.isOutsideChain(digest)) {
      this.find("digest-not-in-chain", digest, `names ${counted(digest.logFiles.length, "log file")}`);
      return;
    }
    const isProven = this.judgeLoaded(loaded, isInRange);
    if (isInRange) this.takeLogFiles(digest, isProven);
    if (this.above.kind === "nothing")
      this.newest = { key: digest.digestS3Object, end: digest.digestEndTime, sha256: loaded.hash, isProven };
    this.above = aboveOf(digest, isProven);
    if (from !== undefined && digest.digestStartTime <= from) this.isAtBeginning = true;
  }

  /** What the one above names is older than this one: CloudTrail's chain goes past it. */
  private isOutsideChain({ digestS3Object }: Digest): boolean {
    const { above } = this;
    return above.kind === "names" && above.isProven && stampOf(above.key) < stampOf(digestS3Object);
  }

  /** Whether CloudTrail wrote the digest, and all that speaks against it. */
  private judgeLoaded(loaded: LoadedDigest, isInRange: boolean): boolean {
    const { digest } = loaded;
    const { above } = this;
    if (above.kind === "names" && above.key === digest.digestS3Object)
      return this.judgeLinked(loaded, above, isInRange);
    if (above.kind === "names") this.reportMissing(digest);
    if (above.kind === "start") this.reportInterruption(digest, above);
    return this.judgeHead(loaded, isInRange);
  }

  private judgeLinked(loaded: LoadedDigest, above: Above & { kind: "names" }, isInRange: boolean): boolean {
    const { digest, hash } = loaded;
    if (above.hash !== null && above.hash.toLowerCase() !== hash && above.isProven) {
      this.find(
        "digest-altered",
        digest,
        `SHA-256 ${hash}, not ${above.hash}; it names ${counted(digest.logFiles.length, "log file")}, which nothing else proves`,
      );
      return false;
    }
    const saved = this.basis.signatures.findIndex(({ signature }) => signature === above.signature);
    if (saved >= 0) this.matched.push(saved);
    if (isInRange && above.start !== digest.digestEndTime && !this.step.isBackfill)
      this.notes.push({
        about: above.by,
        text: `it begins ${above.start}, and the digest that it follows on ends ${digest.digestEndTime}`,
      });
    const key = this.keyOf(digest, isInRange);
    // Without the key its hash proves it still: its successor, which is proven, states it.
    if (key === undefined) return above.isProven && above.hash !== null;
    if (isSigned(digest, hash, above.signature, key)) return this.count(isInRange);
    if (above.isProven) this.find("digest-signature-invalid", digest, `signature ${above.signature.slice(0, 16)}...`);
    else this.reportUnsigned(digest, "its successor cannot be believed");
    return false;
  }

  /** Its successor does not state its signature: somebody saved it, or nobody knows it. */
  private judgeHead(loaded: LoadedDigest, isInRange: boolean): boolean {
    const { digest, hash, size } = loaded;
    const key = this.keyOf(digest, isInRange);
    const saved = this.basis.signatures.findIndex(
      ({ signature, size: bytes }) => bytes === size && key !== undefined && isSigned(digest, hash, signature, key),
    );
    if (saved >= 0) {
      this.matched.push(saved);
      return this.count(isInRange);
    }
    if (isInRange && key !== undefined)
      this.reportUnsigned(digest, this.above.kind === "nothing" ? "it is the newest" : "its successor is lost or new");
    return false;
  }

  private count(isInRange: boolean): true {
    if (isInRange) this.proven += 1;
    return true;
  }

  private keyOf(digest: Digest, isInRange: boolean): PublicKey["key"] | undefined {
    const key = this.basis.keys.get(digest.digestPublicKeyFingerprint);
    if (!isInRange) return key?.key;
    if (key === undefined) {
      this.find("public-key-missing", digest, `fingerprint ${digest.digestPublicKeyFingerprint}`);
      return undefined;
    }
    // A backfill digest is signed later than what it covers; AWS's command line looks two hours past the end.
    const isLate = !this.step.isBackfill && minutesLater(key.validUntil, 120) < digest.digestEndTime;
    if (isLate || (key.validFrom > digest.digestEndTime && !this.step.isBackfill))
      this.find(
        "public-key-not-valid-then",
        digest,
        `key ${key.fingerprint}, valid from ${key.validFrom} until ${key.validUntil}`,
      );
    return key.key;
  }

  private takeLogFiles(digest: Digest, isProven: boolean): void {
    for (const { s3Bucket, s3Object, hashValue, hashAlgorithm } of digest.logFiles) {
      const path = pathOf(this.basis.place, s3Object);
      if (s3Bucket !== this.basis.place.bucket || path === undefined || !this.isOwn(path))
        this.find("log-file-elsewhere", digest, `s3://${s3Bucket}/${s3Object}`);
      else if (hashAlgorithm !== "SHA-256") this.find("digest-algorithm", digest, `${hashAlgorithm} for ${s3Object}`);
      else {
        this.logFiles.push({ key: s3Object, path, hash: hashValue });
        this.isProvenFile.push(isProven);
      }
    }
  }

  private isOwn(path: string): boolean {
    const { roots, region } = this.step;
    return roots.some((root) => path.startsWith(`${root}/`) && path.slice(root.length).split("/")[2] === region);
  }

  private reportMissing(next: Digest): void {
    const { above } = this;
    // One that cannot be believed may name anything, and what is older than this one is still to come.
    if (above.kind !== "names" || stampOf(above.key) < stampOf(next.digestS3Object)) return;
    const { from } = this.basis.range;
    const since = from !== undefined && from > next.digestEndTime ? from : next.digestEndTime;
    this.findings.push({
      kind: "digest-missing",
      file: above.key,
      value: `no such file; nothing proves what was delivered from ${since} to ${above.start}${manyHours(since, above.start)}`,
    });
  }

  private reportInterruption(older: Digest, above: Above & { kind: "start" }): void {
    if (this.step.isBackfill) return;
    this.findings.push({
      kind: "chain-interrupted",
      file: above.key,
      value: `a starting digest; nothing proves what was delivered from ${older.digestEndTime} to ${above.start}`,
    });
  }

  private reportUnsigned(digest: Digest, why: string): void {
    const { digestS3Bucket, digestS3Object, logFiles } = digest;
    this.find(
      "digest-unsigned",
      digest,
      `${why}; it names ${counted(logFiles.length, "log file")}; aws s3api head-object --bucket ${digestS3Bucket} --key ${digestS3Object}`,
    );
  }

  private find(kind: Finding["kind"], { digestS3Object }: Digest, value: string): void {
    this.findings.push({ kind, file: digestS3Object, value });
  }
}

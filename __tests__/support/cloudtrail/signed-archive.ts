import { createHash, createPrivateKey, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Digest, stringToSign } from "../../../src/tools/verify/offline/digest";

/** An object as CloudTrail delivers it. */
export interface Delivered {
  readonly key: string;
  readonly body: Buffer;
  /** Of a digest: what S3 shows as x-amz-meta-... */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly deliveredAt: Date;
  /** SHA-256 of what is compressed. */
  readonly hash: string;
}

/** A key pair of CloudTrail's in one Region, as `aws cloudtrail list-public-keys` shows the public one. */
export class SigningKey {
  readonly fingerprint: string;
  readonly value: string;
  private readonly privateKey: KeyObject;

  constructor(
    readonly validFrom = "2026-01-01T00:00:00Z",
    readonly validUntil = "2027-01-01T00:00:00Z",
  ) {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "pkcs1", format: "der" },
      privateKeyEncoding: { type: "pkcs1", format: "der" },
    });
    this.privateKey = createPrivateKey({ key: privateKey, format: "der", type: "pkcs1" });
    this.value = publicKey.toString("base64");
    this.fingerprint = createHash("md5").update(publicKey).digest("hex");
  }

  sign(text: string): string {
    return createSign("sha256").update(text).sign(this.privateKey).toString("hex");
  }

  /** As AWS's JSON protocol has it, and version 1 of the AWS command line prints it. */
  get entry() {
    return this.entryWith((iso) => Date.parse(iso) / 1000);
  }

  /** As version 2 of the AWS command line prints it. */
  get dated() {
    return this.entryWith((iso) => iso.replace("Z", ".000000+00:00"));
  }

  private entryWith<T>(moment: (iso: string) => T) {
    return {
      Value: this.value,
      ValidityStartTime: moment(this.validFrom),
      ValidityEndTime: moment(this.validUntil),
      Fingerprint: this.fingerprint,
    };
  }
}

/** What `aws cloudtrail list-public-keys` prints. */
export function listPublicKeys(...keys: readonly SigningKey[]): string {
  return `${JSON.stringify({ PublicKeyList: keys.map(({ dated }) => dated) }, null, 4)}\n`;
}

/** What `aws s3api head-object` prints of a digest. */
export function headObject({ body, metadata, deliveredAt }: Delivered): string {
  return `${JSON.stringify(
    {
      AcceptRanges: "bytes",
      LastModified: deliveredAt.toISOString().replace(".000Z", "+00:00"),
      ContentLength: body.length,
      ETag: `"${createHash("md5").update(body).digest("hex")}"`,
      ContentType: "application/json",
      ServerSideEncryption: "AES256",
      Metadata: metadata,
    },
    null,
    4,
  )}\n`;
}

export interface ChainOptions {
  readonly key: SigningKey;
  readonly bucket?: string;
  /** What stands before AWSLogs/. */
  readonly prefix?: string;
  readonly organizationId?: string;
  readonly accountId?: string;
  readonly region?: string;
  readonly trail?: string;
  readonly homeRegion?: string;
  /** When the first digest begins. */
  readonly start?: string;
}

/** A digest's text is laid out by nobody's JSON library in particular: its hash is of these bytes. */
type Changes = Partial<Digest>;

/**
 * A chain of digests and their log files, signed as CloudTrail signs them.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export class SignedChain {
  readonly bucket: string;
  private folder: string;
  private readonly accountId: string;
  private readonly region: string;
  private readonly file: string;
  private readonly key: SigningKey;
  private at: Date;
  private serial = 0;
  private previous: Delivered | undefined;

  constructor(options: ChainOptions) {
    const { key, bucket = "acme-org-cloudtrail-logs", prefix = "", organizationId = "o-exampleorgid" } = options;
    const { accountId = "111122223333", region = "eu-central-1", trail = "acme-org-trail" } = options;
    const { homeRegion = "eu-central-1", start = "2026-11-20T00:04:31Z" } = options;
    this.key = key;
    this.bucket = bucket;
    this.accountId = accountId;
    this.region = region;
    this.folder = folderOf(prefix, organizationId, accountId);
    this.file = `${accountId}_CloudTrail-Digest_${region}_${trail}_${homeRegion}`;
    this.at = new Date(start);
  }

  /** An hour's log files and the digest that names them, the digest last. */
  hour(contents: readonly string[], changes: Changes = {}): readonly Delivered[] {
    const start = this.at;
    const logs = contents.map((content, index) =>
      this.log(content, new Date(start.getTime() + (index % 11) * 300_000)),
    );
    return [...logs, this.digest(logs, changes)];
  }

  /** A log file of some time in the current hour. */
  log(content: string, at = this.at, folder = "CloudTrail"): Delivered {
    this.serial += 1;
    const minutes = Math.ceil(at.getTime() / 300_000) * 300_000;
    const stamp = iso(new Date(minutes)).replaceAll(/[-:]/g, "").replace("00Z", "Z");
    const id = this.serial.toString().padStart(16, "x");
    const name = `${this.accountId}_${folder}_${this.region}_${stamp}_${id}.json.gz`;
    return {
      key: `${this.folder}/${folder}/${this.region}/${dayOf(new Date(minutes))}/${name}`,
      body: gzipSync(content, { level: 1 }),
      deliveredAt: at,
      hash: sha256(content),
    };
  }

  /** The digest of the current hour, which then is over. */
  digest(logs: readonly Delivered[], changes: Changes = {}, suffix = ""): Delivered {
    const start = this.at;
    const end = new Date(start.getTime() + 3_600_000);
    this.at = end;
    const stamp = iso(end).replaceAll(/[-:]/g, "");
    const key = `${this.folder}/CloudTrail-Digest/${this.region}/${dayOf(end)}/${this.file}_${stamp}${suffix}.json.gz`;
    const { previous } = this;
    const digest: Digest = {
      awsAccountId: this.accountId,
      digestStartTime: iso(start),
      digestEndTime: iso(end),
      digestS3Bucket: this.bucket,
      digestS3Object: key,
      digestPublicKeyFingerprint: this.key.fingerprint,
      digestSignatureAlgorithm: "SHA256withRSA",
      previousDigestS3Bucket: previous === undefined ? null : this.bucket,
      previousDigestS3Object: previous?.key ?? null,
      previousDigestHashValue: previous?.hash ?? null,
      previousDigestHashAlgorithm: previous === undefined ? null : "SHA-256",
      previousDigestSignature: previous?.metadata?.signature ?? null,
      logFiles: logs.map(({ key: s3Object, hash }) => ({
        s3Bucket: this.bucket,
        s3Object,
        hashValue: hash,
        hashAlgorithm: "SHA-256",
      })),
      ...changes,
    };
    const content = JSON.stringify(digest);
    const hash = sha256(content);
    const signature = this.key.sign(stringToSign(digest, hash));
    const object = {
      key,
      body: gzipSync(content),
      metadata: { signature, "signature-algorithm": "SHA256withRSA" },
      deliveredAt: new Date(end.getTime() + 120_000),
      hash,
    };
    this.previous = object;
    return object;
  }

  /** The trail becomes the organization's, and delivers elsewhere from now on. */
  moveTo(organizationId: string): void {
    this.folder = folderOf("", organizationId, this.accountId);
  }

  /** The trail stands still, and begins a new chain. */
  stop(hours: number): void {
    this.at = new Date(this.at.getTime() + hours * 3_600_000);
    this.previous = undefined;
  }
}

function folderOf(...parts: readonly [prefix: string, organizationId: string, accountId: string]): string {
  const [prefix, ...ids] = parts;
  return [prefix, "AWSLogs", ...ids].filter((part) => part !== "").join("/");
}

function iso(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10).replaceAll("-", "/");
}

function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Writes objects below a folder, each where its key says, as `aws s3 sync` does. */
export function writeObjects(folder: string, objects: Iterable<Delivered>): void {
  for (const { key, body } of objects) {
    const path = join(folder, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body);
  }
}

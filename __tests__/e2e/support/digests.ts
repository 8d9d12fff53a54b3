import {
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type Names, namesOf } from "../../../src/naming";
import type { Emulator } from "../../../src/tools/emulator/emulator";
import type { LiveOrganization } from "./live-organization";

/** The digests that CloudTrail would have delivered to an organization's archive; the emulator delivers none. */
export class Digests {
  private readonly s3: S3Client;

  private constructor(
    emulator: Emulator,
    private readonly names: Names,
  ) {
    const { logArchiveAccountId, homeRegion } = names;
    this.s3 = new S3Client({ ...emulator.clientConfig(logArchiveAccountId, homeRegion), forcePathStyle: true });
  }

  /**
   * Takes the archive's policy away, once the trail has been made: it lets nobody write but the trail, and the emulator
   * cannot tell that from a test. The sentinel does not look at it.
   */
  static async of({ emulator, organization }: Pick<LiveOrganization, "emulator" | "organization">): Promise<Digests> {
    const digests = new Digests(emulator, namesOf(organization));
    await digests.s3.send(new DeleteBucketPolicyCommand(digests.bucket));
    return digests;
  }

  /** Takes it away only while `deliver` works, and puts it back as it was. */
  static async whileOpen(
    emulator: Emulator,
    names: Names,
    deliver: (digests: Digests) => Promise<unknown>,
  ): Promise<void> {
    const digests = new Digests(emulator, names);
    const { s3, bucket } = digests;
    const { Policy } = await s3.send(new GetBucketPolicyCommand(bucket));
    await s3.send(new DeleteBucketPolicyCommand(bucket));
    await deliver(digests);
    await s3.send(new PutBucketPolicyCommand({ ...bucket, Policy }));
  }

  /**
   * Delivers one without contents from each Region.
   * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
   */
  async deliver(accountId: string, regions: readonly string[], minutesAgo: number): Promise<void> {
    const [date = "", time = ""] = new Date(Date.now() - minutesAgo * 60_000).toISOString().split(/[T.]/);
    const { trail, homeRegion } = this.names;
    for (const region of regions) {
      const file = [
        accountId,
        "CloudTrail-Digest",
        region,
        trail.name,
        homeRegion,
        `${date.replaceAll("-", "")}T${time.replaceAll(":", "")}Z.json.gz`,
      ].join("_");
      const Key = `${this.folder(accountId)}${region}/${date.replaceAll("-", "/")}/${file}`;
      await this.s3.send(new PutObjectCommand({ ...this.bucket, Key, Body: "{}" }));
    }
  }

  /** Hides every digest of an account, or those from one Region: a lock keeps the versions. */
  async hide(accountId: string, region?: string): Promise<void> {
    const Prefix = `${this.folder(accountId)}${region === undefined ? "" : `${region}/`}`;
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ ...this.bucket, Prefix }));
    for (const { Key } of Contents) await this.s3.send(new DeleteObjectCommand({ ...this.bucket, Key }));
  }

  private get bucket() {
    return { Bucket: this.names.archive.bucket.name };
  }

  private folder(accountId: string): string {
    return `${this.names.archive.accountPrefix(accountId)}CloudTrail-Digest/`;
  }
}

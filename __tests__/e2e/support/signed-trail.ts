import { CloudTrailClient, CreateTrailCommand } from "@aws-sdk/client-cloudtrail";
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { namesOf } from "../../../src/naming";
import type { Delivered, SigningKey } from "../../support/cloudtrail/signed-archive";
import type { LiveOrganization } from "./live-organization";

/** The organization's trail, and a bucket with signed digests and logs: what the emulator's CloudTrail delivers none of. */
export class SignedTrail {
  private readonly s3: S3Client;
  private readonly bucket: { readonly Bucket: string };

  private constructor(live: LiveOrganization) {
    const { logArchiveAccountId, homeRegion, archive } = namesOf(live.organization);
    this.s3 = new S3Client({ ...live.emulator.clientConfig(logArchiveAccountId, homeRegion), forcePathStyle: true });
    this.bucket = { Bucket: archive.bucket.name };
  }

  /** Makes both; then takes the bucket's policy away, without which no trail is made, and behind which nobody delivers. */
  static async of(live: LiveOrganization, keys: Readonly<Record<string, SigningKey>>): Promise<SignedTrail> {
    const made = new SignedTrail(live);
    const { trail, managementAccountId, homeRegion } = namesOf(live.organization);
    // Of us-east-1 S3 wants no word.
    const location = homeRegion === "us-east-1" ? undefined : { LocationConstraint: homeRegion as "eu-central-1" };
    await made.s3.send(new CreateBucketCommand({ ...made.bucket, CreateBucketConfiguration: location }));
    const Policy = JSON.stringify(made.policy);
    await made.s3.send(new PutBucketPolicyCommand({ ...made.bucket, Policy }));
    await new CloudTrailClient(live.emulator.clientConfig(managementAccountId, homeRegion)).send(
      new CreateTrailCommand({
        Name: trail.name,
        S3BucketName: made.bucket.Bucket,
        IsMultiRegionTrail: true,
        IsOrganizationTrail: true,
        EnableLogFileValidation: true,
      }),
    );
    await made.s3.send(new DeleteBucketPolicyCommand(made.bucket));
    for (const [region, key] of Object.entries(keys)) await live.emulator.publicKeys(region, [key.entry]);
    return made;
  }

  async put(...objects: readonly Pick<Delivered, "key" | "body" | "metadata">[]): Promise<void> {
    for (const { key, body, metadata } of objects)
      await this.s3.send(new PutObjectCommand({ ...this.bucket, Key: key, Body: body, Metadata: { ...metadata } }));
  }

  async remove(...objects: readonly Pick<Delivered, "key">[]): Promise<void> {
    for (const { key } of objects) await this.s3.send(new DeleteObjectCommand({ ...this.bucket, Key: key }));
  }

  private get policy() {
    const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" };
    const arn = `arn:aws:s3:::${this.bucket.Bucket}`;
    return {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: CLOUDTRAIL, Action: "s3:GetBucketAcl", Resource: arn },
        { Effect: "Allow", Principal: CLOUDTRAIL, Action: "s3:PutObject", Resource: `${arn}/*` },
      ],
    };
  }
}

import { z } from "zod";
import { existingBucketName, keyPrefix, profile, region, text } from "./fields";

/** Where Terraform keeps its state. */
export const state = z.discriminatedUnion(
  "backend",
  [
    z.strictObject({
      /** A file beside the project, per organization and stack. */
      backend: z.literal("local"),
    }),
    z.strictObject({
      backend: z.literal("s3"),
      /** An existing, versioned bucket outside the accounts' workloads. */
      bucket: existingBucketName,
      region,
      /** Put before `<stack>.tfstate`. @default - the organization's name */
      prefix: keyPrefix.optional(),
      /**
       * Profile that reads and writes the state, where the shell has no credentials of its own, as with SSO.
       * @default - the credentials Terraform is started with
       */
      profile: profile.optional(),
      /** ARN of the key that encrypts the state. @default - the bucket's own default encryption */
      kmsKeyArn: text(
        /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
        "the ARN of a KMS key",
        "copy it from `aws kms describe-key`",
      ).optional(),
    }),
  ],
  { error: '`backend` is "local" or "s3"' },
);

import { describe, expect, it } from "vitest";
import { adoptableStacks, everythingOf } from "../support/adoptions";
import { askflorence, type Block, example, stackOf } from "../support/synthesized";

const PRIVATE = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};

describe("LogArchiveBucket", () => {
  const stack = () => stackOf(example, "log-archive");

  it("locks every object for the whole of the promised time", () => {
    expect(stack().at("log-archive-bucket/bucket")).toMatchObject({ object_lock_enabled: true });
    expect(stack().at("log-archive-bucket/object-lock")).toMatchObject({
      rule: { default_retention: { mode: "COMPLIANCE", days: 2557 } },
    });
  });

  it("puts its lock on a live bucket without replacing it", () => {
    const logArchive = adoptableStacks(askflorence).filter(({ name }) => name === "log-archive");
    const adopt = everythingOf(logArchive, () => "e9dfcdbe-19e1-491c-a8f9-d17612cf6353");
    const live = stackOf({ ...askflorence, adopt }, "log-archive");
    expect(live.at("log-archive-bucket/bucket").object_lock_enabled).toBeUndefined();
    expect(live.at("log-archive-bucket/object-lock")).toMatchObject({ rule: { default_retention: { years: 7 } } });
  });

  it("encrypts with the archive's key, object by object: a decrypt is evidence", () => {
    expect(stack().at("log-archive-bucket/encryption")).toMatchObject({
      rule: [
        {
          apply_server_side_encryption_by_default: {
            sse_algorithm: "aws:kms",
            kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\..+\.arn\}$/),
          },
          bucket_key_enabled: false,
        },
      ],
    });
  });

  it.each(["log-archive-bucket", "log-archive-bucket/access-logs"])(
    "%s is closed to the public, versioned, without ACLs",
    (bucket) => {
      expect(stack().at(`${bucket}/public-access-block`)).toMatchObject(PRIVATE);
      expect(stack().at(`${bucket}/ownership-controls`)).toMatchObject({
        rule: { object_ownership: "BucketOwnerEnforced" },
      });
      expect(stack().at(`${bucket}/versioning`)).toMatchObject({ versioning_configuration: { status: "Enabled" } });
      expect(stack().at(`${bucket}/notification`)).toMatchObject({ eventbridge: true });
    },
  );

  it("moves, expires and cleans up as the organization says", () => {
    expect(stack().at("log-archive-bucket/lifecycle").rule).toEqual([
      {
        id: "archive",
        status: "Enabled",
        filter: [{}],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        transition: [
          { days: 90, storage_class: "GLACIER_IR" },
          { days: 730, storage_class: "DEEP_ARCHIVE" },
        ],
        expiration: [{ days: 3653 }],
        noncurrent_version_expiration: [{ noncurrent_days: 2557 }],
      },
    ]);
  });

  it.each([askflorence, example])(
    "says in the plan of $name what S3 does not move: objects below 128 KB",
    (organization) => {
      expect(stackOf(organization, "log-archive").at("log-archive-bucket/lifecycle")).toMatchObject({
        transition_default_minimum_object_size: "all_storage_classes_128K",
      });
    },
  );

  it("expires nothing where the organization names no end", () => {
    expect(stackOf(askflorence, "log-archive").at("log-archive-bucket/lifecycle").rule).toEqual([
      {
        id: "archive",
        status: "Enabled",
        filter: [{}],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
    ]);
  });

  it("records who read it, for as long as what was read is kept", () => {
    expect(stack().at("log-archive-bucket/logging")).toMatchObject({
      // A reference would be known only after the apply.
      target_bucket: "example-org-cloudtrail-logs-444455556666-access-logs",
      target_prefix: "archive/",
      depends_on: [expect.stringMatching(/^aws_s3_bucket_policy\.log-archive-bucket_access-logs_policy_/)],
    });
    expect(stack().at("log-archive-bucket/access-logs/lifecycle")).toMatchObject({
      rule: [{ expiration: [{ days: 3653 }] }],
    });
    const [forever] = stackOf(askflorence, "log-archive").at("log-archive-bucket/access-logs/lifecycle")
      .rule as Block[];
    expect(forever).not.toHaveProperty("expiration");
  });

  it("counts what is asked of logs and digests, and not every look at its settings", () => {
    expect(stack().at("log-archive-bucket/metrics")).toMatchObject({
      name: "Deliveries",
      filter: { prefix: "AWSLogs/" },
    });
  });

  it("keeps its access logs where S3 can deliver them: no default lock, no KMS", () => {
    expect(stack().at("log-archive-bucket/access-logs/bucket").object_lock_enabled).toBeUndefined();
    expect(stack().at("log-archive-bucket/access-logs/encryption")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });
});

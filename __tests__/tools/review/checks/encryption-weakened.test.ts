import { describe } from "vitest";
import { itJudges } from "./attribute-cases";

const KEY = "aws_kms_key";
const ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";
const key = { enable_key_rotation: true, is_enabled: true, rotation_period_in_days: 365 };
const encryption = (sse_algorithm: string, kms_master_key_id = "", bucket_key_enabled: boolean | null = null) => ({
  rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm, kms_master_key_id }], bucket_key_enabled }],
});

describe("encryption-weakened", () => {
  itJudges("encryption-weakened", [
    ["a key that is no longer rotated", KEY, key, { ...key, enable_key_rotation: false }, "weaker"],
    ["a key that is rotated less often", KEY, key, { ...key, rotation_period_in_days: 2560 }, "weaker"],
    ["a key that is disabled", KEY, key, { ...key, is_enabled: false }, "weaker"],
    ["a key that is rotated more often is no finding", KEY, key, { ...key, rotation_period_in_days: 90 }, "nothing"],
    ["an alias of another key", "aws_kms_alias", { target_key_id: "a" }, { target_key_id: "b" }, "undecided"],
    [
      "an alias of a key that is yet to be made",
      "aws_kms_alias",
      { target_key_id: "a" },
      {},
      "undecided",
      { target_key_id: true },
    ],
    ["a log group without a key", "aws_cloudwatch_log_group", { kms_key_id: "a" }, { kms_key_id: "" }, "weaker"],
    [
      "a topic under another key",
      "aws_sns_topic",
      { kms_master_key_id: "a" },
      { kms_master_key_id: "alias/aws/sns" },
      "undecided",
    ],
    [
      "a log group under a key, as it had none, is no finding",
      "aws_cloudwatch_log_group",
      { kms_key_id: "" },
      { kms_key_id: "a" },
      "nothing",
    ],
    [
      "a log group under a key that is yet to be made, as it had none, is no finding",
      "aws_cloudwatch_log_group",
      { kms_key_id: "" },
      {},
      "nothing",
      { kms_key_id: true },
    ],
    [
      "a log group under a key that is yet to be made, as it had one",
      "aws_cloudwatch_log_group",
      { kms_key_id: "a" },
      {},
      "undecided",
      { kms_key_id: true },
    ],
    ["a bucket without a key of ours", ENCRYPTION, encryption("aws:kms", "a"), encryption("AES256"), "weaker"],
    ["a bucket under another key", ENCRYPTION, encryption("aws:kms", "a"), encryption("aws:kms", "b"), "undecided"],
    [
      "a bucket whose reads no longer show at the key",
      ENCRYPTION,
      encryption("aws:kms", "a", false),
      encryption("aws:kms", "a", true),
      "weaker",
    ],
    [
      "a bucket key that nobody mentions is no finding",
      ENCRYPTION,
      encryption("aws:kms", "a", false),
      encryption("aws:kms", "a", null),
      "nothing",
    ],
    [
      "a bucket under a key that is yet to be made",
      ENCRYPTION,
      encryption("aws:kms", "a"),
      encryption("aws:kms"),
      "undecided",
      { rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: true }] }] },
    ],
  ]);
});

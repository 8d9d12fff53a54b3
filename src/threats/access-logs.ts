import {
  AT_THE_ACCESS_LOGS_BORDER,
  accessLogBucketChange,
  accessLogChange,
  accessLogDestruction,
  onArchive,
  recentAccessLogChange,
  recentAccessLogDestruction,
} from "./archive-outcomes";
import { type Attack, each, onObjects, prevented, type Step } from "./attack";

const attack = (id: string, title: string, effect: string, steps: readonly Step[], from: Attack["from"]): Attack => ({
  id,
  plane: "archive",
  title,
  effect,
  steps,
  from,
});

/** Rewriting what tells who read the archive. */
export const ACCESS_LOG_ATTACKS: readonly Attack[] = [
  attack(
    "S14b",
    "Wrap the access logs in another key",
    "no lock refuses it there",
    onObjects("accessLog", "s3:UpdateObjectEncryption"),
    recentAccessLogChange,
  ),
  attack(
    "S19b",
    "Change or delete access logs",
    "who read is known no more; S3 delivers them to no bucket with a default lock",
    onObjects(
      "accessLog",
      "s3:BypassGovernanceRetention",
      "s3:DeleteObject",
      "s3:DeleteObjectTagging",
      "s3:DeleteObjectVersion",
      "s3:DeleteObjectVersionTagging",
      "s3:PutObjectAcl",
      "s3:PutObjectTagging",
    ),
    accessLogChange,
  ),
  attack(
    "S19c",
    "Delete, copy or open the access-log bucket",
    "the same, all at once",
    each(
      "accessLogBucket",
      "s3:DeleteBucket",
      "s3:DeleteBucketPolicy",
      "s3:PutBucketAcl",
      "s3:PutInventoryConfiguration",
      "s3:PutReplicationConfiguration",
    ),
    accessLogDestruction,
  ),
  attack(
    "S19i",
    "Let the access-log bucket's tags decide",
    "tags, which others may set, grant access",
    each("accessLogBucket", "s3:PutBucketAbac"),
    recentAccessLogDestruction,
  ),
  attack(
    "S19d",
    "Change the access-log bucket's settings",
    "the same by its policy, its lifecycle or its versioning",
    each(
      "accessLogBucket",
      "s3:PutBucketNotification",
      "s3:PutBucketOwnershipControls",
      "s3:PutBucketPolicy",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketVersioning",
      "s3:PutEncryptionConfiguration",
      "s3:PutLifecycleConfiguration",
    ),
    accessLogBucketChange,
  ),
  attack(
    "S19e",
    "Write forged access logs",
    "readers that never were",
    onObjects("accessLog", "s3:PutObject", "s3:ReplicateObject"),
    onArchive(["DenyAccessLogWritesExceptByS3"], [], AT_THE_ACCESS_LOGS_BORDER),
  ),
  {
    id: "S19f",
    plane: "archive",
    title: "Point another bucket's access logging at the access-log bucket",
    effect: "the same, by S3's own hand",
    steps: onObjects("accessLog", "s3:PutObject"),
    as: "foreign-bucket",
    from: { outside: prevented(["DenyAccessLogWritesExceptByS3", "RcpDenyServicesOutsideOrganization"]) },
  },
  attack(
    "S19g",
    "Talk to the access-log bucket without TLS",
    "whoever listens reads along",
    [{ action: "s3:ListBucket", target: "accessLogBucket", recorded: "never", tls: "none" }],
    onArchive(["DenyAccessLogInsecureTransport", "RcpDenyInsecureTransport"], [], AT_THE_ACCESS_LOGS_BORDER),
  ),
  attack(
    "S19h",
    "Talk to the access-log bucket over an outdated TLS",
    "the same, with more work",
    [{ action: "s3:ListBucket", target: "accessLogBucket", recorded: "never", tls: "1.1" }],
    onArchive(["DenyAccessLogOutdatedTls"], [], AT_THE_ACCESS_LOGS_BORDER),
  ),
];

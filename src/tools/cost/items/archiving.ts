import type { Block } from "../../../adoption/stack-json";
import type { Transition } from "../../../config/organization";
import type { PriceName } from "../prices";
import { GB } from "../traffic";
import { DAYS } from "../usage";
import type { Given, Item } from "./item";
import { listingsOf } from "./rhythm";

type StorageClass = Transition["storageClass"] | "STANDARD";

const CLASSES: Readonly<Record<StorageClass, { readonly price: PriceName; readonly words: string }>> = {
  STANDARD: { price: "s3-standard", words: "S3 Standard" },
  STANDARD_IA: { price: "s3-standard-ia", words: "S3 Standard-IA" },
  INTELLIGENT_TIERING: { price: "s3-intelligent-tiering", words: "S3 Intelligent-Tiering" },
  GLACIER_IR: { price: "s3-glacier-ir", words: "S3 Glacier Instant Retrieval" },
  GLACIER: { price: "s3-glacier", words: "S3 Glacier Flexible Retrieval" },
  DEEP_ARCHIVE: { price: "s3-deep-archive", words: "S3 Glacier Deep Archive" },
};

const MOVES: Readonly<Record<Transition["storageClass"], PriceName>> = {
  STANDARD_IA: "s3-to-standard-ia",
  INTELLIGENT_TIERING: "s3-to-intelligent-tiering",
  GLACIER_IR: "s3-to-glacier-ir",
  GLACIER: "s3-to-glacier",
  DEEP_ARCHIVE: "s3-to-deep-archive",
};

/** No class takes a smaller object. https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const SMALLEST_MOVED = 128 * 1024;

/** The archive, and who asks it. */
export const ARCHIVING: readonly Item[] = [
  {
    id: "log-files",
    what: "log files that CloudTrail puts into the archive",
    price: "s3-put",
    part: "growing",
    types: ["aws_s3_bucket"],
    quantity: ({ traffic }) => traffic.files,
  },
  {
    id: "digests",
    what: "digests, one an hour for each account and enabled Region",
    price: "s3-put",
    part: "fixed",
    types: ["aws_s3_bucket"],
    quantity: ({ traffic }) => traffic.digests,
  },
  {
    id: "archive-events",
    what: "S3's events of what is put into the archive",
    price: "eventbridge-events",
    part: "growing",
    types: ["aws_s3_bucket_notification"],
    quantity: ({ emitted, traffic }) =>
      emitted.at("log-archive-bucket/notification").eventbridge === true ? traffic.files + traffic.digests : 0,
  },
  ...(Object.keys(CLASSES) as StorageClass[]).map(
    (storageClass): Item => ({
      id: `archive-${storageClass.toLowerCase().replaceAll("_", "-")}`,
      what: `what the archive keeps in ${CLASSES[storageClass].words}`,
      price: CLASSES[storageClass].price,
      part: "growing",
      types: ["aws_s3_bucket", "aws_s3_bucket_object_lock_configuration", "aws_s3_bucket_lifecycle_configuration"],
      quantity: (given, month) => storedIn(storageClass, given, month),
    }),
  ),
  ...(Object.keys(MOVES) as Transition["storageClass"][]).map(
    (storageClass): Item => ({
      id: `moves-to-${storageClass.toLowerCase().replaceAll("_", "-")}`,
      what: `log files that move to ${CLASSES[storageClass].words}`,
      price: MOVES[storageClass],
      part: "growing",
      types: ["aws_s3_bucket_lifecycle_configuration"],
      quantity: (given, month) =>
        transitionsOf(given).some((one) => one.storageClass === storageClass && one.afterDays < month * DAYS)
          ? given.traffic.files
          : 0,
    }),
  ),
  {
    id: "access-log",
    what: "the archive's access log",
    price: "s3-standard",
    part: "growing",
    types: ["aws_s3_bucket_logging", "aws_s3_bucket_lifecycle_configuration"],
    quantity: (given, month) => {
      const { traffic, emitted } = given;
      const requests = traffic.files * (1 + readsOf(given)) + traffic.digests + listingsOf(given);
      const kept = keptMonths(emitted.at("log-archive-bucket/access-logs/lifecycle"));
      return ((requests * given.assume("accessLogBytes")) / GB) * Math.min(month, kept);
    },
  },
  {
    id: "queries",
    what: "what queries read",
    price: "athena-scanned",
    part: "growing",
    types: ["aws_athena_workgroup", "aws_glue_catalog_table"],
    quantity: (given) => given.traffic.logGigabytes * readsOf(given),
  },
  {
    id: "query-reads",
    what: "log files that queries read",
    price: "s3-get",
    part: "growing",
    types: ["aws_athena_workgroup"],
    quantity: (given) => given.traffic.files * readsOf(given),
  },
  {
    id: "query-decryption",
    what: "log files that queries decrypt; what CloudTrail encrypts is free",
    price: "kms-requests",
    part: "growing",
    types: ["aws_athena_workgroup"],
    quantity: (given) => given.traffic.files * readsOf(given),
  },
];

/** Readings of a month of logs, where there is a workbench. */
function readsOf({ emitted, assume }: Given): number {
  return emitted.count("aws_athena_workgroup") === 0 ? 0 : assume("queries");
}

interface LifecycleRule {
  readonly transition?: readonly { readonly days: number; readonly storage_class: Transition["storageClass"] }[];
  readonly expiration?: readonly { readonly days: number }[];
  readonly noncurrent_version_expiration?: readonly { readonly noncurrent_days: number }[];
}

function ruleOf(lifecycle: Block): LifecycleRule {
  const [rule = {}] = lifecycle.rule as readonly LifecycleRule[];
  return rule;
}

/** Months that an object is paid for: until it is hidden, and then until its hidden version is deleted. */
function keptMonths(lifecycle: Block): number {
  const { expiration: [hidden] = [], noncurrent_version_expiration: [deleted] = [] } = ruleOf(lifecycle);
  if (hidden === undefined || deleted === undefined) return Number.POSITIVE_INFINITY;
  return (hidden.days + deleted.noncurrent_days) / DAYS;
}

/** Moves between classes, in order; none where the files are too small. */
function transitionsOf({ emitted, traffic }: Given): readonly Transition[] {
  if (traffic.fileBytes < SMALLEST_MOVED) return [];
  const { transition = [] } = ruleOf(emitted.at("log-archive-bucket/lifecycle"));
  return transition.map(({ days, storage_class: storageClass }) => ({ afterDays: days, storageClass }));
}

/** GB in a class at the end of a month. Every month brings the same, and keeps it until it may go. */
function storedIn(storageClass: StorageClass, given: Given, month: number): number {
  const { traffic, emitted } = given;
  const kept = Math.min(month, keptMonths(emitted.at("log-archive-bucket/lifecycle")));
  const stays: readonly { readonly afterDays: number; readonly storageClass: StorageClass }[] = [
    { afterDays: 0, storageClass: "STANDARD" },
    ...transitionsOf(given),
  ];
  const months = stays.reduce((sum, stay, index) => {
    const from = stay.afterDays / DAYS;
    const until = Math.min(kept, (stays[index + 1]?.afterDays ?? Number.POSITIVE_INFINITY) / DAYS);
    return stay.storageClass === storageClass ? sum + Math.max(0, until - from) : sum;
  }, 0);
  return traffic.logGigabytes * months + (storageClass === "STANDARD" ? traffic.digestGigabytes * kept : 0);
}

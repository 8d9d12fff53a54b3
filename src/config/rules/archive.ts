import { accessLogBucketName, lockDays } from "../archive-terms";
import type { Rule } from "./rule";

/**
 * S3 moves nothing into this class before its 30th day, nor on from it before 30 days more.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 * https://repost.aws/knowledge-center/s3-lifecycle-rule-glacier-storage
 */
const THIRTY_DAY_CLASS = "STANDARD_IA";

/** S3's order of storage classes; a lifecycle only moves downwards. */
const STORAGE_CLASS_ORDER = ["STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];

export const lockHasOneLength: Rule = ({ archive }) => {
  const lock = archive?.objectLock;
  if (lock === undefined || "days" in lock !== "years" in lock) return [];
  return [
    {
      path: "archive.objectLock",
      value: lock,
      rule: "exactly one of `years` and `days`",
      remedy: "keep the one your retention policy states",
    },
  ];
};

export const nothingExpiresBeforeTheLockEnds: Rule = ({ archive }) => {
  const lock = archive?.objectLock;
  if (lock === undefined) return [];
  const locked = lockDays(lock);
  const expiries = [
    { path: "archive.retentionDays", days: archive?.retentionDays },
    {
      path: "archive.lifecycle.expireNoncurrentVersionsAfterDays",
      days: archive?.lifecycle?.expireNoncurrentVersionsAfterDays,
    },
  ];
  return expiries.flatMap(({ path, days }) =>
    days === undefined || days >= locked
      ? []
      : [
          {
            path,
            value: days,
            rule: `no less than the Object Lock, ${locked} days: what is locked cannot expire, only be hidden`,
            remedy: `write ${locked} or more, or leave it out to keep everything`,
          },
        ],
  );
};

export const transitionsGoDownwards: Rule = ({ archive }) => {
  const transitions = archive?.lifecycle?.transitions ?? [];
  return transitions.flatMap((transition, index) => {
    const { afterDays, storageClass } = transition ?? {};
    const before = transitions[index - 1];
    if (afterDays === undefined || storageClass === undefined) return [];
    const tooEarly = storageClass === THIRTY_DAY_CLASS && afterDays < 30;
    const tooSoon =
      before?.afterDays !== undefined && before.storageClass === THIRTY_DAY_CLASS && afterDays < before.afterDays + 30;
    const outOfOrder =
      before?.afterDays !== undefined &&
      before.storageClass !== undefined &&
      (before.afterDays >= afterDays ||
        STORAGE_CLASS_ORDER.indexOf(before.storageClass) >= STORAGE_CLASS_ORDER.indexOf(storageClass));
    const expired = archive?.retentionDays !== undefined && archive.retentionDays <= afterDays;
    if (!tooEarly && !tooSoon && !outOfOrder && !expired) return [];
    return [
      {
        path: `archive.lifecycle.transitions[${index}]`,
        value: transition,
        rule: `later and cheaper than the one before it (${STORAGE_CLASS_ORDER.join(", ")}), before retentionDays; STANDARD_IA after 30 days at the earliest, and what follows it 30 days later or more`,
        remedy: "sort the transitions, move this one to a later day, or delete it",
      },
    ];
  });
};

export const stateIsOutsideTheArchive: Rule = ({ state, archive }) => {
  if (state?.backend !== "s3" || state.bucket === undefined || archive?.bucketName === undefined) return [];
  if (![archive.bucketName, accessLogBucketName(archive.bucketName)].includes(state.bucket)) return [];
  return [
    {
      path: "state.bucket",
      value: state.bucket,
      rule: "not a bucket of the archive: its lock would keep every state ever written, and only the trail may write there",
      remedy: "name a versioned bucket of its own",
    },
  ];
};

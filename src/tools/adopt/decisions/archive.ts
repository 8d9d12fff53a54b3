import type { LifecycleRule, Transition } from "@aws-sdk/client-s3";
import type { Decision, Question } from "./decision";

const BUCKET = "log-archive: log-archive-bucket";

/** What the archive's bucket and key have that the description's would replace. */
export const archive: Question = (compared) =>
  [keyAlias, keyDescription, bucketKey, lock, lifecycle, accessLog, notifications].flatMap(
    (question) => question(compared) ?? [],
  );

type One = (compared: Parameters<Question>[0]) => Decision | undefined;

const keyAlias: One = ({ names, survey: { key, trail } }) => {
  if (trail === undefined) return undefined;
  const about = { address: "log-archive: org-logs-key/key", described: names.archiveKeyAlias };
  if (key === undefined) {
    return {
      ...about,
      check: "adopt-no-key",
      what: "No key of the organization's encrypts the archive.",
      live: "S3's own encryption",
      otherwise:
        "Terraform makes a key, for what is delivered from then on: nobody can delete it later. What is there stays as it is encrypted. From log-archive's apply until management's the bucket refuses the trail's logs; CloudTrail tries again for 30 days.",
    };
  }
  if (key.accountId !== names.logArchiveAccountId || key.multiRegion) {
    return {
      ...about,
      check: "adopt-foreign-key",
      what: key.multiRegion
        ? "The archive's key is a multi-Region key, which this cannot adopt."
        : "The archive's key is another account's, which this cannot adopt.",
      live: key.arn,
      otherwise:
        "Terraform makes a second key and encrypts with it from then on. Keep the old one for ever: what it encrypted is readable with it alone. From log-archive's apply until management's the bucket refuses the trail's logs; CloudTrail tries again for 30 days.",
    };
  }
  if (key.aliases.includes(names.archiveKeyAlias)) return undefined;
  const [alias] = key.aliases;
  return {
    ...about,
    check: "adopt-key-alias",
    what: "The archive's key has another alias.",
    live: key.aliases.join(", ") || "(none)",
    ...(alias === undefined ? {} : { keep: `key: { alias: ${JSON.stringify(alias)} }` }),
    otherwise: "The key is adopted all the same; Terraform puts its own alias beside.",
  };
};

const keyDescription: One = ({ survey: { key } }) => {
  if (key === undefined || key.description === OUR_KEY_DESCRIPTION) return undefined;
  return {
    check: "adopt-key-description",
    address: "log-archive: org-logs-key/key",
    what: "The archive's key has another description.",
    live: key.description || "(none)",
    described: OUR_KEY_DESCRIPTION,
    otherwise: "The text is replaced. No policy reads it; an inventory of yours may.",
    covers: [{ path: "org-logs-key/key", attribute: "description" }],
  };
};

/** As src/constructs/org-logs-key.ts writes it; a test compares the two. */
export const OUR_KEY_DESCRIPTION = "Encrypts the organization's audit trail";

const bucketKey: One = ({ survey: { bucket } }) => {
  if (bucket?.bucketKey !== true) return undefined;
  return {
    check: "adopt-bucket-key",
    address: `${BUCKET}/encryption`,
    what: "The bucket has an S3 Bucket Key.",
    live: "on",
    described: "off: each object's decrypt is then recorded, with the object's name",
    otherwise:
      "It is turned off for what is delivered from then on. Each log file that is read is then a KMS request of its own: 0.03 USD for 10,000.",
    covers: [{ path: "log-archive-bucket/encryption", attribute: "rule" }],
  };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html#object-lock-configure-existing-bucket */
const lock: One = ({ organization, survey: { bucket } }) => {
  if (bucket === undefined || bucket.locked) return undefined;
  const { mode, years, days } = organization.archive.objectLock;
  return {
    check: "adopt-no-lock",
    address: `${BUCKET}/object-lock`,
    what: "The bucket has no Object Lock.",
    live: bucket.versioned ? "versioned, not locked" : "neither versioned nor locked",
    described: `${mode}, ${years === undefined ? `${days} days` : `${years} years`}`,
    otherwise: `Versions and lock are put on it. What is delivered from then on is locked${mode === "COMPLIANCE" ? ", and nobody can undo that" : ""}; what is there already is not: lock it by hand, version by version, where it matters.`,
    covers: [
      { path: "log-archive-bucket/bucket", attribute: "object_lock_enabled" },
      { path: "log-archive-bucket/versioning", attribute: "versioning_configuration" },
    ],
  };
};

const lifecycle: One = ({ organization, survey: { bucket } }) => {
  if (bucket === undefined || bucket.lifecycle.length === 0) return undefined;
  // Ours, live already.
  if (bucket.lifecycle.every(({ ID }) => ID === "archive")) return undefined;
  const kept = keptTransitions(bucket.lifecycle);
  const { retentionDays } = organization.archive;
  return {
    check: "adopt-lifecycle",
    address: `${BUCKET}/lifecycle`,
    what: "The bucket has a lifecycle.",
    live: bucket.lifecycle.map(describeRule).join("; "),
    described:
      retentionDays === undefined
        ? "logs are kept for ever"
        : `logs are hidden after ${retentionDays} days, then deleted`,
    ...(kept === undefined ? {} : { keep: `archive: { lifecycle: { transitions: ${kept} } }` }),
    otherwise: "Its rules are replaced by the description's. What was moved to another storage class stays there.",
    covers: [{ path: "log-archive-bucket/lifecycle", attribute: "rule" }],
  };
};

/** The rules as the description writes them, where it can. */
function keptTransitions(rules: readonly LifecycleRule[]): string | undefined {
  const [rule, ...others] = rules;
  if (rule === undefined || others.length > 0 || rule.Status !== "Enabled") return undefined;
  const whole =
    (rule.Filter?.Prefix ?? rule.Prefix ?? "") === "" &&
    rule.Filter?.Tag === undefined &&
    rule.Filter?.And === undefined;
  const only = rule.Expiration === undefined && rule.NoncurrentVersionExpiration === undefined;
  const { Transitions: transitions = [] } = rule;
  if (!whole || !only || transitions.length === 0 || transitions.some(({ Days }) => Days === undefined))
    return undefined;
  return `[${transitions.map(({ Days, StorageClass }) => `{ afterDays: ${Days}, storageClass: ${JSON.stringify(StorageClass)} }`).join(", ")}]`;
}

function describeRule({
  ID,
  Status,
  Transitions = [],
  Expiration,
  NoncurrentVersionExpiration: noncurrent,
}: LifecycleRule): string {
  const parts = [
    ...Transitions.map((transition: Transition) => `to ${transition.StorageClass} after ${transition.Days} days`),
    ...(Expiration?.Days === undefined ? [] : [`expires after ${Expiration.Days} days`]),
    ...(noncurrent?.NoncurrentDays === undefined ? [] : [`old versions go after ${noncurrent.NoncurrentDays} days`]),
  ];
  return `${ID ?? "a rule"}${Status === "Enabled" ? "" : " (off)"}: ${parts.join(", ") || "nothing that moves or deletes a version"}`;
}

const accessLog: One = ({ names, survey: { bucket } }) => {
  const live = bucket?.accessLog;
  if (live === undefined || live.bucket === names.archive.accessLogBucket.name) return undefined;
  return {
    check: "adopt-access-log",
    address: `${BUCKET}/logging`,
    what: "The bucket's access log goes to another bucket.",
    live: `s3://${live.bucket}/${live.prefix}`,
    described: `s3://${names.archive.accessLogBucket.name}/archive/`,
    otherwise: "From then on it goes to the description's; what the other bucket has stays there.",
    covers: [
      { path: "log-archive-bucket/logging", attribute: "target_bucket" },
      { path: "log-archive-bucket/logging", attribute: "target_prefix" },
    ],
  };
};

const notifications: One = ({ survey: { bucket } }) => {
  if (bucket === undefined || bucket.notifies.length === 0) return undefined;
  return {
    check: "adopt-notifications",
    address: `${BUCKET}/notification`,
    what: "The bucket tells somebody of its objects.",
    live: bucket.notifies.join(", "),
    described: "EventBridge alone",
    otherwise: "They are told nothing more. Let an EventBridge rule of yours tell them, before the deploy.",
    covers: ["topic", "queue", "lambda_function"].map((attribute) => ({
      path: "log-archive-bucket/notification",
      attribute,
    })),
  };
};

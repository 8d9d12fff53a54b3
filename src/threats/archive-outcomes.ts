import { type Attack, detected, fromMembers, NO_DEPLOY_ROLE, notGranted, type Outcome, prevented } from "./attack";

/** What is left in the log-archive account without a deploy role to exempt (ADR 0011). */
export const UNGUARDED = detected(NO_DEPLOY_ROLE, "archive-bucket-changed", "changed-outside-terraform");

/** What stops strangers at the bucket besides. */
export const AT_THE_BORDER = ["DenyPrincipalsOutsideOrganization", "RcpDenyOutsideOrganization"];
export const AT_THE_ACCESS_LOGS_BORDER = ["DenyAccessLogPrincipalsOutsideOrganization", "RcpDenyOutsideOrganization"];

/** What becomes of an attack where a description leaves every statement out that would prevent it. */
interface Left {
  /** In the log-archive account. @default - a statement is always there */
  readonly inAccount?: Outcome;
  /** In the other accounts of the organization. @default - a statement is always there */
  readonly inOthers?: Outcome;
}

/**
 * The same from everywhere, but that the service control policy binds the log-archive account's own, and that strangers
 * are stopped at the border besides.
 */
export function onArchive(
  everywhere: readonly string[],
  inAccount: readonly string[],
  border = AT_THE_BORDER,
  left: Left = {},
): Attack["from"] {
  const others = prevented(everywhere, left.inOthers);
  return {
    ...fromMembers(others),
    management: others,
    "log-archive": prevented([...inAccount, ...everywhere], left.inAccount),
    outside: prevented([...everywhere, ...border]),
  };
}

/** By actions that are too new for a bucket policy: only the organization's policies name them. */
const RECENT: Left = { inOthers: notGranted };
const CHANGE: Left = { inAccount: UNGUARDED, inOthers: notGranted };
/** By calls that a benchmark's filter counts besides. */
const ACCESS_CHANGE: Left = {
  inAccount: detected(
    NO_DEPLOY_ROLE,
    "archive-bucket-changed",
    "changed-outside-terraform",
    "cis-4-8-bucket-policy-changed",
  ),
  inOthers: notGranted,
};

const CHANGES_EXCEPT_BY_DEPLOY_ROLE = ["DenyBucketChangesExceptByDeployRole", "RcpDenyChangesExceptByDeployRole"];
const ARCHIVE_CHANGES = ["DenyArchiveBucketChanges", "DenyArchiveChangesByRoot"];

export const objectChange = onArchive(["DenyObjectChanges", "RcpDenyArchiveDestruction"], ["DenyArchiveObjectChanges"]);
export const bucketDestruction = onArchive(
  ["DenyBucketDestruction", "RcpDenyArchiveDestruction"],
  ["DenyArchiveBucketDestruction"],
);
export const bucketChange = onArchive(CHANGES_EXCEPT_BY_DEPLOY_ROLE, ARCHIVE_CHANGES, AT_THE_BORDER, CHANGE);
export const bucketAccessChange = onArchive(
  CHANGES_EXCEPT_BY_DEPLOY_ROLE,
  ARCHIVE_CHANGES,
  AT_THE_BORDER,
  ACCESS_CHANGE,
);
export const recentObjectChange = onArchive(
  ["RcpDenyArchiveDestruction"],
  ["DenyArchiveObjectChanges"],
  AT_THE_BORDER,
  RECENT,
);
export const recentBucketDestruction = onArchive(
  ["RcpDenyArchiveDestruction"],
  ["DenyArchiveBucketDestruction"],
  AT_THE_BORDER,
  RECENT,
);
export const recentBucketChange = onArchive(
  ["RcpDenyChangesExceptByDeployRole"],
  ARCHIVE_CHANGES,
  AT_THE_BORDER,
  CHANGE,
);
export const recentAccessLogChange = onArchive(
  ["RcpDenyArchiveDestruction"],
  ["DenyArchiveObjectChanges"],
  AT_THE_ACCESS_LOGS_BORDER,
  RECENT,
);
export const recentAccessLogDestruction = onArchive(
  ["RcpDenyArchiveDestruction"],
  ["DenyArchiveBucketDestruction"],
  AT_THE_ACCESS_LOGS_BORDER,
  RECENT,
);
export const accessLogChange = onArchive(
  ["DenyAccessLogChanges", "RcpDenyArchiveDestruction"],
  ["DenyArchiveObjectChanges"],
  AT_THE_ACCESS_LOGS_BORDER,
);
export const accessLogDestruction = onArchive(
  ["DenyAccessLogChanges", "RcpDenyArchiveDestruction"],
  ["DenyArchiveBucketDestruction"],
  AT_THE_ACCESS_LOGS_BORDER,
);
export const accessLogBucketChange = onArchive(
  ["RcpDenyChangesExceptByDeployRole"],
  ARCHIVE_CHANGES,
  AT_THE_ACCESS_LOGS_BORDER,
  CHANGE,
);
/** Alternate ways to the bucket: nobody is let in by one. */
export const accessPath: Attack["from"] = {
  "log-archive": detected(
    "S3 does not say which bucket it is for; what comes by it, the bucket's policy refuses (read-by-access-point), as it does the role that calls",
    "archive-bucket-changed",
    "changed-outside-terraform",
  ),
};
export const accessGrant: Attack["from"] = { "log-archive": prevented(["DenyArchiveAccessGrants"]) };
export const read = onArchive(["DenyReadsExceptByReaders"], []);

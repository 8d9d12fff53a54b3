import { type Attack, detected, fromMembers, NO_DEPLOY_ROLE, notGranted, prevented, type Step } from "./attack";

/** An attack on the archive or on its access logs. */
export const attack = (
  id: string,
  title: string,
  effect: string,
  steps: readonly Step[],
  from: Attack["from"],
): Attack => ({
  id,
  plane: "archive",
  title,
  effect,
  steps,
  from,
});

/** What is left in the log-archive account without a deploy role to exempt (ADR 0011). */
export const UNGUARDED = detected(NO_DEPLOY_ROLE, "archive-bucket-changed");

/** What stops strangers at the bucket besides. */
export const AT_THE_BORDER = ["DenyPrincipalsOutsideOrganization", "RcpDenyOutsideOrganization"];
export const AT_THE_ACCESS_LOGS_BORDER = ["DenyAccessLogPrincipalsOutsideOrganization", "RcpDenyOutsideOrganization"];

/**
 * The same from everywhere, but that the service control policy binds the log-archive account's own, and that strangers
 * are stopped at the border besides.
 */
export function onArchive(
  everywhere: readonly string[],
  inAccount: readonly string[],
  border = AT_THE_BORDER,
): Attack["from"] {
  const others = prevented(everywhere, notGranted);
  return {
    ...fromMembers(others),
    management: others,
    "log-archive": prevented([...inAccount, ...everywhere], UNGUARDED),
    outside: prevented([...everywhere, ...border], notGranted),
  };
}

export const objectChange = onArchive(["DenyObjectChanges", "RcpDenyArchiveDestruction"], ["DenyArchiveObjectChanges"]);
export const bucketDestruction = onArchive(
  ["DenyBucketDestruction", "RcpDenyArchiveDestruction"],
  ["DenyArchiveBucketDestruction"],
);
export const bucketChange = onArchive(
  ["DenyBucketChangesExceptByDeployRole", "RcpDenyChangesExceptByDeployRole"],
  ["DenyArchiveBucketChanges", "DenyArchiveChangesByRoot"],
);
/** By actions that are too new for a bucket policy: only the organization's policies name them. */
export const recentObjectChange = onArchive(["RcpDenyArchiveDestruction"], ["DenyArchiveObjectChanges"]);
export const recentBucketDestruction = onArchive(["RcpDenyArchiveDestruction"], ["DenyArchiveBucketDestruction"]);
export const recentBucketChange = onArchive(
  ["RcpDenyChangesExceptByDeployRole"],
  ["DenyArchiveBucketChanges", "DenyArchiveChangesByRoot"],
);
export const recentAccessLogChange = onArchive(
  ["RcpDenyArchiveDestruction"],
  ["DenyArchiveObjectChanges"],
  AT_THE_ACCESS_LOGS_BORDER,
);
export const recentAccessLogDestruction = onArchive(
  ["RcpDenyArchiveDestruction"],
  ["DenyArchiveBucketDestruction"],
  AT_THE_ACCESS_LOGS_BORDER,
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
  ["DenyArchiveBucketChanges", "DenyArchiveChangesByRoot"],
  AT_THE_ACCESS_LOGS_BORDER,
);
export const sideDoor: Attack["from"] = { "log-archive": prevented(["DenyArchiveSideDoors"]) };
export const read = onArchive(["DenyReadsExceptByReaders"], []);

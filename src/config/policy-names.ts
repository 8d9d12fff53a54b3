/** Names of the service control policies, where none is live under another one. */
export const OUR_POLICY_NAMES = {
  baseline: "ScpBaseline",
  trail: "OrgAuditTrail",
  detection: "OrgAuditDetection",
  archive: "OrgAuditArchive",
} as const;

import type { OrganizationInput } from "../src/config/organization";

/**
 * AskFlorence, as it is live since 2026-04-18. Four things are not known here:
 * - The two workload accounts' ids. The trail covers them without a stack; each gets one when its id is added under
 *   `accounts.workloads`.
 * - Whether the SSO permission set AdministratorAccess changes the log archive too. It is the deploy role, because the
 *   trail is changed only through it. That it changes the log archive is our assumption: it must be assigned there before
 *   the first apply, and the profile below must sign in to it.
 * - Whom to call. Until `alerts` names somebody, alarms and topics exist and nobody is subscribed; synth says so.
 * - Which member account, if any, administers AWS Config, GuardDuty and Security Hub. Until
 *   `guardrails.securityServicesAdministrator` names it, only the management account does.
 */
const askflorence: OrganizationInput = {
  name: "askflorence",
  organizationId: "o-vefew8kgv1",
  homeRegion: "us-east-1",
  governedRegions: ["us-east-1"],
  accounts: {
    management: { id: "778477254880", deploy: { profile: "askflorence-management" } },
    logArchive: {
      id: "754660694122",
      organizationalUnit: "Security",
      deploy: { profile: "askflorence-log-archive" },
    },
  },
  trail: {
    name: "askflorence-org-trail",
    logGroupRetentionDays: 365,
    insights: ["ApiCallRateInsight", "ApiErrorRateInsight"],
    logGroupReaders: [{ permissionSet: "SecurityAudit" }],
  },
  archive: {
    bucketName: "askflorence-org-cloudtrail-logs-754660694122",
    objectLock: { mode: "COMPLIANCE", years: 7 },
    // Incident access: the SSO permission set SecurityAudit in the log-archive account, four hours at a time.
    readers: [{ accountId: "754660694122", role: { permissionSet: "SecurityAudit" } }],
  },
  // Whoever responds to an incident asks in SQL; in the log-archive account, as there is no security account.
  workbench: { analysts: [{ accountId: "754660694122", role: { permissionSet: "SecurityAudit" } }] },
  // The same people by a role whose every use is told of. Once they use it, `archive.readers` may become empty (ADR 0023).
  auditorAccess: { permissionSet: "SecurityAudit" },
  // The live key's id stands in askflorence.adopt.json.
  key: { alias: "alias/askflorence-org-logs" },
  guardrails: {
    organizationalUnits: ["Prod", "Non-Prod", "Security"],
    deployRole: { permissionSet: "AdministratorAccess" },
  },
  tags: {
    Organization: "askflorence",
    ManagedBy: "terraform",
  },
};

export default askflorence;

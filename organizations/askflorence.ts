import type { OrganizationInput } from "../src/config/organization";

/**
 * AskFlorence, as it is live since 2026-04-18.
 *
 * The two workload accounts' ids are not known here: the trail covers them without a stack, and each gets one when its
 * id is added under `accounts.workloads`. The trail is changed only through the SSO permission set AdministratorAccess: it
 * is the deploy role. That it changes the log archive too is our assumption: there, too, it must be assigned before the first
 * apply, and the profile below must sign in to it. Nor is it known who is to be called: until `alerts` names somebody, alarms
 * and topics are there and nobody is subscribed, and synth says so. Nor is it known which member account, if any, administers AWS
 * Config, GuardDuty and Security Hub: until `guardrails.securityServicesAdministrator` names it, only the management account does.
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
  },
  archive: {
    bucketName: "askflorence-org-cloudtrail-logs-754660694122",
    objectLock: { mode: "COMPLIANCE", years: 7 },
    // Incident access: the SSO permission set SecurityAudit in the log-archive account, four hours at a time.
    readers: [{ accountId: "754660694122", role: { permissionSet: "SecurityAudit" } }],
  },
  key: {
    alias: "alias/askflorence-org-logs",
    id: "e9dfcdbe-19e1-491c-a8f9-d17612cf6353",
  },
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

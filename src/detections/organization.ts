import type { Detection } from "./detection";
import { anywhere } from "./next-query";

/** Leaving the trail's reach, and taking the policies away. The management account alone does it, and nothing prevents it. */
export const ORGANIZATION_DETECTIONS = {
  "delegated-admin-changed": {
    kind: "events",
    group: "organization",
    title: "A delegated administrator was named or dismissed",
    why: "an account now administers a service, CloudTrail perhaps, for the whole organization",
    severity: "critical",
    controls: ["OWN-1", "OWN-2"],
    next: anywhere("organization-policy-changes"),
    events: () => [
      { sources: ["cloudtrail"], names: ["*OrganizationDelegatedAdmin"] },
      { sources: ["organizations"], names: ["*egisterDelegatedAdministrator"] },
    ],
    by: ["metric-filter", "event-rule"],
  },
  "organization-changed": {
    kind: "events",
    group: "organization",
    title: "An account or unit left its place in the organization",
    why: "an account's place decides which policies bind it and whether it is recorded; a closed log archive is gone after 90 days",
    severity: "critical",
    controls: ["OWN-2", "HIPAA 164.312(b)"],
    next: anywhere("account-changes"),
    events: () => [
      {
        sources: ["organizations"],
        names: [
          // Also where an account accepts another organization's invitation, which is no call that we see.
          // https://docs.aws.amazon.com/organizations/latest/APIReference/API_AcceptHandshake.html
          "AccountDepartedOrganization",
          "CloseAccount",
          "DeleteOrganization",
          "DeleteOrganizationalUnit",
          "LeaveOrganization",
          "MoveAccount",
          "RemoveAccountFromOrganization",
          "UpdateOrganizationalUnit",
        ],
      },
      { sources: ["account"], names: ["CloseAccount"] },
    ],
    by: ["metric-filter", "event-rule"],
  },
  "account-regions-changed": {
    kind: "events",
    group: "organization",
    title: "An account switched a Region on or off",
    why: "in a Region that is not governed nothing forwards, and no digest is looked for",
    severity: "high",
    controls: ["SOC 2 CC7.2"],
    next: anywhere("account-changes"),
    // https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
    events: () => [{ sources: ["account"], names: ["DisableRegion", "EnableRegion"] }],
    by: ["metric-filter", "event-rule"],
  },
  "organization-policy-changed": {
    kind: "events",
    group: "organization",
    title: "A policy of the organization was changed",
    why: "what prevents attacks on the trail and its archive may hold no more",
    severity: "critical",
    controls: ["OWN-2", "SOC 2 CC6.1"],
    next: anywhere("organization-policy-changes"),
    events: () => [
      {
        sources: ["organizations"],
        names: [
          "AttachPolicy",
          "CreatePolicy",
          "DeletePolicy",
          "DeleteResourcePolicy",
          "DetachPolicy",
          "DisablePolicyType",
          "EnablePolicyType",
          "PutResourcePolicy",
          "UpdatePolicy",
        ],
      },
    ],
    by: ["metric-filter", "event-rule"],
  },
  "trusted-access-changed": {
    kind: "events",
    group: "organization",
    title: "A service gained or lost its access to the organization",
    why: "without CloudTrail's access, the trail silently shrinks to the management account",
    severity: "critical",
    controls: ["OWN-2"],
    next: anywhere("organization-policy-changes"),
    events: () => [{ sources: ["organizations"], names: ["DisableAWSServiceAccess", "EnableAWSServiceAccess"] }],
    by: ["metric-filter", "event-rule"],
  },
  "root-credentials-returned": {
    kind: "events",
    group: "organization",
    title: "Members' root users may have credentials again",
    why: "a root user with a password is one more way in, which nobody watches",
    severity: "critical",
    controls: ["SOC 2 CC6.1"],
    next: anywhere("root-activity"),
    events: () => [
      {
        sources: ["iam"],
        names: ["DisableOrganizationsRootCredentialsManagement", "DisableOrganizationsRootSessions"],
      },
    ],
    by: ["metric-filter", "event-rule"],
  },
} as const satisfies Record<string, Detection>;

import type { EventDetection } from "../detection";
import { anywhere } from "../next-query";

export const delegatedAdminChanged = {
  id: "delegated-admin-changed",
  kind: "events",
  group: "organization",
  title: "A delegated administrator was registered or removed",
  why: "the account administers a service, perhaps CloudTrail, for the whole organization",
  severity: "critical",
  controls: ["OWN-1", "OWN-2"],
  techniques: ["T1098.003", "T1484.002"],
  next: anywhere("organization-policy-changes"),
  events: () => [
    { sources: ["cloudtrail"], names: ["*OrganizationDelegatedAdmin"] },
    { sources: ["organizations"], names: ["*egisterDelegatedAdministrator"] },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ management }) => ({
    anywhere: true,
    fires: [
      { call: "cloudtrail:RegisterOrganizationDelegatedAdmin DeregisterOrganizationDelegatedAdmin", in: management },
      { call: "organizations:RegisterDelegatedAdministrator DeregisterDelegatedAdministrator", in: management },
    ],
    misses: [{ call: "organizations:ListDelegatedAdministrators CreateAccount", in: management }],
  }),
  runbook: {
    means:
      "an account became, or ceased to be, the administrator of a service for the whole organization. CloudTrail's may change the trail.",
    falseAlarm: "a deploy after `accounts.security` was added or removed; an announced delegation of another service.",
    restore: [
      "CloudTrail has one only where the description has a security account. Terraform shows no administrator that it does not own.",
      {
        commands: [
          "aws organizations list-delegated-administrators --profile MANAGEMENT_PROFILE --query 'DelegatedAdministrators[].[Id,Name]' --output text",
          "aws organizations list-delegated-services-for-account --profile MANAGEMENT_PROFILE --account-id ACCOUNT --query 'DelegatedServices[].ServicePrincipal' --output text",
          "aws cloudtrail deregister-organization-delegated-admin --profile MANAGEMENT_PROFILE --delegated-admin-account-id ACCOUNT",
          "aws organizations deregister-delegated-administrator --profile MANAGEMENT_PROFILE --account-id ACCOUNT --service-principal SERVICE.amazonaws.com",
        ],
      },
      "Where the description has a security account and it was dismissed: `npm run deploy management`. Trails and stores it made meanwhile: [event-data-store-changed](trail.md#event-data-store-changed).",
    ],
  },
} as const satisfies EventDetection;

import type { EventDetection } from "../detection";
import { anywhere } from "../next-query";

export const trustedAccessChanged = {
  id: "trusted-access-changed",
  kind: "events",
  group: "organization",
  title: "A service gained or lost trusted access to the organization",
  why: "without CloudTrail's access the trail records only the management account",
  severity: "critical",
  controls: ["OWN-2"],
  techniques: ["T1562.008", "T1666"],
  next: anywhere("organization-policy-changes"),
  events: () => [{ sources: ["organizations"], names: ["DisableAWSServiceAccess", "EnableAWSServiceAccess"] }],
  by: ["metric-filter", "event-rule"],
  cases: ({ management }) => ({
    anywhere: true,
    fires: [{ call: "organizations:DisableAWSServiceAccess EnableAWSServiceAccess", in: management }],
    misses: [{ call: "organizations:ListAWSServiceAccessForOrganization", in: management }],
  }),
  runbook: {
    means:
      "a service gained or lost trusted access. Without CloudTrail's, the organization trail becomes a trail of the management account, and is gone in the members ([AWS](https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-cloudtrail.html)).",
    falseAlarm: "another service's, announced. `DisableAWSServiceAccess` for `cloudtrail.amazonaws.com` never is one.",
    restore: [
      "giving access back does not repair the trail: deploy after it. The plan fails without trusted access, and then shows `is_organization_trail = false -> true`.",
      {
        commands: [
          "aws organizations enable-aws-service-access --profile MANAGEMENT_PROFILE --service-principal cloudtrail.amazonaws.com",
          "npm run plan management",
          "npm run deploy management",
        ],
      },
      "With a StackSet: `member.org.stacksets.cloudformation.amazonaws.com` likewise. Then wait for `coverage-check` to be OK: every account has a digest again, some hours later. Unrecorded members in between: their event histories.",
    ],
  },
} as const satisfies EventDetection;

import type { EventDetection } from "../detection";
import { anywhere } from "../next-query";

export const rootCredentialsReturned = {
  id: "root-credentials-returned",
  kind: "events",
  group: "organization",
  title: "Root users of member accounts can have credentials again",
  why: "a root user with a password is one more way in",
  severity: "critical",
  controls: ["SOC 2 CC6.1"],
  techniques: ["T1098.001", "T1078.004"],
  next: anywhere("root-activity"),
  events: () => [
    {
      sources: ["iam"],
      names: ["DisableOrganizationsRootCredentialsManagement", "DisableOrganizationsRootSessions"],
    },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ management }) => ({
    anywhere: true,
    fires: [
      { call: "iam:DisableOrganizationsRootCredentialsManagement DisableOrganizationsRootSessions", in: management },
    ],
    misses: [{ call: "iam:EnableOrganizationsRootSessions ListOrganizationsFeatures", in: management }],
  }),
  runbook: {
    means:
      "centralized root access was switched off, in part: members' root users can have credentials again, or root sessions for repairs are no longer possible.",
    falseAlarm:
      "hardly. This repository does not switch it on; where nobody else did, the call had nothing to switch off.",
    restore: [
      "([AWS](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html)) then look for roots that gained credentials: [root-used](identity.md#root-used).",
      {
        commands: [
          "aws iam list-organizations-features --profile MANAGEMENT_PROFILE",
          "aws iam enable-organizations-root-credentials-management --profile MANAGEMENT_PROFILE",
          "aws iam enable-organizations-root-sessions --profile MANAGEMENT_PROFILE",
        ],
      },
    ],
  },
} as const satisfies EventDetection;

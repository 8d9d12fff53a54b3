import type { EventDetection } from "../detection";
import { anywhere } from "../next-query";

export const organizationPolicyChanged = {
  id: "organization-policy-changed",
  kind: "events",
  group: "organization",
  title: "An organization policy was changed",
  why: "attacks on the trail and its archive may no longer be prevented",
  severity: "critical",
  controls: ["OWN-2", "SOC 2 CC6.1"],
  techniques: ["T1562.001", "T1666", "T1098.003"],
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
  cases: ({ management }) => ({
    anywhere: true,
    fires: [
      {
        call: "organizations:AttachPolicy DetachPolicy UpdatePolicy DisablePolicyType PutResourcePolicy",
        in: management,
      },
    ],
    misses: [
      { call: "organizations:DescribePolicy ListPolicies MoveAccount", in: management },
      { call: "iam:CreatePolicy", in: management },
    ],
  }),
  runbook: {
    means:
      "an SCP, an RCP or the organization's resource policy was made, changed, attached, detached or deleted, or a policy type was switched off. It is also how an attacker makes the archive refuse the trail: by an RCP.",
    falseAlarm:
      "an announced deploy; [rotate-the-deploy-role.md](../rotate-the-deploy-role.md); another team's policy; an SCP that you attached to [contain](first-five-minutes.md#contain) somebody.",
    restore: [
      "ours, changed, detached or deleted, show in the plan:",
      {
        commands: ["npm run plan management", "npm run deploy management"],
      },
      "A policy that somebody added does not. Look at the root, each unit and the log-archive account, for both types; known there are ours, AWS's `FullAWSAccess` and `RCPFullAWSAccess`, and those of other teams:",
      {
        commands: [
          "aws organizations list-policies-for-target --profile MANAGEMENT_PROFILE --target-id LOG_ARCHIVE_ACCOUNT --filter RESOURCE_CONTROL_POLICY --query 'Policies[].[Name,Id]' --output text",
          "aws organizations detach-policy --profile MANAGEMENT_PROFILE --policy-id p-xxxxxxxx --target-id LOG_ARCHIVE_ACCOUNT",
        ],
      },
      "A type switched off: **all attachments of that type are gone**, other teams' too; for SCPs, `FullAWSAccess` alone comes back ([AWS](https://docs.aws.amazon.com/organizations/latest/userguide/disable-policy-type.html)). The plan fails until it is on; then the deploy attaches ours.",
      {
        commands: [
          "aws organizations enable-policy-type --profile MANAGEMENT_PROFILE --policy-type SERVICE_CONTROL_POLICY --root-id r-xxxx",
          "npm run deploy management",
        ],
      },
      "A resource policy (it delegates the administration of policies) is not ours: read it, and delete it if nobody knows it.",
      {
        commands: [
          "aws organizations describe-resource-policy --profile MANAGEMENT_PROFILE --query ResourcePolicy.Content --output text",
          "aws organizations delete-resource-policy --profile MANAGEMENT_PROFILE",
        ],
      },
    ],
  },
} as const satisfies EventDetection;

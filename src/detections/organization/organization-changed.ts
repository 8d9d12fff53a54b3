import type { EventDetection } from "../detection";
import { anywhere } from "../next-query";

export const organizationChanged = {
  id: "organization-changed",
  kind: "events",
  group: "organization",
  title: "An account or organizational unit was moved, removed or closed",
  why: "its place decides which policies bind an account and whether it is recorded; a closed log archive is lost after 90 days",
  severity: "critical",
  controls: ["OWN-2", "HIPAA 164.312(b)"],
  techniques: ["T1666", "T1485"],
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
  cases: ({ management, logArchive, prod }) => ({
    anywhere: true,
    fires: [
      { call: "organizations:MoveAccount CloseAccount DeleteOrganizationalUnit", in: management },
      { call: "organizations:LeaveOrganization", in: prod },
      { call: "account:CloseAccount", in: logArchive },
      {
        call: "organizations:AccountDepartedOrganization",
        in: management,
        by: { itself: true },
        eventType: "AwsServiceEvent",
        serviceEventDetails: { accountId: prod },
      },
    ],
    misses: [
      { call: "organizations:CreateAccount DescribeAccount AttachPolicy", in: management },
      { call: "account:PutContactInformation", in: prod },
      {
        call: "organizations:AccountJoinedOrganization",
        in: management,
        by: { itself: true },
        eventType: "AwsServiceEvent",
        serviceEventDetails: { accountId: prod },
      },
    ],
  }),
  runbook: {
    means:
      "an account was closed, moved, removed or left, or a unit was renamed or deleted. `AccountDepartedOrganization` is Organizations' own report: it comes besides, and alone where an account accepted another organization's invitation; its `departureMethod` says how: LEFT, REMOVED, or CLEANED, 90 days after the closure ([AWS](https://aws.amazon.com/about-aws/whats-new/2026/05/aws-organizations-cloudtrail/)). Outside its unit an account is not guarded; outside the organization it is not recorded.",
    falseAlarm: "an announced move or closure; the report of an account that was closed 90 days ago.",
    restore: [
      "Terraform does not show where an account is. Move it back (the ids from the event):",
      {
        commands: [
          "aws organizations list-parents --profile MANAGEMENT_PROFILE --child-id LOG_ARCHIVE_ACCOUNT --query 'Parents[0].Id' --output text",
          "aws organizations move-account --profile MANAGEMENT_PROFILE --account-id LOG_ARCHIVE_ACCOUNT --source-parent-id r-xxxx --destination-parent-id ou-xxxx-xxxxxxxx",
        ],
      },
      'A renamed unit: plans of management fail with "empty result" until it has its name again.',
      {
        commands: [
          "aws organizations update-organizational-unit --profile MANAGEMENT_PROFILE --organizational-unit-id ou-xxxx-xxxxxxxx --name Security",
        ],
      },
      'It was announced? Then [change the description](../change-the-description.md#rename-a-guarded-unit): its policies stay attached throughout. A deleted unit: make it, move its accounts back, then deploy. The old attachments may have to leave the state first (they were refused as "OrganizationalUnitNotFound" on the emulator); their addresses end in the deleted unit\'s id, which the event has.',
      {
        commands: [
          "aws organizations create-organizational-unit --profile MANAGEMENT_PROFILE --parent-id r-xxxx --name Security --query OrganizationalUnit.Id --output text",
          "npm run terraform management -- state list | grep ou-xxxx-xxxxxxxx",
          "npm run terraform management -- state rm 'aws_organizations_policy_attachment.cloud-trail-scp_baseline_attachments_3B41B349[\"ou-xxxx-xxxxxxxx\"]' 'aws_organizations_policy_attachment.cloud-trail-scp_trail_attachments_0198A3EC[\"ou-xxxx-xxxxxxxx\"]' 'aws_organizations_policy_attachment.cloud-trail-scp_detection_attachments_699E90B4[\"ou-xxxx-xxxxxxxx\"]'",
          "npm run deploy management",
        ],
      },
      "Left or removed: invite it again (`aws organizations invite-account-to-organization --target Id=ACCOUNT,Type=ACCOUNT`), which its own administrators accept: assume they are the attacker's until shown otherwise. Closed: AWS Support reopens it within 90 days ([AWS](https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html)). If it is LOG_ARCHIVE_ACCOUNT, say at once that it holds the archive.",
    ],
  },
} as const satisfies EventDetection;

import type { EventDetection } from "../detection";
import { CHANGES } from "../event-clause";
import { anywhere } from "../next-query";

export const directoryMembershipChanged = {
  id: "directory-membership-changed",
  kind: "events",
  group: "identity",
  title: "Users or groups in Identity Center's directory were changed",
  why: "a new member of a group gets everything that the group is assigned, in the log archive too",
  severity: "low",
  controls: ["SOC 2 CC6.2"],
  techniques: ["T1098", "T1136.003", "T1098.003"],
  next: anywhere("identity-center-assignments"),
  periodMinutes: 60,
  // What an identity provider provisions is recorded under another source, identitystore-scim.
  // https://docs.aws.amazon.com/singlesignon/latest/userguide/logging-using-cloudtrail.html
  events: () => [
    {
      sources: ["sso-directory"],
      names: ["*MemberToGroup", "*MemberFromGroup", "CreateUser", "EnableUser", "UpdateUser*"],
      where: [CHANGES],
    },
    { sources: ["identitystore"], names: ["*GroupMembership", "CreateUser", "UpdateUser"], where: [CHANGES] },
  ],
  // People come and go every week: a count of an hour, and no message for each.
  by: ["metric-filter"],
  cases: ({ management }) => ({
    anywhere: true,
    fires: [
      { call: "sso-directory:AddMemberToGroup RemoveMemberFromGroup CreateUser", in: management },
      { call: "identitystore:CreateGroupMembership DeleteGroupMembership UpdateUser", in: management },
    ],
    misses: [
      { call: "identitystore:ListGroupMemberships", in: management },
      { call: "identitystore:DescribeUser", in: management },
      { call: "identitystore-scim:CreateUser", in: management },
    ],
  }),
  runbook: {
    means:
      "somebody made, changed or enabled a user of Identity Center's own directory, or put one into a group or took one out, by hand or by its API.",
    falseAlarm: "people who join, move or leave.",
    restore: [
      "look for other alerts of the same person. If the group is assigned in the management, log-archive or central account, ask who requested the change, and remove the member.",
      {
        commands: [
          "aws identitystore list-group-memberships --profile MANAGEMENT_PROFILE --identity-store-id IDENTITY_STORE_ID --group-id GROUP_ID --query 'GroupMemberships[].MemberId.UserId' --output text",
        ],
      },
    ],
  },
} as const satisfies EventDetection;

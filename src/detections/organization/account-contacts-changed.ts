import type { EventDetection } from "../detection";
import { inAccount } from "../event-clause";
import { inItsAccount } from "../next-query";

export const accountContactsChanged = {
  id: "account-contacts-changed",
  kind: "events",
  group: "organization",
  title: "The contacts, name or root e-mail of an account that holds the evidence were changed",
  why: "whoever reads the root user's mail can reset its password; the contacts receive AWS's security notices",
  severity: "high",
  controls: ["SOC 2 CC6.1", "CIS 1.1", "CIS 1.2"],
  techniques: ["T1098", "T1531"],
  next: inItsAccount("account-changes"),
  // The management account changes its members' too, under its own account.
  // https://docs.aws.amazon.com/accounts/latest/reference/API_Operations.html
  events: ({ names }) => [
    {
      sources: ["account"],
      names: [
        "AcceptPrimaryEmailUpdate",
        "DeleteAlternateContact",
        "PutAccountName",
        "PutAlternateContact",
        "PutContactInformation",
        "StartPrimaryEmailUpdate",
      ],
      where: [inAccount(...names.auditAccountIds)],
    },
    {
      sources: ["iam"],
      names: ["UpdateAccountEmailAddress", "UpdateAccountName"],
      where: [inAccount(...names.auditAccountIds)],
    },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ management, logArchive, security, prod }) => ({
    fires: [
      { call: "account:StartPrimaryEmailUpdate PutAlternateContact PutAccountName", in: management },
      { call: "account:AcceptPrimaryEmailUpdate PutContactInformation", in: logArchive },
      { call: "iam:UpdateAccountEmailAddress", in: security },
    ],
    misses: [
      { call: "account:PutAlternateContact", in: prod },
      { call: "account:GetPrimaryEmail", in: management },
      { call: "account:EnableRegion", in: management },
    ],
  }),
  runbook: {
    means:
      "somebody changed, or began to change, the root user's e-mail address, the contacts or the name of an account. The management account can do it for a member, which `requestParameters.accountId` names.",
    falseAlarm: "an announced change of who answers for the account.",
    restore: [
      "restore it from the management account. Changing the root e-mail back needs the code that AWS sends to the address. Treat the root user as compromised: [root-used](identity.md#root-used).",
      {
        commands: [
          "aws account get-primary-email --profile MANAGEMENT_PROFILE --region IAM_REGION --account-id ACCOUNT",
          "aws account get-alternate-contact --profile MANAGEMENT_PROFILE --region IAM_REGION --account-id ACCOUNT --alternate-contact-type SECURITY",
        ],
      },
    ],
  },
} as const satisfies EventDetection;

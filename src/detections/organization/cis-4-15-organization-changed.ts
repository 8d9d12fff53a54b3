import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis415OrganizationChanged = {
  id: "cis-4-15-organization-changed",
  kind: "benchmark",
  group: "organization",
  title: "The organization was changed",
  why: "an account, a unit or a policy of the organization changed",
  severity: "medium",
  controls: ["CIS 4.15"],
  techniques: ["T1666"],
  next: anywhere("organization-policy-changes"),
  pattern:
    "{($.eventSource=organizations.amazonaws.com) && (($.eventName=AcceptHandshake) || ($.eventName=AttachPolicy) || ($.eventName=CancelHandshake) || ($.eventName=CreateAccount) || ($.eventName=CreateOrganization) || ($.eventName=CreateOrganizationalUnit) || ($.eventName=CreatePolicy) || ($.eventName=DeclineHandshake) || ($.eventName=DeleteOrganization) || ($.eventName=DeleteOrganizationalUnit) || ($.eventName=DeletePolicy) || ($.eventName=EnableAllFeatures) || ($.eventName=EnablePolicyType) || ($.eventName=InviteAccountToOrganization) || ($.eventName=LeaveOrganization) || ($.eventName=DetachPolicy) || ($.eventName=DisablePolicyType) || ($.eventName=MoveAccount) || ($.eventName=RemoveAccountFromOrganization) || ($.eventName=UpdateOrganizationalUnit) || ($.eventName=UpdatePolicy))}",
  cases: ({ management }) => ({
    fires: [{ call: "organizations:MoveAccount AttachPolicy InviteAccountToOrganization", in: management }],
    misses: [
      { call: "organizations:CloseAccount DisableAWSServiceAccess ListAccounts", in: management },
      { call: "iam:CreatePolicy", in: management },
    ],
  }),
  runbook: {
    means:
      "any change of accounts, units, handshakes and policies, in CIS's words; everything graver raises its own detection too.",
    falseAlarm: "daily administration: invitations, new accounts, new units.",
    restore:
      "as [organization-changed](#organization-changed) and [organization-policy-changed](#organization-policy-changed). It alone, for `DetachPolicy` or `MoveAccount`, means that the other filter is broken.",
  },
} as const satisfies BenchmarkDetection;

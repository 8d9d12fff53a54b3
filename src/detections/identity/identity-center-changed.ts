import type { EventDetection } from "../detection";
import { CHANGES } from "../event-clause";
import { anywhere } from "../next-query";
import { assignmentIn } from "./assignment";

export const identityCenterChanged = {
  id: "identity-center-changed",
  kind: "events",
  group: "identity",
  title: "Identity Center's identity source, MFA or a permission set was changed",
  why: "these decide who can enter the log archive, and with which permissions",
  severity: "high",
  controls: ["SOC 2 CC6.1", "SOC 2 CC6.2", "HIPAA 164.312(d)"],
  techniques: ["T1484.002", "T1556.006", "T1556.007", "T1098.003"],
  next: anywhere("identity-center-assignments"),
  // https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-info-in-cloudtrail.html
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenterdirectory.html
  events: () => [
    {
      sources: ["sso"],
      names: [
        "*Directory",
        "*PermissionSet",
        "*SsoConfiguration",
        "*SSOConfiguration",
        "*AttributeConfiguration",
        "*TrustedTokenIssuer",
        "CreateInstance",
        "DeleteInstance",
        "UpdateInstance",
        "StartSSO",
      ],
      where: [CHANGES],
    },
    {
      sources: ["sso-directory"],
      names: ["*ExternalIdP*", "*BearerToken", "*ProvisioningTenant", "*MfaDevice*", "UpdatePassword"],
      where: [CHANGES],
    },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ management, security, prod }) => ({
    anywhere: true,
    fires: [
      { call: "sso:AssociateDirectory PutMfaDeviceManagementForDirectory UpdateSsoConfiguration", in: management },
      {
        call: "sso:PutInlinePolicyToPermissionSet AttachManagedPolicyToPermissionSet ProvisionPermissionSet",
        in: management,
      },
      { call: "sso:CreateTrustedTokenIssuer CreateInstanceAccessControlAttributeConfiguration", in: security },
      {
        call: "sso-directory:EnableExternalIdPConfigurationForDirectory CreateBearerToken DeleteMfaDeviceForUser",
        in: management,
      },
    ],
    misses: [
      { call: "sso:CreateAccountAssignment", in: management, parameters: assignmentIn(prod) },
      { call: "sso:DescribePermissionSet", in: management },
      { call: "sso-directory:AddMemberToGroup", in: management },
      { call: "sso:CreateApplicationAssignment", in: management },
    ],
  }),
  runbook: {
    seen: "The event comes only where Identity Center's Region is governed.",
    means:
      "somebody changed where Identity Center's users come from (directory, external identity provider, its certificate, provisioning tokens), how they sign in (MFA, a password), what a permission set allows, or the attributes that policies use. The event is in the management account, or in Identity Center's delegated administrator.",
    falseAlarm:
      "an announced change of the identity provider, or a permission set's deployment by a pipeline you know.",
    restore: [
      "in Identity Center, with an administrator whose own access does not come from what was changed. An identity provider or certificate: put the former back, and end the active sessions. A permission set: put its policies back, and provision it again.",
      {
        commands: [
          "aws sso-admin list-instances --profile MANAGEMENT_PROFILE --query 'Instances[].[InstanceArn,IdentityStoreId]' --output text",
          "aws sso-admin list-permission-sets --profile MANAGEMENT_PROFILE --instance-arn INSTANCE_ARN --output text",
        ],
      },
      "Who came in meanwhile: `sign-ins-from-new-addresses`, and [archive-account-entered](#archive-account-entered).",
    ],
  },
} as const satisfies EventDetection;

import type { DetectionContext, EventDetection } from "../detection";
import { ours } from "../detection-pipeline/ours";
import { exceptDeployRoles, fewDeployRoles } from "../detection-pipeline/terraform";
import { CHANGES, type EventClause, fieldIsNone, inAccount } from "../event-clause";
import { inItsAccount } from "../next-query";
import { BY_PEOPLE } from "./people";

/** Who may sign in, with what, and what they may do then. Roles that a deployment makes are left out, but for their trust. */
const IDENTITY_CHANGES = [
  "*AccessKey",
  "*GroupPolicy",
  "*LoginProfile",
  "*MFADevice",
  "*PermissionsBoundary",
  "*ServiceSpecificCredential",
  "*UserPolicy",
  "AddUserToGroup",
  "CreatePolicyVersion",
  "CreateUser",
  "SetDefaultPolicyVersion",
  "UpdateAccountPasswordPolicy",
  "UpdateAssumeRolePolicy",
  "UploadSSHPublicKey",
  "UploadSigningCertificate",
];

/**
 * In the log-archive account nobody but Terraform and AWS makes roles: there any change counts. Roles of ours and of
 * Terraform's, identity providers and root's credentials have detections of their own.
 */
function clausesIn(context: DetectionContext): readonly EventClause[] {
  const { auditAccountIds, logArchiveAccountId } = context.names;
  const notOurs = fieldIsNone("requestParameters.roleName", ours(context), ...fewDeployRoles(context));
  return [
    { sources: ["iam"], names: IDENTITY_CHANGES, where: [CHANGES, inAccount(...auditAccountIds), notOurs] },
    {
      sources: ["iam"],
      where: [
        inAccount(logArchiveAccountId),
        notOurs,
        BY_PEOPLE,
        fieldIsNone("eventName", "*Provider", "AddClientID*", "*ProviderThumbprint", "*OrganizationsRoot*"),
      ],
    },
  ];
}

export const evidenceIdentityChanged = {
  id: "evidence-identity-changed",
  kind: "events",
  group: "identity",
  title: "Somebody changed who can act in an account that holds the evidence",
  why: "a new user, key, MFA device or trust policy is a way back to the trail and its archive",
  severity: "high",
  controls: ["SOC 2 CC6.1", "SOC 2 CC6.2", "HIPAA 164.308(a)(4)(ii)(C)"],
  techniques: ["T1098", "T1098.001", "T1136.003", "T1556.006", "T1098.003"],
  next: inItsAccount("new-users-and-keys"),
  events: (context) => [
    ...clausesIn(context).map((clause) => exceptDeployRoles(clause, context)),
    // A session for whomever its policy names, which no role's end closes.
    {
      sources: ["sts"],
      names: ["GetFederationToken"],
      where: [inAccount(...context.names.auditAccountIds)],
    },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ names, management, logArchive, security, prod }) => ({
    about: ["caller"],
    fires: [
      ...[management, logArchive, security].map((account) => ({
        call: "iam:CreateUser CreateAccessKey UpdateLoginProfile DeactivateMFADevice UpdateAssumeRolePolicy DeleteRolePermissionsBoundary SetDefaultPolicyVersion",
        in: account,
      })),
      { call: "iam:CreateRole", in: logArchive, parameters: { roleName: "anything" } },
      { call: "iam:TagRole", in: logArchive, parameters: { roleName: "anything" } },
      { call: "sts:GetFederationToken", in: management, parameters: { name: "bob" }, readOnly: true },
    ],
    misses: [
      { call: "iam:CreateUser", in: prod },
      { call: "iam:CreateRole", in: management, parameters: { roleName: "anything" } },
      { call: "iam:GetLoginProfile", in: logArchive },
      {
        call: "iam:PutRolePolicy",
        in: logArchive,
        parameters: { roleName: `${names.auditPrefix}-forward-eu-central-1` },
      },
      {
        call: "iam:UpdateAssumeRolePolicy",
        in: management,
        parameters: { roleName: "anything" },
        by: { role: "OrgAuditDeployer", session: "terraform" },
      },
      { call: "sts:GetFederationToken", in: prod, parameters: { name: "bob" }, readOnly: true },
    ],
  }),
  runbook: {
    means:
      "somebody did one of these in the management, log-archive or central account, or tried to: created a user or a credential, changed an MFA device, changed the permissions of a user or group, made another policy version the default, changed a role's trust, removed a permissions boundary, or asked for a federated session. In the log-archive account any change by IAM's API counts.",
    falseAlarm:
      "an announced change of the people who administer these accounts; a deploy by a role that `guardrails.deployRole` does not name; AWS Control Tower setting an account up.",
    restore: [
      "use another administrator than the one in Who. Delete the user, key, password or policy version; restore the trust or boundary. No plan shows what somebody added.",
      {
        commands: [
          "aws iam get-account-authorization-details --profile PROFILE_OF_ITS_ACCOUNT --filter User Group Role LocalManagedPolicy > authorization.json",
          "aws iam list-access-keys --profile PROFILE_OF_ITS_ACCOUNT --user-name USER --query 'AccessKeyMetadata[].[AccessKeyId,Status,CreateDate]' --output text",
          "aws iam update-access-key --profile PROFILE_OF_ITS_ACCOUNT --user-name USER --access-key-id AKIA... --status Inactive",
        ],
      },
      "Then see what was done with it: `access-key-activity`, `principal-activity`.",
    ],
  },
} as const satisfies EventDetection;

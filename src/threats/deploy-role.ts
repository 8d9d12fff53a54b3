import {
  type Attack,
  detected,
  each,
  fromMembers,
  NO_GUARDRAIL,
  NO_SCP_THERE,
  prevented,
  refused,
  residual,
  roleChanges,
  type Step,
} from "./attack";

const ONLY_BY_IDENTITY_CENTER = refused(
  "AWS protects the roles of permission sets: Identity Center alone changes them",
  "https://repost.aws/knowledge-center/identity-center-aws-reserved-sso",
);
const IDENTITY_CENTERS_ADMINISTRATORS = refused(
  "Identity Center takes it from the management account, and from a delegated administrator of its own",
  "https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html",
);

const providerChanges: readonly Step[] = [
  ...each("samlProvider", "iam:CreateSAMLProvider", "iam:DeleteSAMLProvider", "iam:UpdateSAMLProvider"),
  ...each("oidcProvider", "iam:AddClientIDToOpenIDConnectProvider", "iam:UpdateOpenIDConnectProviderThumbprint"),
  ...each("account", "rolesanywhere:CreateProfile", "rolesanywhere:CreateTrustAnchor"),
  ...each("trustAnchor", "rolesanywhere:EnableTrustAnchor", "rolesanywhere:UpdateTrustAnchor"),
  ...each(
    "anchorProfile",
    "rolesanywhere:EnableProfile",
    "rolesanywhere:PutAttributeMapping",
    "rolesanywhere:UpdateProfile",
  ),
  ...each("revocationList", "rolesanywhere:DeleteCrl", "rolesanywhere:DisableCrl", "rolesanywhere:UpdateCrl"),
];

const federated = prevented(["DenyFederationChanges"], detected(NO_GUARDRAIL, "identity-provider-changed"));
const seen = (because: string) => detected(because, "identity-provider-changed");
const OWN_FEDERATION =
  "teams federate their accounts as they like; a deploy role there is exempt in that account alone";
const SAME_ISSUER = residual("a provider is its issuer's address: another of the same address trusts the same issuer");

const AS_TERRAFORM = residual(
  "that is Terraform's work, and no policy tells the two apart: the lock keeps what is locked, the role reads no log and cannot change itself, and the next plan shows what was changed",
);

/** Becoming the role that guardrails exempt, with or without touching it. */
export const DEPLOY_ROLE_ATTACKS: readonly Attack[] = [
  {
    id: "take-deploy-role",
    plane: "organization",
    title: "Make or rewrite a role of the exempt name",
    effect: "whoever has the deploy role walks through every exemption, and the audit bus ignores what it changes",
    techniques: ["T1098.003"],
    steps: roleChanges("deployRole"),
    from: {
      ...fromMembers(prevented(["DenyAuditRoleChanges"], detected(NO_GUARDRAIL, "guardrail-role-changed"))),
      management: detected(`${NO_SCP_THERE}; no exemption names a role there`, "guardrail-role-changed"),
    },
  },
  {
    id: "take-stack-set-role",
    plane: "organization",
    title: "Make or rewrite a role called as StackSets' own",
    effect:
      "where a StackSet forwards, or Control Tower sets accounts up, guardrails exempt its role, in whichever account",
    techniques: ["T1098.003"],
    steps: roleChanges("stackSetRole"),
    from: {
      ...fromMembers(prevented(["DenyStackSetRoleChanges"], residual("no guardrail exempts the role"))),
      management: detected(
        `${NO_SCP_THERE}; where a StackSet forwards, such a role is watched, and where none does, nothing trusts it`,
        "guardrail-role-changed",
      ),
    },
  },
  {
    id: "take-permission-set-role",
    plane: "organization",
    title: "Make or rewrite the role of a permission set",
    effect: "whoever has it deploys, or reads the archive",
    techniques: ["T1098.003"],
    steps: each(
      "permissionSetRole",
      "iam:AttachRolePolicy",
      "iam:CreateRole",
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
    ),
    from: { ...fromMembers(ONLY_BY_IDENTITY_CENTER), management: ONLY_BY_IDENTITY_CENTER },
  },
  {
    id: "change-identity-center-provider",
    plane: "organization",
    title: "Change or delete an account's provider of Identity Center",
    effect: "whoever signs its assertions is any permission set of the account; without it nobody comes in",
    techniques: ["T1484.002", "T1556.007"],
    steps: each("identityCenterProvider", "iam:CreateSAMLProvider", "iam:DeleteSAMLProvider", "iam:UpdateSAMLProvider"),
    from: {
      ...fromMembers(prevented(["DenyIdentityCenterChanges"], seen(NO_GUARDRAIL))),
      "log-archive": prevented(["DenyIdentityCenterChanges", "DenyFederationChanges"]),
      security: prevented(["DenyIdentityCenterChanges", "DenyFederationChanges"]),
      management: seen(NO_SCP_THERE),
    },
  },
  {
    id: "change-trusted-provider",
    plane: "organization",
    title: "Change an identity provider or a trust anchor that the deploy role may trust",
    effect: "whoever signs for it is the deploy role, which nobody touched",
    techniques: ["T1484.002", "T1556.007"],
    steps: providerChanges,
    from: {
      "log-archive": federated,
      security: federated,
      workload: seen(OWN_FEDERATION),
      unplaced: seen(OWN_FEDERATION),
      management: seen(NO_SCP_THERE),
    },
  },
  {
    id: "replace-oidc-provider",
    plane: "organization",
    title: "Make an OpenID Connect provider anew, or delete it",
    effect: "with a list of clients of the attacker's",
    techniques: ["T1484.002", "T1556.007"],
    steps: each("oidcProvider", "iam:CreateOpenIDConnectProvider", "iam:DeleteOpenIDConnectProvider"),
    from: {
      "log-archive": federated,
      security: federated,
      workload: SAME_ISSUER,
      unplaced: SAME_ISSUER,
      management: seen(NO_SCP_THERE),
    },
  },
  {
    id: "be-trusted-by-deploy-role",
    plane: "organization",
    title: "Be a principal of the deploy role's own account that it trusts",
    effect: "where it trusts its account, whoever may write an identity policy there is the deploy role",
    techniques: ["T1078.004", "T1548.005"],
    steps: [],
    from: fromMembers(
      residual(
        "its trust policy decides, which is not described here: let it trust no principal of its own account; a permission set's role trusts Identity Center alone",
      ),
    ),
  },
  {
    id: "change-deploy-role-policy",
    plane: "organization",
    title: "Change a customer managed policy that bears the deploy role's name",
    effect: "Terraform may do more than anybody reviewed, or no more than fail",
    techniques: ["T1098.003"],
    steps: each(
      "deployRolePolicy",
      "iam:CreatePolicyVersion",
      "iam:DeletePolicyVersion",
      "iam:SetDefaultPolicyVersion",
    ),
    from: {
      ...fromMembers(prevented(["DenyAuditRoleChanges"])),
      management: residual("no exemption names a role there"),
    },
  },
  {
    id: "change-other-policy-of-deploy-role",
    plane: "organization",
    title: "Change a customer managed policy of any other name that the deploy role has",
    effect: "as change-deploy-role-policy",
    techniques: ["T1098.003"],
    steps: each("otherPolicy", "iam:CreatePolicyVersion", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion"),
    from: {
      ...fromMembers(
        residual(
          "exemptions ask who calls, not what he may: `npx org-trail permissions` gives them the deploy role's name, which change-deploy-role-policy is about",
        ),
      ),
      "log-archive": detected(
        "exemptions ask who calls, not what he may: `npx org-trail permissions` gives them the deploy role's name, which change-deploy-role-policy is about",
        "evidence-identity-changed",
      ),
      management: residual("no exemption names a role there"),
    },
  },
  {
    id: "work-as-management-deploy-role",
    plane: "organization",
    title:
      "Work as the management account's deploy role, which has the policies and the boundary of docs/deploy-permissions.md",
    effect:
      "narrow the trail, rewrite or detach guardrails, silence alarms and the sentinel; lend a role of ours any permission",
    techniques: ["T1078.004"],
    steps: [],
    from: {
      management: residual(
        "that is Terraform's work, and no policy tells the two apart: what anybody's change raises is raised, and what only a stranger's would is not. The role may neither stop nor delete the trail, read or change logs, destroy archive or keys, nor change itself; but a role that it makes may do what the account's administrators may, unless guardrails.roleBoundary bounds it; and with a StackSet its template makes roles in the workload accounts, which nothing bounds",
      ),
    },
  },
  {
    id: "work-as-member-deploy-role",
    plane: "organization",
    title:
      "Work as a member account's deploy role, which has the policies and the boundary of docs/deploy-permissions.md",
    effect: "silence the account's forwarders; in the log archive rewrite the archive's bucket and key policies",
    techniques: ["T1078.004"],
    steps: [],
    from: { "log-archive": AS_TERRAFORM, security: AS_TERRAFORM, workload: AS_TERRAFORM },
  },
  {
    id: "assign-permission-set",
    plane: "organization",
    title: "Assign oneself a permission set in the log-archive account",
    effect: "Identity Center's administrators become the deploy role, or a reader, as often as they like",
    techniques: ["T1098.003"],
    steps: each("assignableAccount", "sso:CreateAccountAssignment"),
    from: {
      ...fromMembers(IDENTITY_CENTERS_ADMINISTRATORS),
      management: detected(NO_SCP_THERE, "audit-access-assigned"),
    },
  },
];

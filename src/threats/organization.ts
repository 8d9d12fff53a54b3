import type { DetectionId } from "../detections";
import {
  type Attack,
  detected,
  each,
  fromMembers,
  NO_GUARDRAIL,
  NO_SCP_THERE,
  notGranted,
  type Outcome,
  prevented,
  refused,
  residual,
  type Step,
} from "./attack";
import type { RequestContext } from "./targets";

const MANAGEMENT_ONLY = refused(
  "Organizations takes it from the management account only",
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_permissions_overview.html",
);
const ROOT_ACCESS_MANAGEMENT_ONLY = refused(
  "the management account alone, or IAM's delegated administrator, manages members' root access",
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html",
);
const MANAGEMENT_STAYS = refused(
  "the management account cannot leave its organization",
  "https://docs.aws.amazon.com/organizations/latest/APIReference/API_LeaveOrganization.html",
);
const MANAGEMENT_CLOSES_LAST = refused(
  "the management account cannot be closed while the organization has members",
  "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html",
);

const changed = detected(NO_SCP_THERE, "organization-changed", "cis-4-15-organization-changed");
const opened = detected("whoever opened the role let others in", "archive-account-entered");
const noGuardrail = (...by: readonly DetectionId[]): Outcome => detected(NO_GUARDRAIL, ...by);

const ofPolicyType = (requestContext: RequestContext): readonly Step[] => [
  ...each(
    "organizationPolicy",
    "organizations:DeletePolicy",
    "organizations:DetachPolicy",
    "organizations:UpdatePolicy",
  ).map((step) => ({ ...step, requestContext })),
  { action: "organizations:DisablePolicyType", target: "organizationRoot", requestContext },
];

/** Leaving the trail's reach, taking the policies away, and entering the accounts that hold the evidence. */
export const ORGANIZATION_ATTACKS: readonly Attack[] = [
  {
    id: "leave-organization",
    plane: "organization",
    title: "Leave the organization",
    effect: "the account is out of the trail's reach, and of every policy's",
    techniques: ["T1666"],
    steps: each("account", "organizations:LeaveOrganization"),
    from: {
      ...fromMembers(
        prevented(["DenyLeavingOrganization"], noGuardrail("organization-changed", "cis-4-15-organization-changed")),
      ),
      management: MANAGEMENT_STAYS,
    },
  },
  {
    id: "remove-account",
    plane: "organization",
    title: "Remove an account from the organization",
    effect: "the same, pushed from the management account",
    techniques: ["T1666"],
    steps: each("logArchiveAccount", "organizations:RemoveAccountFromOrganization"),
    from: { ...fromMembers(MANAGEMENT_ONLY), management: changed },
  },
  {
    id: "move-account",
    plane: "organization",
    title: "Move an account out of the guarded units",
    effect: "the unit's policies hold for it no more; those at the root do, where guardrails.attachToRoot says so",
    techniques: ["T1666"],
    steps: each("logArchiveAccount", "organizations:MoveAccount"),
    from: {
      ...fromMembers(MANAGEMENT_ONLY),
      management: detected(NO_SCP_THERE, "organization-changed", "cis-4-15-organization-changed", "coverage-check"),
    },
  },
  {
    id: "switch-region",
    plane: "organization",
    title: "Switch on a Region that is not governed, or a governed one off",
    effect: "the trail records it; nothing forwards from it, and no digest of it is looked for",
    techniques: ["T1535"],
    steps: each("accountItself", "account:EnableRegion", "account:DisableRegion"),
    from: {
      ...fromMembers(detected("Regions are each account's own choice", "account-regions-changed")),
      management: detected(NO_SCP_THERE, "account-regions-changed"),
    },
  },
  {
    id: "weaken-organization-policy",
    plane: "organization",
    title: "Change, detach or delete a policy, or switch its type off",
    effect: "the service and resource control policies hold no more",
    techniques: ["T1562.001", "T1666"],
    steps: [...ofPolicyType("of a service control policy"), ...ofPolicyType("of a resource control policy")],
    from: {
      ...fromMembers(prevented(["DenyPolicyAdministration"], MANAGEMENT_ONLY)),
      management: detected(
        NO_SCP_THERE,
        "organization-policy-changed",
        "cis-4-15-organization-changed",
        "guardrails-check",
      ),
    },
  },
  {
    id: "rename-or-delete-unit",
    plane: "organization",
    title: "Rename or delete a guarded unit",
    effect: "the units are looked up by name: no plan finds it any more",
    techniques: ["T1666"],
    steps: each(
      "organizationalUnit",
      "organizations:DeleteOrganizationalUnit",
      "organizations:UpdateOrganizationalUnit",
    ),
    from: {
      ...fromMembers(MANAGEMENT_ONLY),
      management: detected(NO_SCP_THERE, "organization-changed", "cis-4-15-organization-changed", "guardrails-check"),
    },
  },
  {
    id: "attach-refusing-policy",
    plane: "organization",
    title: "Attach a resource control policy that refuses the trail its archive",
    effect: "delivery stops although trail, bucket and key are as they were",
    techniques: ["T1562.008"],
    steps: [
      {
        action: "organizations:AttachPolicy",
        target: "organizationPolicy",
        requestContext: "of a resource control policy",
      },
    ],
    from: {
      ...fromMembers(prevented(["DenyPolicyAdministration"], MANAGEMENT_ONLY)),
      management: detected(
        NO_SCP_THERE,
        "organization-policy-changed",
        "cis-4-15-organization-changed",
        "trail-delivery-check",
        "archive-requests-refused",
      ),
    },
  },
  {
    id: "end-trusted-access",
    plane: "organization",
    title: "End CloudTrail's trusted access",
    effect: "the trail silently shrinks to the management account",
    techniques: ["T1562.008"],
    steps: each("account", "organizations:DisableAWSServiceAccess"),
    from: {
      ...fromMembers(MANAGEMENT_ONLY),
      management: detected(NO_SCP_THERE, "trusted-access-changed", "guardrails-check", "coverage-check"),
    },
  },
  {
    id: "delegate-policy-administration",
    plane: "organization",
    title: "Delegate the administration of policies, or take it back",
    effect: "an attacker's account may change every policy",
    techniques: ["T1098.003", "T1484.002"],
    steps: [
      ...each("organizationDelegation", "organizations:PutResourcePolicy"),
      ...each("account", "organizations:DeleteResourcePolicy"),
    ],
    from: {
      ...fromMembers(MANAGEMENT_ONLY),
      management: detected(NO_SCP_THERE, "organization-policy-changed"),
    },
  },
  {
    id: "register-service-administrator",
    plane: "organization",
    title: "Register another delegated administrator",
    effect: "an attacker's account administers a service for the organization",
    techniques: ["T1098.003", "T1484.002"],
    steps: each(
      "logArchiveAccount",
      "organizations:RegisterDelegatedAdministrator",
      "organizations:DeregisterDelegatedAdministrator",
    ),
    from: {
      ...fromMembers(MANAGEMENT_ONLY),
      management: detected(NO_SCP_THERE, "delegated-admin-changed"),
    },
  },
  {
    id: "close-archive-account",
    plane: "organization",
    title: "Close the log-archive account from the management account",
    effect: "the one way past a COMPLIANCE lock: the archive is gone 90 days later",
    techniques: ["T1485", "T1666"],
    steps: each("logArchiveAccount", "organizations:CloseAccount"),
    from: {
      ...fromMembers(MANAGEMENT_ONLY),
      management: detected(`${NO_SCP_THERE}; AWS gives 90 days to reopen the account`, "organization-changed"),
    },
  },
  {
    id: "close-own-account",
    plane: "organization",
    title: "Close the account from within",
    effect: "the same, by the account's own root",
    techniques: ["T1485"],
    steps: each("accountItself", "account:CloseAccount"),
    from: {
      ...fromMembers(prevented(["DenyLeavingOrganization"], noGuardrail("organization-changed"))),
      management: MANAGEMENT_CLOSES_LAST,
    },
  },
  {
    id: "delete-organization",
    plane: "organization",
    title: "Delete the organization",
    effect: "no trail, no policy; every member has to be gone first",
    techniques: ["T1666"],
    steps: each("account", "organizations:DeleteOrganization"),
    from: { ...fromMembers(MANAGEMENT_ONLY), management: changed },
  },
  {
    id: "return-root-credentials",
    plane: "organization",
    title: "Give members' root users their credentials back",
    effect: "root users that nobody watches",
    techniques: ["T1098.001", "T1078.004"],
    steps: each("account", "iam:DisableOrganizationsRootCredentialsManagement", "iam:DisableOrganizationsRootSessions"),
    from: {
      ...fromMembers(ROOT_ACCESS_MANAGEMENT_ONLY),
      management: detected(NO_SCP_THERE, "root-credentials-returned"),
    },
  },
  {
    id: "open-root-session",
    plane: "organization",
    title: "Open a root session in the log-archive account",
    effect: "a session that might delete the archive's bucket policy, if nothing denied delete-bucket-policy-as-root",
    techniques: ["T1548.005", "T1078.004"],
    steps: each("logArchiveRoot", "sts:AssumeRoot"),
    from: {
      ...fromMembers(ROOT_ACCESS_MANAGEMENT_ONLY),
      management: detected(NO_SCP_THERE, "root-session-opened"),
    },
  },
  {
    id: "delete-bucket-policy-as-root",
    plane: "organization",
    title: "Delete a bucket policy in such a root session",
    effect: "the archive has no policy left",
    techniques: ["T1548.005", "T1562.008"],
    steps: each("archiveBucket", "s3:DeleteBucketPolicy"),
    as: "unlocking-root",
    from: { "log-archive": prevented(["DenyArchiveBucketDestruction", "RcpDenyArchiveDestruction"]) },
  },
  {
    id: "enter-archive-by-access-role",
    plane: "organization",
    title: "Enter the log-archive account through OrganizationAccountAccessRole",
    effect: "an administrator of the management account is one of the log archive's, and bound as those are",
    techniques: ["T1078.004"],
    steps: each("accessRole", "sts:AssumeRole"),
    from: {
      management: detected("the role trusts the management account, whose it is", "archive-account-entered"),
      "log-archive": notGranted,
    },
  },
  {
    id: "enter-archive-by-open-role",
    plane: "organization",
    title: "Enter the log-archive account through a role that somebody opened to everyone",
    effect: "a stranger is in the log-archive account",
    techniques: ["T1078.004"],
    steps: each("openRole", "sts:AssumeRole"),
    from: {
      ...fromMembers(opened),
      management: opened,
      "log-archive": residual("whoever is in the account is in already"),
      outside: prevented(["RcpDenyRolesOutsideOrganization"], opened),
    },
  },
];

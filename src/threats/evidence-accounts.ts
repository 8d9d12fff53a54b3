import { type Attack, detected, each, NO_SCP_THERE, type Outcome, refused, residual } from "./attack";

const OWN_PEOPLE = residual(
  "whom a workload account lets in is its own business: the trail records it, and nothing of the trail is there",
);

/** The same wherever the evidence is held, and left to the others. */
function where(outcome: Outcome): Attack["from"] {
  return {
    management: outcome,
    "log-archive": outcome,
    security: outcome,
    workload: OWN_PEOPLE,
    unplaced: OWN_PEOPLE,
  };
}

const IDENTITY_CENTER = refused(
  "Identity Center is administered from the management account, or from the account that it is delegated to",
  "https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html",
);

/** Coming back to the accounts that hold the trail, the archive and what watches them, and taking other evidence away. */
export const EVIDENCE_ACCOUNT_ATTACKS: readonly Attack[] = [
  {
    id: "make-user-in-evidence-account",
    plane: "organization",
    title: "Make a user, a key or a password in an account that holds the evidence, or take its MFA away",
    effect: "a way back in that no role's end closes",
    techniques: ["T1136.003", "T1098.001", "T1556.006"],
    steps: each(
      "ownUser",
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:CreateUser",
      "iam:DeactivateMFADevice",
      "iam:PutUserPolicy",
    ),
    from: where(
      detected(
        "whoever administers an account makes its users, and no guardrail forbids it",
        "evidence-identity-changed",
      ),
    ),
  },
  {
    id: "change-account-contacts",
    plane: "organization",
    title: "Change the contacts of such an account, or its root user's e-mail address",
    effect: "whoever has the mailbox sets the root user's password anew; AWS's security notices go to the attacker",
    techniques: ["T1098", "T1531"],
    steps: each("contacts", "account:PutAlternateContact", "account:PutContactInformation"),
    from: where(detected("the account's own, and the management account's for it", "account-contacts-changed")),
  },
  {
    id: "replace-identity-source",
    plane: "organization",
    title: "Put another identity provider behind Identity Center, or make a token that provisions its people",
    effect: "whoever signs for it is the deploy role, or a reader",
    techniques: ["T1556.007", "T1484.002"],
    steps: [
      ...each("account", "sso:AssociateDirectory"),
      ...each("account", "sso-directory:CreateBearerToken", "sso-directory:EnableExternalIdPConfigurationForDirectory"),
    ],
    from: {
      "log-archive": IDENTITY_CENTER,
      security: IDENTITY_CENTER,
      workload: IDENTITY_CENTER,
      unplaced: IDENTITY_CENTER,
      management: detected(NO_SCP_THERE, "identity-center-changed"),
    },
  },
  {
    id: "join-assigned-group",
    plane: "organization",
    title: "Join a group that is assigned in the log archive",
    effect: "a reader, or the deploy role, without an assignment",
    techniques: ["T1098.003"],
    steps: each("account", "sso-directory:AddMemberToGroup"),
    from: {
      "log-archive": IDENTITY_CENTER,
      security: IDENTITY_CENTER,
      workload: IDENTITY_CENTER,
      unplaced: IDENTITY_CENTER,
      management: detected(NO_SCP_THERE, "directory-membership-changed"),
    },
  },
  {
    id: "copy-calls-by-own-rule",
    plane: "events",
    title: "Copy the calls of an account that holds the evidence by a rule of any name, or a pipe",
    effect: "the attacker reads who does what there, as it happens",
    techniques: ["T1537"],
    steps: [...each("ownRule", "events:PutTargets"), ...each("ownPipe", "pipes:CreatePipe")],
    from: where(detected("rules and pipes of other names are the account's own", "events-copied-out")),
  },
  {
    id: "stop-other-records",
    plane: "evasion",
    title: "Stop another record of an account: flow logs, an activity stream, Bedrock's invocation log",
    effect: "what the trail does not say, nothing says",
    techniques: ["T1562.008"],
    steps: [
      ...each("ownFlowLog", "ec2:DeleteFlowLogs"),
      ...each("ownCluster", "rds:StopActivityStream"),
      ...each("account", "bedrock:DeleteModelInvocationLoggingConfiguration"),
    ],
    from: Object.fromEntries(
      (["management", "log-archive", "security", "workload", "unplaced"] as const).map((vantage) => [
        vantage,
        detected("they are the account's own", "evidence-source-stopped"),
      ]),
    ),
  },
];

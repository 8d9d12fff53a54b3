import type { EventDetection } from "../detection";
import { type Condition, type EventClause, fieldIs, fieldIsOther, isAbsent } from "../event-clause";
import { inItsAccount } from "../next-query";

const BY_ROOT: readonly Condition[] = [fieldIs("userIdentity.type", "Root"), isAbsent("userIdentity.invokedBy")];

/** What root does, without what it looks at: a console lists and describes with every click. */
export const ROOT_AT_WORK: readonly EventClause[] = [
  { sources: ["signin"], names: ["ConsoleLogin"], where: BY_ROOT },
  { where: [...BY_ROOT, fieldIsOther("eventType", "AwsServiceEvent")] },
];

export const rootUsed = {
  id: "root-used",
  kind: "events",
  group: "identity",
  title: "A root user signed in or changed something",
  why: "root can do everything that no organization policy denies, and nobody needs it day to day",
  severity: "critical",
  controls: ["CIS 1.7", "SOC 2 CC6.1"],
  techniques: ["T1078.004"],
  next: inItsAccount("root-activity"),
  events: () => ROOT_AT_WORK,
  // The metric filter is the benchmark's own, and counts what root looks at too.
  by: ["event-rule"],
  cases: ({ management, logArchive, prod }) => ({
    about: ["caller"],
    anywhere: true,
    fires: [
      { call: "s3:PutBucketPolicy", in: prod, by: { root: "without MFA" } },
      { call: "iam:CreateAccessKey", in: management, by: { root: "with MFA" } },
      { signIn: "with MFA", in: logArchive, by: { root: "without MFA" } },
      { signIn: "without MFA", in: logArchive, by: { root: "without MFA" }, failed: "Failed authentication" },
    ],
    misses: [
      { call: "s3:PutBucketPolicy", in: prod },
      { call: "s3:ListBuckets", in: prod, by: { root: "without MFA" } },
      { call: "signin:GetSigninToken", in: prod, by: { root: "without MFA" } },
      { call: "kms:Decrypt", in: prod, readOnly: true, by: { root: "without MFA", invokedBy: "s3.amazonaws.com" } },
      { call: "account:CloseAccountResult", in: prod, by: { root: "without MFA" }, eventType: "AwsServiceEvent" },
    ],
  }),
  runbook: {
    seen: "Twin: the alarm `cis-4-3-root-used`.",
    means:
      "the root user of an account signed in, or changed something. What it only looks at is counted by the twin alone, which therefore may come without this.",
    falseAlarm:
      "a task that [only root can do](https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-tasks.html), announced.",
    restore: [
      "a member: deny its root by an SCP ([contain](first-five-minutes.md#contain)); then, with centralized root access, delete its credentials; without, its owner resets them. The management account's: its owner, at once.",
      {
        commands: [
          "aws iam get-account-summary --profile PROFILE_OF_ITS_ACCOUNT --query 'SummaryMap.[AccountAccessKeysPresent,AccountMFAEnabled]'",
          "aws sts assume-root --profile MANAGEMENT_PROFILE --region IAM_REGION --target-principal ACCOUNT --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials",
        ],
      },
      "With the credentials it returns: `aws iam delete-login-profile`, `aws iam list-access-keys`, `aws iam delete-access-key --access-key-id AKIA...`, without a user's name ([AWS](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html)). It raises `root-session-opened`.",
    ],
  },
} as const satisfies EventDetection;

import type { Names } from "../../naming";
import { assumedDeployerArn } from "../../naming/deployers";
import type { DetectionContext, EventDetection } from "../detection";
import { type Condition, fieldIsNone, fieldIsOther, inAccount } from "../event-clause";

export const archiveAccountEntered = {
  id: "archive-account-entered",
  kind: "events",
  group: "identity",
  title: "Somebody entered the log-archive account",
  why: "nobody works in this account day to day: whoever enters may read the logs or try to delete them",
  severity: "high",
  controls: ["OWN-7", "HIPAA 164.312(d)"],
  techniques: ["T1078.004"],
  next: { query: "account-day", given: ({ names }) => ({ account: names.logArchiveAccountId, on_day: "<time>" }) },
  events: (context) => [
    {
      sources: ["sts"],
      names: ["AssumeRole"],
      where: [
        inAccount(context.names.logArchiveAccountId),
        // A service that assumes a role of its own has no account; the account's own roles are in already.
        fieldIsOther("userIdentity.accountId", context.names.logArchiveAccountId),
        ...exceptForExpected(context),
      ],
    },
    {
      sources: ["sts"],
      names: ["AssumeRoleWith*"],
      where: [inAccount(context.names.logArchiveAccountId)],
    },
    { sources: ["signin"], names: ["ConsoleLogin"], where: [inAccount(context.names.logArchiveAccountId)] },
  ],
  by: ["metric-filter", "event-rule"],
  runbook: {
    means:
      "somebody assumed a role of, or signed in to, the log-archive account, LOG_ARCHIVE_ACCOUNT. Who says who; the role is in `requestParameters.roleArn`.",
    falseAlarm:
      "an announced incident access by a role of `archive.readers`; an apply or plan, where Terraform deploys as a permission set: its people are reported as they sign in.",
    restore: [
      "nothing to put back; see what was done there, and end it. Reads of the archive are in the access logs, whose names begin with the time:",
      {
        commands: [
          "aws s3 ls s3://ACCESS_LOG_BUCKET/archive/ --profile LOG_ARCHIVE_PROFILE | tail",
          "npm run plan log-archive",
        ],
      },
      "A role that lets strangers in: correct its trust policy, `aws iam update-assume-role-policy`.",
    ],
  },
} as const satisfies EventDetection;

/**
 * Terraform enters with every plan. In a permission set's role it does so as a person, who is told of as any other. Auditors
 * are told of by themselves; one that was refused says no role, and is told of here.
 */
function exceptForExpected({ names, organization }: DetectionContext): readonly Condition[] {
  const deployer = assumedDeployerArn(names, organization, organization.accounts.logArchive);
  const expected = [...(deployer === undefined ? [] : [deployer]), ...auditorRoles(names)];
  return expected.length === 0 ? [] : [fieldIsNone("requestParameters.roleArn", ...expected)];
}

/** By a pattern: each by its name would be more than a filter has room for. */
const auditorRoles = ({ auditors, auditorRoles }: Names): readonly string[] =>
  auditors.length === 0 ? [] : [auditorRoles];

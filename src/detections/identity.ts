import type { Organization } from "../config/organization";
import { deployerRoleArn } from "../naming";
import type { Detection, Scope } from "./detection";
import { type Condition, fieldIs, fieldIsNone, fieldIsOther, inAccount, isAbsent, isTrue } from "./event-clause";

/** The last segment of a role's name: what IAM's events call it. */
const withoutPath = (role: string): string => role.split("/").at(-1) ?? role;

/** Becoming somebody who may do more. */
export const IDENTITY_DETECTIONS = {
  "root-session-opened": {
    kind: "events",
    group: "identity",
    title: "A root session was opened in a member account",
    why: "in the log archive it could delete a bucket's policy, had no other policy anything against it",
    severity: "critical",
    controls: ["OWN-7"],
    events: () => [{ sources: ["sts"], names: ["AssumeRoot"] }],
    by: ["metric-filter", "event-rule"],
  },
  "root-used": {
    kind: "events",
    group: "identity",
    title: "A root user was used",
    why: "root may do everything in its account that no organization policy denies, and nobody needs it day by day",
    severity: "critical",
    controls: ["CIS 1.7", "SOC 2 CC6.1"],
    events: () => [
      {
        names: [],
        where: [
          fieldIs("userIdentity.type", "Root"),
          isAbsent("userIdentity.invokedBy"),
          fieldIsOther("eventType", "AwsServiceEvent"),
        ],
      },
    ],
    // The metric filter is the benchmark's own.
    by: ["event-rule"],
  },
  "archive-account-entered": {
    kind: "events",
    group: "identity",
    title: "Somebody entered the log-archive account",
    why: "nobody works there day by day; whoever is in reads, and tries the locks",
    severity: "high",
    controls: ["OWN-7", "HIPAA 164.312(d)"],
    events: (scope) => [
      {
        sources: ["sts"],
        names: ["AssumeRole"],
        where: [
          inAccount(scope.names.logArchiveAccountId),
          // A service that assumes a role of its own has no account; the account's own roles are in already.
          fieldIsOther("userIdentity.accountId", scope.names.logArchiveAccountId),
          ...exceptForDeployRole(scope),
        ],
      },
      {
        sources: ["sts"],
        names: ["AssumeRoleWith*"],
        where: [inAccount(scope.names.logArchiveAccountId)],
      },
      { sources: ["signin"], names: ["ConsoleLogin"], where: [inAccount(scope.names.logArchiveAccountId)] },
    ],
    by: ["metric-filter", "event-rule"],
  },
  "guardrail-role-changed": {
    kind: "events",
    group: "identity",
    title: "The deploy role was made, changed or deleted",
    why: "whoever is that role walks through every exemption of the guardrails",
    severity: "critical",
    controls: ["SOC 2 CC6.1"],
    events: ({ organization: { guardrails } }) =>
      guardrails.deployRole === undefined
        ? []
        : [{ sources: ["iam"], where: [fieldIs("requestParameters.roleName", withoutPath(guardrails.deployRole))] }],
    by: ["metric-filter", "event-rule"],
  },
  "reader-role-changed": {
    kind: "events",
    group: "identity",
    title: "A role that reads the archive was made, changed or deleted",
    why: "whoever is that role reads every account's logs",
    severity: "high",
    controls: ["HIPAA 164.312(a)(1)"],
    events: ({ organization }) =>
      readersByAccount(organization).map(([accountId, roles]) => ({
        sources: ["iam"],
        where: [inAccount(accountId), fieldIs("requestParameters.roleName", ...roles)],
      })),
    by: ["metric-filter", "event-rule"],
  },
  "oversized-request": {
    kind: "events",
    group: "identity",
    title: "A change in IAM was too long for CloudTrail to record",
    why: "CloudTrail says that something changed and leaves out what: a known way to hide a policy",
    severity: "high",
    controls: ["HIPAA 164.312(b)"],
    events: () => [{ sources: ["iam"], where: [isTrue("requestParameters.omitted")] }],
    by: ["metric-filter", "event-rule"],
  },
} as const satisfies Record<string, Detection>;

/** Accounts of readers, each with the names of its roles. */
function readersByAccount({ archive }: Organization): readonly (readonly [string, readonly string[]])[] {
  const accounts = [...new Set(archive.readers.map(({ accountId }) => accountId))];
  return accounts.map((id) => {
    const readers = archive.readers.filter(({ accountId }) => accountId === id);
    return [id, [...new Set(readers.map(({ role }) => withoutPath(role)))]] as const;
  });
}

/** Terraform enters with every plan. */
function exceptForDeployRole({ names, organization }: Scope): readonly Condition[] {
  const roleArn = deployerRoleArn(names, organization, organization.accounts.logArchive);
  return roleArn === undefined ? [] : [fieldIsNone("requestParameters.roleArn", roleArn)];
}

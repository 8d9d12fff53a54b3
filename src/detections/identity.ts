import type { Organization } from "../config/organization";
import { type Names, STACK_SET_ROLES } from "../naming";
import { assumedDeployerArn, deployerRoles, sessionRoleName } from "../naming/deployers";
import type { Detection, Scope } from "./detection";
import {
  CHANGES,
  type Condition,
  type EventClause,
  fieldIs,
  fieldIsNone,
  fieldIsOther,
  inAccount,
  isAbsent,
  isTrue,
} from "./event-clause";
import { anywhere, inItsAccount } from "./next-query";

const BY_ROOT: readonly Condition[] = [fieldIs("userIdentity.type", "Root"), isAbsent("userIdentity.invokedBy")];

/** What root does, without what it looks at: a console lists and describes with every click. */
export const ROOT_AT_WORK: readonly EventClause[] = [
  { sources: ["signin"], names: ["ConsoleLogin"], where: BY_ROOT },
  { where: [...BY_ROOT, fieldIsOther("eventType", "AwsServiceEvent")] },
];

/** Becoming somebody who may do more. */
export const IDENTITY_DETECTIONS = {
  "root-session-opened": {
    kind: "events",
    group: "identity",
    title: "A root session was opened in a member account",
    why: "in the log archive such a session can delete a bucket's policy, unless another policy denies it",
    severity: "critical",
    controls: ["OWN-7"],
    next: anywhere("root-activity"),
    events: () => [{ sources: ["sts"], names: ["AssumeRoot"] }],
    by: ["metric-filter", "event-rule"],
  },
  "root-used": {
    kind: "events",
    group: "identity",
    title: "A root user signed in, or changed something",
    why: "root may do everything in its account that no organization policy denies, and nobody needs it day by day",
    severity: "critical",
    controls: ["CIS 1.7", "SOC 2 CC6.1"],
    next: inItsAccount("root-activity"),
    events: () => ROOT_AT_WORK,
    // The metric filter is the benchmark's own, and counts what root looks at too.
    by: ["event-rule"],
  },
  "archive-account-entered": {
    kind: "events",
    group: "identity",
    title: "Somebody entered the log-archive account",
    why: "nobody works there day by day; whoever enters may read the logs or try to delete them",
    severity: "high",
    controls: ["OWN-7", "HIPAA 164.312(d)"],
    next: { query: "account-day", given: ({ names }) => ({ account: names.logArchiveAccountId, on_day: "<time>" }) },
    events: (scope) => [
      {
        sources: ["sts"],
        names: ["AssumeRole"],
        where: [
          inAccount(scope.names.logArchiveAccountId),
          // A service that assumes a role of its own has no account; the account's own roles are in already.
          fieldIsOther("userIdentity.accountId", scope.names.logArchiveAccountId),
          ...exceptForExpected(scope),
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
  "auditor-access-used": {
    kind: "events",
    group: "identity",
    title: "Somebody took on a role that reads the archive for an incident or an audit",
    why: "the role reads every account's logs: whoever answers for the incident or the audit knows who it was",
    severity: "low",
    controls: ["HIPAA 164.312(b)", "SOC 2 CC6.2"],
    next: { query: "account-day", given: ({ names }) => ({ account: names.logArchiveAccountId, on_day: "<time>" }) },
    // The console's switch of roles is recorded so too, besides as SwitchRole.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
    events: ({ names }) =>
      names.auditors.length === 0
        ? []
        : [
            {
              sources: ["sts"],
              names: ["AssumeRole"],
              where: [inAccount(names.logArchiveAccountId), fieldIs("requestParameters.roleArn", names.auditorRoles)],
            },
          ],
    by: ["metric-filter", "event-rule"],
  },
  "guardrail-role-changed": {
    kind: "events",
    group: "identity",
    title: "A role that Terraform works as was made, changed or deleted",
    why: "the guardrails exempt this role, and the audit bus ignores what it changes",
    severity: "critical",
    controls: ["SOC 2 CC6.1"],
    next: inItsAccount("policy-changes"),
    events: (scope) => [
      ...inGroups(trustedRoles(scope)).map((roles) => ({
        sources: ["iam"],
        where: [fieldIs("requestParameters.roleName", ...roles)],
      })),
      ...permissionSetRoleChanges(scope),
      ...stackSetRoleChanges(scope),
    ],
    by: ["metric-filter", "event-rule"],
  },
  "reader-role-changed": {
    kind: "events",
    group: "identity",
    title: "A role that reads the archive was made, changed or deleted",
    why: "this role reads every account's logs",
    severity: "high",
    controls: ["HIPAA 164.312(a)(1)"],
    next: inItsAccount("policy-changes"),
    events: ({ organization }) =>
      readersByAccount(organization).map(([accountId, roles]) => ({
        sources: ["iam"],
        where: [inAccount(accountId), fieldIs("requestParameters.roleName", ...roles)],
      })),
    by: ["metric-filter", "event-rule"],
  },
  "identity-provider-changed": {
    kind: "events",
    group: "identity",
    title: "An identity provider, or a trust anchor, was made, changed or deleted",
    why: "a role may trust it: whoever changes it can become the deploy role, or a reader of the archive, without changing the role",
    severity: "high",
    controls: ["SOC 2 CC6.1"],
    next: inItsAccount("federation-changes"),
    events: ({ names }) => [
      {
        sources: ["iam"],
        names: ["*SAMLProvider", "AddClientID*", "UpdateOpenIDConnectProviderThumbprint"],
        where: [CHANGES, BY_PEOPLE],
      },
      // Of these a cluster has one, which a team makes with it.
      { sources: ["iam"], names: ["*OpenIDConnectProvider"], where: [CHANGES, inAccount(...names.auditAccountIds)] },
      // A workload's session is one of them, each hour, and no page says whether it counts as a change.
      // https://docs.aws.amazon.com/rolesanywhere/latest/userguide/logging-using-cloudtrail.html
      { sources: ["rolesanywhere"], where: [fieldIsOther("eventName", "CreateSession")] },
    ],
    by: ["metric-filter", "event-rule"],
  },
  "audit-access-assigned": {
    kind: "events",
    group: "identity",
    title: "Somebody was assigned a permission set in an account that holds the trail, the archive or the hub",
    why: "people with that permission set may now deploy, or read the archive",
    severity: "high",
    controls: ["SOC 2 CC6.2"],
    next: anywhere("identity-center-assignments"),
    events: ({ names }) => [
      {
        sources: ["sso"],
        names: ["CreateAccountAssignment"],
        where: [fieldIs("requestParameters.targetId", ...names.auditAccountIds)],
      },
    ],
    // Identity Center's own Region is not known here, and may be one from which nothing is forwarded.
    by: ["metric-filter"],
  },
  "oversized-request": {
    kind: "events",
    group: "identity",
    title: "A change was too long for CloudTrail to record",
    why: "CloudTrail says that something changed and leaves out what: detections that ask for a name do not see it",
    severity: "high",
    controls: ["HIPAA 164.312(b)"],
    next: inItsAccount("resource-activity", () => ({ resource: "originalSize" })),
    events: ({ names }) => [
      { sources: ["iam"], where: [isTrue("requestParameters.omitted")] },
      { where: [isTrue("requestParameters.omitted"), inAccount(...names.auditAccountIds)] },
    ],
    by: ["metric-filter", "event-rule"],
  },
} as const satisfies Record<string, Detection>;

/** Roles that guardrails exempt, or that Terraform works as: all that is trusted by its name, but what AWS makes itself. */
function trustedRoles({ organization }: Scope): readonly string[] {
  const { deployRole } = organization.guardrails;
  const madeByAws = [STACK_SET_ROLES, ...(typeof deployRole === "object" ? [sessionRoleName(deployRole)] : [])];
  return deployerRoles(organization).filter((role) => !madeByAws.includes(role));
}

/** Not by Identity Center, whose service-linked role says so. */
const BY_PEOPLE = fieldIsNone("userIdentity.invokedBy", "sso.amazonaws.com");

/**
 * Identity Center makes the role in each account that the permission set is assigned in: that is told where the role is
 * exempt or trail and watchers are, and nowhere else. Whoever else makes a role of the name, is told everywhere.
 */
function permissionSetRoleChanges({ names, organization }: Scope): readonly EventClause[] {
  const { deployRole } = organization.guardrails;
  if (typeof deployRole !== "object") return [];
  const role = fieldIs("requestParameters.roleName", sessionRoleName(deployRole));
  return [
    { sources: ["iam"], where: [role, BY_PEOPLE] },
    { sources: ["iam"], where: [role, inAccount(...names.auditAccountIds)] },
  ];
}

/**
 * StackSets itself makes its role in each account that joins, and says so: CloudFormation on somebody's behalf says
 * otherwise. https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-cloudformation.html
 */
function stackSetRoleChanges({ organization }: Scope): readonly EventClause[] {
  if (!deployerRoles(organization).includes(STACK_SET_ROLES)) return [];
  const byOthers = fieldIsNone("userIdentity.invokedBy", "*stacksets.cloudformation.amazonaws.com");
  return [{ sources: ["iam"], where: [fieldIs("requestParameters.roleName", STACK_SET_ROLES), byOthers] }];
}

/** So many names of roles, of 64 characters each, as one clause of a rule's pattern has room for. */
const NAMES_OF_A_CLAUSE = 20;

function inGroups(names: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(names.length / NAMES_OF_A_CLAUSE);
  return Array.from({ length: count }, (_, index) =>
    names.slice(index * NAMES_OF_A_CLAUSE, (index + 1) * NAMES_OF_A_CLAUSE),
  );
}

/** Accounts of readers, each with the names of its roles. */
function readersByAccount({ archive }: Organization): readonly (readonly [string, readonly string[]])[] {
  const accounts = [...new Set(archive.readers.map(({ accountId }) => accountId))];
  return accounts.map((id) => {
    const readers = archive.readers.filter(({ accountId }) => accountId === id);
    return [id, [...new Set(readers.map(({ role }) => sessionRoleName(role)))]] as const;
  });
}

/**
 * Terraform enters with every plan. In a permission set's role it does so as a person, who is told of as any other. Auditors
 * are told of by themselves; one that was refused says no role, and is told of here.
 */
function exceptForExpected({ names, organization }: Scope): readonly Condition[] {
  const deployer = assumedDeployerArn(names, organization, organization.accounts.logArchive);
  const expected = [...(deployer === undefined ? [] : [deployer]), ...auditorRoles(names)];
  return expected.length === 0 ? [] : [fieldIsNone("requestParameters.roleArn", ...expected)];
}

/** By a pattern: each by its name would be more than a filter has room for. */
const auditorRoles = ({ auditors, auditorRoles }: Names): readonly string[] =>
  auditors.length === 0 ? [] : [auditorRoles];

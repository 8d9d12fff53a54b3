import { type Names, withoutPath } from "../../naming";
import { assumedDeployerArn, sessionRoleName } from "../../naming/deployers";
import type { DetectionContext, EventDetection } from "../detection";
import { type Condition, type EventClause, fieldIs, fieldIsNone, fieldIsOther, inAccount } from "../event-clause";

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
    ...rolesAssumed(context),
    {
      sources: ["sts"],
      names: ["AssumeRoleWith*"],
      where: [
        inAccount(context.names.logArchiveAccountId),
        ...roleIsNone(...deployPermissionSet(context).map(byItsName)),
      ],
    },
    ...consoleOpened(context),
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ names, management, logArchive, prod }) => {
    const into = (role: string, roleSessionName: string) => ({
      call: "sts:AssumeRole",
      in: logArchive,
      parameters: { roleArn: `arn:aws:iam::${logArchive}:role/${role}`, roleSessionName },
      readOnly: true,
    });
    const asAdministrator = into("OrganizationAccountAccessRole", "alice");
    const asScanner = into("PostureScanner", "scan");
    const auditor = names.auditors[0]?.role.name ?? "";
    return {
      about: ["caller", "parameters"],
      fires: [
        { ...asAdministrator, parameters: null, by: { account: management } },
        { ...asAdministrator, by: { account: management } },
        { ...asAdministrator, by: { account: "999999999999" } },
        { call: "sts:AssumeRoleWithSAML", in: logArchive, readOnly: true, by: { saml: "bob@example.com" } },
        { signIn: "with MFA", in: logArchive, by: { user: "mallory" } },
        // A scanner's role, by whom it is not for; and what neither a scanner nor Terraform needs.
        { ...asScanner, by: { account: "888877776666" } },
        { signIn: "without MFA", in: logArchive, by: { role: "PostureScanner" } },
        { signIn: "without MFA", in: logArchive, by: { role: "OrgAuditDeployer", session: "terraform" } },
      ],
      misses: [
        { ...asAdministrator, by: { service: "cloudtrail.amazonaws.com" } },
        asAdministrator,
        { ...asScanner, by: { account: "999988887777" } },
        // Told of a moment before, as its session was given.
        { signIn: "without MFA", in: logArchive, by: { permissionSet: "SecurityAudit" } },
        // Told of by itself.
        { ...into(auditor, "alice"), by: { account: "222233334444" } },
        { call: "sts:AssumeRole", in: prod, readOnly: true, by: { account: management } },
        { signIn: "without MFA", in: prod, by: { permissionSet: "SecurityAudit" } },
        { ...into("OrgAuditDeployer", "terraform"), by: { account: management } },
      ],
    };
  },
  runbook: {
    seen: "A sign-in by Identity Center is recorded in Identity Center's Region: where nothing is forwarded from that, the alarm comes alone.",
    means:
      "somebody assumed a role of, or signed in to, the log-archive account, LOG_ARCHIVE_ACCOUNT. Who says who; the role is in `requestParameters.roleArn`.",
    falseAlarm:
      "an announced incident access by a role of `archive.readers`. Terraform's role and permission set are left out, and scanners that `alerts.scanners` names, but for the console; a scanner that nobody named comes every hour: name it.",
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
 * Terraform enters with every plan, and scanners every hour. Auditors are told of by themselves; one that was refused says no
 * role, and is told of here.
 */
function rolesAssumed(context: DetectionContext): readonly EventClause[] {
  const { names, organization } = context;
  const { scanners } = organization.alerts;
  const assumed = { sources: ["sts"], names: ["AssumeRole"] };
  const here = inAccount(names.logArchiveAccountId);
  // A service that assumes a role of its own has no account; the account's own roles are in already.
  const callerIsOther = (...accountIds: readonly string[]) =>
    fieldIsOther("userIdentity.accountId", names.logArchiveAccountId, ...accountIds);
  const expected = [...assumedDeployRole(context), ...scanners.map(({ role }) => role)].map(byItsName);
  return [
    { ...assumed, where: [here, callerIsOther(), ...roleIsNone(...expected, ...auditorRoles(names))] },
    ...scanners.map(({ accountId, role }) => ({
      ...assumed,
      where: [here, callerIsOther(accountId), fieldIs(ROLE, byItsName(role))],
    })),
  ];
}

/**
 * Who opens the console in a role's session has assumed the role a moment before, and is told of for that. Not so in the roles
 * that are expected: neither Terraform nor a scanner needs a console.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-saml.html
 */
function consoleOpened(context: DetectionContext): readonly EventClause[] {
  const { names, organization } = context;
  const expected = [
    ...assumedDeployRole(context),
    ...deployPermissionSet(context),
    ...organization.alerts.scanners.map(({ role }) => role),
  ].map((role) => `*:assumed-role/${withoutPath(role)}/*`);
  return [
    fieldIsNone("userIdentity.type", "AssumedRole"),
    ...(expected.length === 0 ? [] : [fieldIs("userIdentity.arn", ...expected)]),
  ].map((who) => ({
    sources: ["signin"],
    names: ["ConsoleLogin"],
    where: [inAccount(names.logArchiveAccountId), who],
  }));
}

const ROLE = "requestParameters.roleArn";

const roleIsNone = (...roles: readonly string[]): readonly Condition[] =>
  roles.length === 0 ? [] : [fieldIsNone(ROLE, ...roles)];

/** ARN of the role, in whichever path: a filter has no room for a long one. */
const byItsName = (role: string): string => `*/${withoutPath(role)}`;

/** The role that Terraform assumes in the log archive. */
function assumedDeployRole({ names, organization }: DetectionContext): readonly string[] {
  const arn = assumedDeployerArn(names, organization, organization.accounts.logArchive);
  return arn === undefined ? [] : [arn];
}

/** The role of the permission set that Terraform signs in to: the profile gets a session of it with every plan. */
function deployPermissionSet({ organization }: DetectionContext): readonly string[] {
  const { deployRole } = organization.guardrails;
  return typeof deployRole === "object" ? [sessionRoleName(deployRole)] : [];
}

/** By a pattern: each by its name would be more than a filter has room for. */
const auditorRoles = ({ auditors, auditorRoles }: Names): readonly string[] =>
  auditors.length === 0 ? [] : [auditorRoles];

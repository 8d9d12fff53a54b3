import type { CaseCaller } from "../case";
import type { EventDetection } from "../detection";
import { fieldIs, inAccount } from "../event-clause";

export const auditorAccessUsed = {
  id: "auditor-access-used",
  kind: "events",
  group: "identity",
  title: "Somebody assumed a role that reads the archive for an incident or an audit",
  why: "the role reads every account's logs: check that this person is expected",
  severity: "medium",
  controls: ["HIPAA 164.312(b)", "SOC 2 CC6.2"],
  techniques: ["T1078.004", "T1530"],
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
  cases: ({ names, management, logArchive }) => {
    const [auditor] = names.auditors;
    const roleArn = auditor?.role.arn;
    const responder: CaseCaller = { permissionSet: "SecurityAudit" };
    return {
      about: ["outcome", "parameters"],
      fires: names.auditors.map(({ role }) => ({
        call: "sts:AssumeRole",
        in: logArchive,
        parameters: { roleArn: role.arn, roleSessionName: "jane" },
        readOnly: true,
        by: responder,
      })),
      misses: [
        { call: "sts:AssumeRole", in: logArchive, parameters: null, readOnly: true, by: responder },
        {
          call: "sts:AssumeRole",
          in: logArchive,
          parameters: {
            roleArn: `arn:aws:iam::${logArchive}:role/${names.auditPrefix}-forward-us-east-1`,
            roleSessionName: "alice",
          },
          readOnly: true,
          by: responder,
        },
        // The caller's account has a record of its own.
        {
          call: "sts:AssumeRole",
          in: management,
          parameters: { roleArn, roleSessionName: "alice" },
          readOnly: true,
          by: { role: "OrgAuditDeployer", session: "terraform" },
        },
        { call: "iam:GetRole", in: logArchive, parameters: { roleName: auditor?.role.name }, readOnly: true },
      ],
    };
  },
  runbook: {
    seen: "Only where `auditorAccess` is described.",
    means:
      "somebody took on a role that reads the archive for an incident or an audit. Who says who; the role, `AUDIT_PREFIX-auditor` or an auditor's own, is in `requestParameters.roleArn`; an MFA device's number beside it says that there was MFA. The CLI takes the role on anew each hour: one person's day is several of these.",
    falseAlarm: "the usual case: an incident is open, or an audit, and the person is one of its people.",
    restore: [
      "nobody knows of an incident: ask the person, by another way. No: [revoke](../incident-access.md#revoke), then [contain](first-five-minutes.md#contain) who took it on: an outsider's session names their account, one of Identity Center the person. What was read is in [archive-readers](../../queries.md#archive-readers):",
      { commands: ["npx org-trail investigate run archive-readers --logs COPY --param key=ARCHIVE_KEY_ID"] },
    ],
  },
} as const satisfies EventDetection;

import type { Organization } from "../../config/organization";
import { sessionRoleName } from "../../naming/deployers";
import type { EventDetection } from "../detection";
import { fieldIs, inAccount } from "../event-clause";
import { inItsAccount } from "../next-query";

export const readerRoleChanged = {
  id: "reader-role-changed",
  kind: "events",
  group: "identity",
  title: "A role that reads the archive or the trail's log group was created, changed or deleted",
  why: "this role reads every account's logs",
  severity: "high",
  controls: ["HIPAA 164.312(a)(1)"],
  techniques: ["T1098", "T1098.003"],
  next: inItsAccount("policy-changes"),
  events: ({ organization }) =>
    readersByAccount(organization).map(([accountId, roles]) => ({
      sources: ["iam"],
      where: [inAccount(accountId), fieldIs("requestParameters.roleName", ...roles)],
    })),
  by: ["metric-filter", "event-rule"],
  cases: ({ management, logArchive, security, prod }) => ({
    about: ["parameters"],
    fires: [
      { call: "iam:UpdateAssumeRolePolicy", in: security, parameters: { roleName: "Auditor" } },
      {
        call: "iam:PutRolePolicy",
        in: logArchive,
        parameters: { roleName: "AWSReservedSSO_SecurityAudit_0123456789abcdef" },
      },
      {
        call: "iam:CreateRole",
        in: management,
        parameters: { roleName: "AWSReservedSSO_SecurityAudit_0123456789abcdef" },
      },
    ],
    misses: [
      { call: "iam:UpdateAssumeRolePolicy", in: prod, parameters: { roleName: "Auditor" } },
      { call: "iam:UpdateAssumeRolePolicy", in: logArchive, parameters: { roleName: "Auditor" } },
      {
        call: "iam:PutRolePolicy",
        in: logArchive,
        parameters: { roleName: "AWSReservedSSO_Developer_0123456789abcdef" },
      },
      { call: "iam:GetRole", in: security, parameters: { roleName: "Auditor" } },
    ],
  }),
  runbook: {
    means:
      "a role that reads the archive or the trail's log group was made, changed or deleted. The description names it in `archive.readers` or `trail.logGroupReaders`; a permission set's role is called `AWSReservedSSO_NAME_...`.",
    falseAlarm:
      "Identity Center provisions the permission set again (Who is its service-linked role) after an announced change.",
    restore:
      "no plan shows it. Another trust or more people: undo it in Identity Center (assignments of its permission set in the reader's account), or with IAM for another role, and end its sessions. What it read meanwhile: [archive-account-entered](#archive-account-entered).",
  },
} as const satisfies EventDetection;

/** Accounts of readers, each with the names of its roles. */
function readersByAccount({
  accounts,
  archive,
  trail,
}: Organization): readonly (readonly [string, readonly string[]])[] {
  const ofLogGroup = trail.logGroupReaders.map((role) => ({ accountId: accounts.management.id, role }));
  const all = [...archive.readers, ...ofLogGroup];
  return [...new Set(all.map(({ accountId }) => accountId))].map((id) => {
    const readers = all.filter(({ accountId }) => accountId === id);
    return [id, [...new Set(readers.map(({ role }) => sessionRoleName(role)))]] as const;
  });
}

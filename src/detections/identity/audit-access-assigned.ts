import type { EventDetection } from "../detection";
import { fieldIs } from "../event-clause";
import { anywhere } from "../next-query";
import { assignmentIn } from "./assignment";

export const auditAccessAssigned = {
  id: "audit-access-assigned",
  kind: "events",
  group: "identity",
  title: "Somebody was assigned a permission set in the management, log-archive or central account",
  why: "people with this permission set may now deploy, or read the archive",
  severity: "high",
  controls: ["SOC 2 CC6.2"],
  techniques: ["T1098.003"],
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
  cases: ({ management, logArchive, prod }) => ({
    about: ["parameters"],
    fires: [
      { call: "sso:CreateAccountAssignment", in: management, parameters: assignmentIn(logArchive) },
      { call: "sso:CreateAccountAssignment", in: prod, parameters: assignmentIn(management) },
    ],
    misses: [
      { call: "sso:CreateAccountAssignment", in: management, parameters: assignmentIn(prod) },
      { call: "sso:DeleteAccountAssignment", in: management, parameters: assignmentIn(logArchive) },
      {
        call: "sso:DescribePermissionSet",
        in: management,
        parameters: { permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1" },
      },
    ],
  }),
  runbook: {
    means:
      "in Identity Center somebody was assigned a permission set in the management, log-archive or central account (`requestParameters`: `targetId`, `permissionSetArn`, `principalId`). It may be the one that deploys, or one that reads the archive.",
    falseAlarm: "an announced change of who deploys or responds.",
    restore:
      "take the assignment away in Identity Center, and end the sessions of the permission set's role in that account. Who joins a group that is assigned already is not seen here: ask the identity source.",
  },
} as const satisfies EventDetection;

import { STACK_SET_ROLES } from "../../naming";
import { deployerRoles, sessionRoleName } from "../../naming/deployers";
import type { DetectionContext, EventDetection } from "../detection";
import { type EventClause, fieldIs, fieldIsNone, inAccount } from "../event-clause";
import { inItsAccount } from "../next-query";
import { BY_PEOPLE } from "./people";

export const guardrailRoleChanged = {
  id: "guardrail-role-changed",
  kind: "events",
  group: "identity",
  title: "A role that Terraform deploys as was created, changed or deleted",
  why: "the guardrails exempt this role, and the audit bus does not report what it changes",
  severity: "critical",
  controls: ["SOC 2 CC6.1"],
  techniques: ["T1098", "T1098.003"],
  next: inItsAccount("policy-changes"),
  events: (context) => [
    ...inGroups(trustedRoles(context)).map((roles) => ({
      sources: ["iam"],
      where: [fieldIs("requestParameters.roleName", ...roles)],
    })),
    ...permissionSetRoleChanges(context),
    ...stackSetRoleChanges(context),
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ logArchive, prod }) => ({
    about: ["parameters"],
    anywhere: true,
    fires: [
      { call: "iam:UpdateAssumeRolePolicy", in: logArchive, parameters: { roleName: "OrgAuditDeployer" } },
      { call: "iam:CreateRole", in: prod, parameters: { roleName: "OrgAuditDeployer" } },
    ],
    misses: [
      { call: "iam:CreateRole", in: prod, parameters: { roleName: "OrgAuditDeployers" } },
      { call: "iam:GetRole", in: logArchive, parameters: { roleName: "OrgAuditDeployer" } },
    ],
  }),
  runbook: {
    seen: "Only where `guardrails.deployRole` or a `deploy.roleName` is named, or a StackSet forwards.",
    means:
      "a role that Terraform works as was made, changed or deleted in some account, by its name; or one called `stacksets-exec-...`, by anybody but StackSets. Whoever is that role passes the exemptions of the guardrails, and the audit bus does not tell of what it changes.",
    falseAlarm:
      "[rotate-the-deploy-role.md](../rotate-the-deploy-role.md), [add-an-account.md](../add-an-account.md), announced. StackSets making its role in an account that joined is left out, and so is Identity Center provisioning the permission set, but in the management, log-archive and central account: there somebody changed it, or assigned it for the first time.",
    restore:
      "in the account of the message, compare trust and permissions with what you recorded; end its sessions ([contain](first-five-minutes.md#contain)); put the trust policy back as the role itself, or, locked out, by [detaching](../rotate-the-deploy-role.md#detach-mend-apply). These stacks do not own it: no plan shows it.",
  },
} as const satisfies EventDetection;

/** Roles that guardrails exempt, or that Terraform works as: all that is trusted by its name, but what AWS makes itself. */
function trustedRoles({ organization }: DetectionContext): readonly string[] {
  const { deployRole } = organization.guardrails;
  const madeByAws = [STACK_SET_ROLES, ...(typeof deployRole === "object" ? [sessionRoleName(deployRole)] : [])];
  return deployerRoles(organization).filter((role) => !madeByAws.includes(role));
}

/**
 * Identity Center makes the role in each account that the permission set is assigned in: that is told where the role is
 * exempt or trail and watchers are, and nowhere else. Whoever else makes a role of the name, is told everywhere.
 */
function permissionSetRoleChanges({ names, organization }: DetectionContext): readonly EventClause[] {
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
function stackSetRoleChanges({ organization }: DetectionContext): readonly EventClause[] {
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

import type { Role } from "../../config/organization";
import type { Names } from "../../naming";
import { namesakes } from "../../naming/deployers";
import type { Conditional } from "../callers";
import type { Statement } from "../document";
import { POLICY_CHANGES, ROLE_CHANGES } from "./role-changes";

/**
 * Whoever makes, or may rewrite, a role of the exempt name would walk through every exemption, and one of that name in
 * another path is unheard by the audit bus; a forwarder whose role lost its permissions fails without a word; and whoever
 * may pass that role forwards events that never were. Customer managed policies are guarded where their names begin with the
 * deploy role's: which others it has, nobody says here; and where they begin as ours do,
 * where one of ours bounds the roles.
 */
export function denyAuditRoleChanges(
  { partition, auditPrefix, roleBoundary }: Names,
  deployRole: Role,
  exemption: Conditional,
): Statement {
  const deployRoles = namesakes(partition, deployRole);
  const boundary = roleBoundary("*");
  return {
    Sid: "DenyAuditRoleChanges",
    Effect: "Deny",
    Action: [...ROLE_CHANGES, ...POLICY_CHANGES],
    Resource: [
      ...deployRoles,
      `arn:${partition}:iam::*:role/${auditPrefix}*`,
      ...deployRoles.map(policiesOf),
      ...(boundary === undefined ? [] : [boundary.arn]),
    ],
    ...exemption,
  };
}

function policiesOf(roleArn: string): string {
  return `${roleArn.replace(":role/", ":policy/").replace(/\*$/, "")}*`;
}

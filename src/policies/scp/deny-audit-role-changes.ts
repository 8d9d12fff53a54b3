import type { Names } from "../../naming";
import type { Statement } from "../document";
import { exceptRoles } from "./except-roles";

/**
 * Whoever makes, or may rewrite, a role of the exempt name would walk through every exemption; a forwarder whose role lost
 * its permissions fails without a word; and whoever may pass that role forwards events that never were.
 */
export function denyAuditRoleChanges(
  { partition, auditPrefix }: Names,
  deployRole: string,
  deployRoleArns: readonly string[],
): Statement {
  return {
    Sid: "DenyAuditRoleChanges",
    Effect: "Deny",
    Action: [
      "iam:AttachRolePolicy",
      "iam:CreateRole",
      "iam:DeleteRole",
      "iam:DeleteRolePermissionsBoundary",
      "iam:DeleteRolePolicy",
      "iam:DetachRolePolicy",
      "iam:PassRole",
      "iam:PutRolePermissionsBoundary",
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
    ],
    Resource: [`arn:${partition}:iam::*:role/${deployRole}`, `arn:${partition}:iam::*:role/${auditPrefix}*`],
    ...exceptRoles(deployRoleArns),
  };
}

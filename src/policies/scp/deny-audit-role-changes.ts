import type { Names } from "../../naming";
import type { Statement } from "../document";
import type { Exemption } from "./except-roles";
import { ROLE_CHANGES } from "./role-changes";

/**
 * Whoever makes, or may rewrite, a role of the exempt name would walk through every exemption; a forwarder whose role lost
 * its permissions fails without a word; and whoever may pass that role forwards events that never were.
 */
export function denyAuditRoleChanges(
  { partition, auditPrefix }: Names,
  deployRole: string,
  exemption: Exemption,
): Statement {
  return {
    Sid: "DenyAuditRoleChanges",
    Effect: "Deny",
    Action: ROLE_CHANGES,
    Resource: [`arn:${partition}:iam::*:role/${deployRole}`, `arn:${partition}:iam::*:role/${auditPrefix}*`],
    ...exemption,
  };
}

import type { Statement } from "../document";
import { KEY_CHANGES_DEPLOY_ROLE_NEEDS } from "../protected-actions";
import { exceptRoles } from "./except-roles";

/** Only where a deploy role is named, as for the bucket. */
export function denyArchiveKeyChanges(deployRoleArn: string): Statement {
  return {
    Sid: "DenyArchiveKeyChanges",
    Effect: "Deny",
    Action: KEY_CHANGES_DEPLOY_ROLE_NEEDS,
    Resource: "*",
    ...exceptRoles([deployRoleArn]),
  };
}

import type { Names } from "../../naming";
import { exceptRoles } from "../callers";
import type { Statement } from "../document";
import { KEY_CHANGES_DEPLOY_ROLE_NEEDS } from "../protected-actions";

/** Only where a deploy role is named, as for the bucket. KMS asks of the alias and of the key. */
export function denyArchiveKeyChanges(
  { archiveKeyAliasArn, archiveKeyInPolicies }: Names,
  deployRoleArn: string,
): Statement {
  return {
    Sid: "DenyArchiveKeyChanges",
    Effect: "Deny",
    Action: KEY_CHANGES_DEPLOY_ROLE_NEEDS,
    Resource: [archiveKeyInPolicies, archiveKeyAliasArn],
    ...exceptRoles([deployRoleArn]),
  };
}

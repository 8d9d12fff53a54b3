import type { Names } from "../../naming";
import type { Statement } from "../document";
import { KEY_CHANGES_NOBODY_NEEDS } from "../protected-actions";

/** Of the archive's key alone: the account may have others, as AWS Control Tower's and Security Lake's. */
export function denyArchiveKeyDestruction({ archiveKeyInPolicies }: Names): Statement {
  return {
    Sid: "DenyArchiveKeyDestruction",
    Effect: "Deny",
    Action: KEY_CHANGES_NOBODY_NEEDS,
    Resource: archiveKeyInPolicies,
  };
}

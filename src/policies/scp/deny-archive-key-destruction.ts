import type { Statement } from "../document";
import { KEY_CHANGES_NOBODY_NEEDS, KEY_STORE_CHANGES_NOBODY_NEEDS } from "../protected-actions";

/** In the whole log-archive account, whose only key is the archive's. */
export function denyArchiveKeyDestruction(): Statement {
  return {
    Sid: "DenyArchiveKeyDestruction",
    Effect: "Deny",
    Action: [...KEY_CHANGES_NOBODY_NEEDS, ...KEY_STORE_CHANGES_NOBODY_NEEDS],
    Resource: "*",
  };
}

import type { Statement } from "../document";
import { SIDE_DOORS_NOBODY_NEEDS } from "../protected-actions";

/** In the whole log-archive account: it holds nothing that needs an access point, a grant or a batch job. */
export function denyArchiveSideDoors(): Statement {
  return { Sid: "DenyArchiveSideDoors", Effect: "Deny", Action: SIDE_DOORS_NOBODY_NEEDS, Resource: "*" };
}

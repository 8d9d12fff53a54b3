import { managed } from "../changes";
import type { PlanCheck } from "./check";

/** https://developer.hashicorp.com/terraform/internals/json-format#plan-representation, deposed */
export const deposed: PlanCheck = {
  id: "deposed",
  about: "A former object, left over from a replacement that was interrupted, is destroyed.",
  remedy: "Look in AWS at what the former object is. If it may go, accept it with a reason.",
  judge: ({ resource_changes: changes }) =>
    managed(changes)
      .filter((change) => change.deposed !== undefined && change.change.actions.includes("delete"))
      .map((change) => ({
        address: change.address,
        direction: "undecided" as const,
        what: `Its former object ${change.deposed} is destroyed. If the new one does not do its work yet, both are lost.`,
        before: change.change.before?.id ?? "exists",
        after: "destroyed",
      })),
};

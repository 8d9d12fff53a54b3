import { actionOf, managed } from "../changes";
import { isJudgedType } from "../compare";
import type { PlanCheck } from "./check";

export const unknownKind: PlanCheck = {
  id: "unknown-kind",
  about: "A kind of resource is made or changed that no check judges.",
  remedy: "Say in src/tools/review what a change of it is worth (CONTRIBUTING.md), or take it out of the stack.",
  judge: ({ resource_changes: changes }) =>
    managed(changes)
      .filter((change) => ["create", "update"].includes(actionOf(change)) && !isJudgedType(change.type))
      .map((change) => ({
        address: change.address,
        direction: "undecided" as const,
        what: `Nobody has said yet what ${change.type} can open or weaken.`,
        before: actionOf(change) === "create" ? null : "exists",
        after: actionOf(change) === "create" ? "made" : "changed",
      })),
};

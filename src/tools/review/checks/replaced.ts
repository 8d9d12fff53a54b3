import { actionOf, managed } from "../changes";
import { lossOf, reasonOf } from "../losses";
import type { PlanCheck } from "./check";

export const replaced: PlanCheck = {
  id: "replaced",
  about: "Something is destroyed and made anew: in between it is missing, and what was in it is lost.",
  remedy:
    "Change it so that nothing has to be made anew, or move its address. If it is meant, accept it with a reason.",
  judge: ({ resource_changes: changes }) =>
    managed(changes)
      .filter((change) => actionOf(change) === "replace")
      .flatMap((change) => {
        if (lossOf(change) === undefined) return [];
        // The new one is there before the old one goes.
        const isFirstMade = change.change.actions[0] === "create";
        const how = isFirstMade
          ? "A new one is made, then the old one is destroyed."
          : "It is destroyed, then made anew.";
        return [
          {
            address: change.address,
            direction: "weaker" as const,
            what: [how, ...reasonOf(change)].join(" "),
            before: "exists",
            after: "another one",
          },
        ];
      }),
};

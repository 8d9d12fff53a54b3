import { actionOf, managed } from "../changes";
import { lossOf, reasonOf } from "../losses";
import type { PlanCheck } from "./check";

export const destroyed: PlanCheck = {
  id: "destroyed",
  about: "Something is destroyed.",
  remedy: "Put it back into the organization's description. If it is meant to go, accept it with a reason.",
  judge: ({ resource_changes: changes }) =>
    managed(changes)
      .filter((change) => actionOf(change) === "destroy" && change.deposed === undefined)
      .flatMap((change) => {
        const loss = lossOf(change);
        if (loss === undefined) return [];
        return [
          {
            address: change.address,
            direction: "weaker" as const,
            what: [loss, ...reasonOf(change)].join(" "),
            before: "exists",
            after: "destroyed",
          },
        ];
      }),
};

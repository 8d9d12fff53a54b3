import { actionOf, managed } from "../changes";
import type { PlanCheck } from "./check";

export const forgotten: PlanCheck = {
  id: "forgotten",
  about: "Terraform lets go of something that exists.",
  remedy: "Take the removed block out. If Terraform is meant to let go of it, accept it with a reason.",
  judge: ({ resource_changes: changes }) =>
    managed(changes)
      .filter((change) => actionOf(change) === "forget")
      .map(({ address }) => ({
        address,
        direction: "weaker" as const,
        what: "It stays in AWS, and no plan notices any more what becomes of it.",
        before: "owned by Terraform",
        after: "forgotten",
      })),
};

import { actionOf, managed } from "../changes";
import { WHOLE_PLAN } from "../finding";
import type { PlanCheck } from "./check";

export const forgotten: PlanCheck = {
  id: "forgotten",
  about: "Terraform lets go of something that exists.",
  remedy: "Take the removed block out, or `leave`. If Terraform is meant to let go of it, accept it with a reason.",
  judge: ({ resource_changes: changes }, { stack }) => {
    const found = managed(changes).filter((change) => actionOf(change) === "forget");
    const told = {
      direction: "weaker" as const,
      what: "It stays in AWS, and no plan notices any more what becomes of it.",
      before: "owned by Terraform",
      after: "forgotten",
    };
    // With `leave` the description has nothing left in the stack: that is one decision, to be accepted once.
    if (found.length > 0 && stack !== undefined && stack.json.resource === undefined) {
      return [{ ...told, address: WHOLE_PLAN, before: `${found.length} resources, owned by Terraform` }];
    }
    return found.map(({ address }) => ({ ...told, address }));
  },
};

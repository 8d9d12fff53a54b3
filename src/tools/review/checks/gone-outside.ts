import { actionOf, managed } from "../changes";
import type { PlanCheck } from "./check";

export const goneOutside: PlanCheck = {
  id: "gone-outside",
  about: "Something of the state was not found in AWS.",
  remedy:
    "Look in AWS with other credentials. If it is gone, treat it as an attack until you know who did it: docs/runbooks/alerts/first-five-minutes.md.",
  judge: ({ resource_drift: drift }) =>
    managed(drift)
      .filter((change) => actionOf(change) === "destroy")
      .map(({ address }) => ({
        address,
        direction: "undecided" as const,
        what: "The state has it, and AWS did not show it: somebody deleted it, or the role that plans may not read it, which looks the same. Terraform would make a second one.",
        before: "in the state",
        after: "not found",
      })),
};

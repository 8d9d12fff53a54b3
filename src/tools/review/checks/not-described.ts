import { managed } from "../changes";
import type { PlanCheck } from "./check";

export const notDescribed: PlanCheck = {
  id: "not-described",
  about: "The plan makes or changes something that the organization's description does not have.",
  remedy:
    "Synthesize, plan and review the same sources: the plan is of another description, or somebody added to the stack.",
  judge: ({ resource_changes: changes }, { stack }) => {
    if (stack === undefined) return [];
    const described = new Set(
      Object.entries(stack.json.resource ?? {}).flatMap(([type, resources]) =>
        Object.keys(resources).map((name) => `${type}.${name}`),
      ),
    );
    return managed(changes)
      .filter(
        ({ type, name, change }) =>
          change.after !== null && change.after !== undefined && !described.has(`${type}.${name}`),
      )
      .map(({ address }) => ({
        address,
        direction: "undecided" as const,
        what: "The stack that was synthesized here does not have it.",
        before: null,
        after: "in the plan",
      }));
  },
};

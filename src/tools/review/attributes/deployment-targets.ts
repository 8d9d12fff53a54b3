import type { Rule } from "./rule";
import { blockAt, isSame, keysOf } from "./values";

/** The units whose accounts have a stack of a StackSet. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html */
export const deploymentTargets: Rule = ({ before, after, unknown, created }) => {
  if (created) return [];
  if (unknown)
    return [{ direction: "undecided", what: "Terraform knows only after the apply which accounts forward." }];
  const [old, now] = [blockAt(before), blockAt(after)];
  const left = keysOf(now?.organizational_unit_ids);
  if (![...keysOf(old?.organizational_unit_ids)].every((unit) => left.has(unit)))
    return [{ direction: "weaker", what: "A unit's accounts no longer forward their events." }];
  const rest = (block: typeof old) => ({ ...block, organizational_unit_ids: undefined });
  return isSame(rest(old), rest(now)) ? [] : [{ direction: "undecided", what: "Other accounts forward their events." }];
};

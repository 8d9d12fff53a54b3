import type { Rule } from "./rule";
import { isSame } from "./values";

/** An alarm's threshold: which way is worse, the comparison says. */
export const threshold: Rule = ({ before, after, unknown, created, resource }) => {
  if (created) return [];
  if (unknown) return [{ direction: "undecided", what: "Terraform knows the threshold only after the apply." }];
  if (isSame(before, after)) return [];
  const operator = String(resource.after.comparison_operator);
  const raised = Number(after ?? 0) > Number(before ?? 0);
  if (!/^(?:Greater|Less)Than(?:OrEqualTo)?Threshold$/.test(operator))
    return [{ direction: "undecided", what: "The alarm's threshold differs." }];
  const later = operator.startsWith("Greater") === raised;
  return [
    later ? { direction: "weaker", what: "The alarm needs more to be raised." } : { direction: "stronger", what: "" },
  ];
};

/** What an alarm makes of silence. */
export const missingData: Rule = ({ before, after, unknown, created }) => {
  if (created || isSame(before, after)) return [];
  if (unknown)
    return [{ direction: "undecided", what: "Terraform knows only after the apply what missing data means." }];
  if (before === "breaching") return [{ direction: "weaker", what: "Silence no longer raises the alarm." }];
  if (after === "breaching") return [{ direction: "stronger", what: "Silence raises the alarm." }];
  return [{ direction: "undecided", what: "Missing data means something else to the alarm." }];
};

import type { Rule } from "./rule";

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html: the last one also matches calls that read. */
const RANK: Readonly<Record<string, number>> = {
  DISABLED: 0,
  ENABLED: 1,
  ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS: 2,
};

/** The state of a rule or schedule. Left out, it is enabled. */
export const enabledState: Rule = ({ before, after, unknown, created }) => {
  if (unknown) return [{ direction: "undecided", what: "Terraform knows only after the apply whether it is enabled." }];
  const rank = (state: unknown) => RANK[String(state ?? "ENABLED")] ?? 0;
  if (rank(after) === 0 && (created || rank(before) > 0)) return [{ direction: "weaker", what: "It is disabled." }];
  if (created || rank(after) === rank(before)) return [];
  return rank(after) < rank(before)
    ? [{ direction: "weaker", what: "It no longer sees calls that only read." }]
    : [{ direction: "stronger", what: "It sees more." }];
};

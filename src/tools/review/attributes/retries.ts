import type { Rule } from "./rule";
import { blockAt } from "./values";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html: what EventBridge does where nothing is said. */
const BY_DEFAULT = { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 };

export const retries: Rule = ({ before, after, unknown, created }) => {
  if (created) return [];
  if (unknown) return [{ direction: "undecided", what: "Terraform knows the retries only after the apply." }];
  const fewer = Object.entries(BY_DEFAULT).some(
    ([name, byDefault]) => numberOf(after, name, byDefault) < numberOf(before, name, byDefault),
  );
  return fewer ? [{ direction: "weaker", what: "An event is tried for a shorter time before it is given up." }] : [];
};

function numberOf(policy: unknown, name: string, byDefault: number): number {
  return Number(blockAt(policy)?.[name] ?? byDefault);
}

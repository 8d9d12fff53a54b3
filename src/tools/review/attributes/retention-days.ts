import type { Rule } from "./rule";

/** Days of a log group; 0, or nothing, keeps events for ever. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const retentionDays: Rule = ({ before, after, unknown, created }) => {
  if (unknown) return [{ direction: "undecided", what: "Terraform knows the retention only after the apply." }];
  const days = (value: unknown) => (Number(value ?? 0) === 0 ? Number.POSITIVE_INFINITY : Number(value));
  if (created || days(before) === days(after)) return [];
  return days(after) < days(before)
    ? [{ direction: "weaker", what: "Events leave the log group earlier." }]
    : [{ direction: "stronger", what: "" }];
};

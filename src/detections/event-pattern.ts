import { type Condition, conditionsOf, type EventClause, eventSource } from "./event-clause";

/** What one field may be. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
type Matcher = string | boolean | Readonly<Record<string, unknown>>;

/** A pattern of EventBridge: fields with what they may be, nested as the event is; `$or` has alternatives. */
export interface EventPattern {
  readonly [field: string]: readonly Matcher[] | EventPattern | readonly EventPattern[];
}

/**
 * Characters that a rule's pattern may have: the default quota, which AWS raises on request.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const EVENT_PATTERN_LIMIT = 2048;

/** Only AWS's own services put such events: whoever may write to the bus cannot forge one. */
const RECORDED_BY_CLOUDTRAIL: EventPattern = {
  source: [{ prefix: "aws." }],
  "detail-type": [{ suffix: " via CloudTrail" }],
};

/**
 * The clauses as patterns of EventBridge rules: one, or as many as the limit on their size asks for.
 *
 * @throws Error if a clause alone is longer than a pattern may be
 */
export function eventPatterns(clauses: readonly EventClause[]): readonly EventPattern[] {
  return packed(clauses.map(clausePattern)).map((alternatives) =>
    fitting({
      ...RECORDED_BY_CLOUDTRAIL,
      ...(alternatives.length === 1 ? { detail: alternatives[0] ?? {} } : { detail: { $or: alternatives } }),
    }),
  );
}

/** What EventBridge would refuse at the apply is refused here. */
function fitting(pattern: EventPattern): EventPattern {
  const { length } = JSON.stringify(pattern);
  if (length <= EVENT_PATTERN_LIMIT) return pattern;
  throw new Error(
    `A rule's pattern may have ${EVENT_PATTERN_LIMIT} characters, and this one has ${length}: ${JSON.stringify(pattern)}. Shorten the names in it, or say it in several clauses.`,
  );
}

/** Puts alternatives together, in their order, while the pattern stays within its limit. */
function packed(alternatives: readonly EventPattern[]): readonly (readonly EventPattern[])[] {
  const groups: EventPattern[][] = [];
  let room = 0;
  for (const alternative of alternatives) {
    const size = JSON.stringify(alternative).length + 1;
    if (size > room || groups.length === 0) {
      groups.push([]);
      room = EVENT_PATTERN_LIMIT - JSON.stringify({ ...RECORDED_BY_CLOUDTRAIL, detail: { $or: [] } }).length;
    }
    groups.at(-1)?.push(alternative);
    room -= size;
  }
  return groups;
}

function clausePattern(clause: EventClause): EventPattern {
  const { sources = [], names = [] } = clause;
  return merged([
    ...(sources.length === 0 ? [] : [{ eventSource: sources.map(eventSource) }]),
    ...(names.length === 0 ? [] : [{ eventName: names.map(matcher) }]),
    ...conditionsOf(clause).map(conditionPattern),
  ]);
}

function conditionPattern(condition: Condition): EventPattern {
  switch (condition.kind) {
    case "any":
      return anyOf(condition.fields.map((field) => nested(field, condition.values.map(matcher))));
    case "none":
      return nested(condition.field, [{ exists: false }, anythingBut(condition.values)]);
    case "other":
      return nested(condition.field, [anythingBut(condition.values)]);
    case "absent":
      return nested(condition.field, [{ exists: false }]);
    case "is":
      return nested(condition.field, [condition.value]);
  }
}

function matcher(value: string): Matcher {
  return value.includes("*") ? { wildcard: value } : value;
}

function anythingBut(values: readonly string[]): Matcher {
  return { "anything-but": values.some((value) => value.includes("*")) ? { wildcard: values } : values };
}

/** Alternatives below the parent that they share, which is then written once. */
function anyOf(alternatives: readonly EventPattern[]): EventPattern {
  const [first, ...others] = alternatives;
  if (first === undefined || others.length === 0) return first ?? {};
  const [parent = ""] = Object.keys(first);
  const children = alternatives.map((alternative) => alternative[parent]);
  return children.every(isPattern) ? { [parent]: { $or: children } } : { $or: alternatives };
}

function nested(path: string, matchers: readonly Matcher[]): EventPattern {
  const [field = "", ...rest] = path.split(".");
  return { [field]: rest.length === 0 ? matchers : nested(rest.join("."), matchers) };
}

function merged(patterns: readonly EventPattern[]): EventPattern {
  const whole: Record<string, EventPattern[string]> = {};
  for (const [field, value] of patterns.flatMap((pattern) => Object.entries(pattern))) {
    const before = whole[field];
    whole[field] = isPattern(before) && isPattern(value) ? merged([before, value]) : value;
  }
  return whole;
}

function isPattern(value: EventPattern[string] | undefined): value is EventPattern {
  return value !== undefined && !Array.isArray(value);
}

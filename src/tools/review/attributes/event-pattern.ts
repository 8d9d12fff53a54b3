import type { Rule, Verdict } from "./rule";
import { isSame } from "./values";

type Pattern = Readonly<Record<string, unknown>>;

/**
 * A pattern of EventBridge, or a filter policy of SNS: after must match every event that before matched. A field asks more the
 * fewer values it names; a field that is not named asks nothing.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function eventPattern(narrower: string): Rule {
  return ({ before, after, unknown, created, onLive }) => {
    if (created && !onLive) return [];
    if (unknown) return [said("undecided", "Terraform knows the pattern only after the apply.")];
    if (isSame(before, after)) return [];
    const [old, now] = [parse(before), parse(after)];
    if (old === undefined || now === undefined) return [said("undecided", "It is no pattern that can be read.")];
    if (!matchesAllOf(now, old)) return [said("weaker", narrower)];
    return matchesAllOf(old, now) ? [] : [said("stronger", "It matches more.")];
  };
}

function said(direction: Verdict["direction"], what: string): Verdict {
  return { direction, what };
}

/** No pattern at all asks nothing. */
function parse(text: unknown): Pattern | undefined {
  if (text === null || text === undefined || text === "") return {};
  try {
    const json: unknown = JSON.parse(String(text));
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Pattern {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether `wide` matches whatever `narrow` matches. May say no where the answer is yes, never the other way round. */
function matchesAllOf(wide: Pattern, narrow: Pattern): boolean {
  return Object.entries(wide).every(([field, asked]) => {
    const given = narrow[field];
    if (given === undefined) return false;
    if (field === "$or") return orMatches(asked, given);
    if (isObject(asked)) return isObject(given) && matchesAllOf(asked, given);
    if (!Array.isArray(asked) || !Array.isArray(given)) return isSame(asked, given);
    return given.every((value) => asked.some((other) => matchesValue(other, value)));
  });
}

function orMatches(wide: unknown, narrow: unknown): boolean {
  if (!Array.isArray(wide) || !Array.isArray(narrow)) return false;
  return narrow.every((one) => wide.some((other) => isObject(one) && isObject(other) && matchesAllOf(other, one)));
}

function matchesValue(wide: unknown, narrow: unknown): boolean {
  if (JSON.stringify(wide) === JSON.stringify(narrow)) return true;
  if (!isObject(wide)) return false;
  const { prefix, suffix, "anything-but": butNot } = wide;
  if (typeof narrow === "string") {
    if (typeof prefix === "string") return narrow.startsWith(prefix);
    if (typeof suffix === "string") return narrow.endsWith(suffix);
  }
  // Whoever is spared by the wide one was spared by the narrow one too.
  if (Array.isArray(butNot) && isObject(narrow) && Array.isArray(narrow["anything-but"])) {
    const spared: readonly unknown[] = narrow["anything-but"];
    return butNot.every((value) => spared.includes(value));
  }
  return false;
}

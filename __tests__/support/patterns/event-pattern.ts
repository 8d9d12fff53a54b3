import { type Matcher, matcherOf, refusal } from "./event-operators";
import { isObject, joined, leavesAt, type Membership, NOWHERE } from "./event-values";

/** Characters of the minified JSON. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const EVENT_PATTERN_LIMIT = 2_048;

/**
 * How many patterns without `$or` one with it may stand for. Known second-hand, from what others quote of
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const OR_COMBINATIONS_LIMIT = 1_000;

/** As it is written in a rule, or parsed from its JSON; what it may hold is checked when it is compiled. */
export type EventPattern = Readonly<Record<string, unknown>>;

/** Any JSON value; only an object is an event. */
export type EventTest = (event: unknown) => boolean;

/** All of these must match: a pattern without `$or`. */
type Conjunction = readonly Field[];

interface Field {
  readonly path: readonly string[];
  readonly matchers: readonly Matcher[];
}

const compiled = new WeakMap<EventPattern, EventTest>();

/**
 * An EventBridge event pattern as a function of one event. Patterns are values: compiled once per object, so change a
 * copy.
 *
 * As in https://github.com/aws/event-ruler, AWS's own matcher: a field matches if any leaf at its place does, whichever
 * array elements it stands in; two fields never match in different elements of one array; `exists` sees leaves only, so
 * `exists: false` matches where the parent is missing, and where there is an object, `{}` or `[]`; no other operator
 * matches a missing field. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 *
 * @throws Error with the place in the pattern: what EventBridge refuses, `cidr`, and a field named both beside and
 * inside `$or`, of which event-ruler silently keeps one.
 */
export function compileEvent(pattern: EventPattern): EventTest {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const size = JSON.stringify(pattern).length;
  if (size > EVENT_PATTERN_LIMIT) {
    throw refusal("$", `${size} characters of minified JSON; EventBridge takes ${EVENT_PATTERN_LIMIT}. Split the rule`);
  }
  const conjunctions = conjunctionsOf(pattern, []);
  const fresh: EventTest = (event) => {
    if (!isObject(event)) return false;
    const matches = matchesIn(event);
    return conjunctions.some((fields) => matchesAll(fields, NOWHERE, matches));
  };
  compiled.set(pattern, fresh);
  return fresh;
}

/** `compileEvent`, asked once. */
export function matchesEvent(pattern: EventPattern, event: unknown): boolean {
  return compileEvent(pattern)(event);
}

/** Where in an event a field matches. */
type Matches = (field: Field) => readonly Membership[];

/** Each field is looked at once, however many alternatives of `$or` share it. */
function matchesIn(event: unknown): Matches {
  const known = new Map<Field, readonly Membership[]>();
  return (field) => {
    const before = known.get(field);
    if (before !== undefined) return before;
    const leaves = leavesAt(event, field.path);
    const found =
      leaves.length === 0
        ? field.matchers.filter(({ absent }) => absent).map(() => NOWHERE)
        : leaves
            .filter(({ value }) => field.matchers.some(({ test }) => test(value)))
            .map(({ membership }) => membership);
    known.set(field, found);
    return found;
  };
}

function matchesAll([field, ...others]: Conjunction, membership: Membership, matches: Matches): boolean {
  if (field === undefined) return true;
  return matches(field).some((place) => {
    const both = joined(membership, place);
    return both !== undefined && matchesAll(others, both, matches);
  });
}

function conjunctionsOf(pattern: EventPattern, path: readonly string[]): readonly Conjunction[] {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw refusal(placeOf(path), "empty objects are not allowed");
  return entries
    .map(([name, value]) => (name === "$or" ? alternatives(value, path) : fieldsOf(value, [...path, name])))
    .reduce((left, right) => product(left, right, path));
}

function fieldsOf(value: unknown, path: readonly string[]): readonly Conjunction[] {
  if (isObject(value)) return conjunctionsOf(value, path);
  const where = placeOf(path);
  if (!Array.isArray(value)) throw refusal(where, "expected a list of values, or an object of fields");
  if (value.length === 0) throw refusal(where, "empty lists are not allowed");
  const matchers = value.map((entry, index) => matcherOf(entry, `${where}[${index}]`));
  return [[{ path: path.flatMap((name) => name.split(".")), matchers }]];
}

/** event-ruler takes `$or` for an ordinary field where these do not hold; nobody means that. */
function alternatives(value: unknown, path: readonly string[]): readonly Conjunction[] {
  const where = placeOf([...path, "$or"]);
  if (!Array.isArray(value) || value.length < 2) throw refusal(where, "$or takes a list of at least two objects");
  const all = value.flatMap((alternative, index) => {
    if (!isObject(alternative)) throw refusal(`${where}[${index}]`, "$or takes objects only");
    const reserved = Object.keys(alternative).find((name) => RESERVED_IN_OR.has(name));
    if (reserved !== undefined) throw refusal(`${where}[${index}]`, `'${reserved}' is reserved inside $or`);
    return conjunctionsOf(alternative, path);
  });
  return limited(all, path);
}

/** event-ruler's RESERVED_FIELD_NAMES_IN_OR_RELATIONSHIP, without those it keeps for the future. */
const RESERVED_IN_OR: ReadonlySet<string> = new Set([
  "exactly",
  "equals-ignore-case",
  "prefix",
  "suffix",
  "anything-but",
  "exists",
  "wildcard",
  "numeric",
  "cidr",
]);

function product(
  left: readonly Conjunction[],
  right: readonly Conjunction[],
  path: readonly string[],
): readonly Conjunction[] {
  return limited(
    left.flatMap((one) => right.map((other) => together(one, other))),
    path,
  );
}

function together(one: Conjunction, other: Conjunction): Conjunction {
  const names = new Set(one.map((field) => placeOf(field.path)));
  const twice = other.find((field) => names.has(placeOf(field.path)));
  if (twice !== undefined)
    throw refusal(placeOf(twice.path), "named twice: event-ruler would keep one of the two only");
  return [...one, ...other];
}

function limited(conjunctions: readonly Conjunction[], path: readonly string[]): readonly Conjunction[] {
  if (conjunctions.length <= OR_COMBINATIONS_LIMIT) return conjunctions;
  throw refusal(placeOf(path), `${conjunctions.length} $or combinations; EventBridge takes ${OR_COMBINATIONS_LIMIT}`);
}

const placeOf = (path: readonly string[]): string => (path.length === 0 ? "$" : path.join("."));

import { isObject, isScalar, type Scalar } from "./event-values";
import { matchesPieces } from "./wildcard";

/** One entry of a field's list. `absent` also, or only, matches where the event has no such leaf. */
export interface Matcher {
  readonly absent: boolean;
  readonly test: (value: Scalar) => boolean;
}

type Test = Matcher["test"];
/** Reads what follows the operator's name; `where` is the place in the pattern, for errors. */
type Operator = (argument: unknown, where: string) => Test;

/**
 * Scalars, and the operators of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * but `cidr`. What they take and refuse is event-ruler's,
 * https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/JsonRuleCompiler.java
 */
export function matcherOf(entry: unknown, where: string): Matcher {
  if (isScalar(entry)) return { absent: false, test: (value) => value === entry };
  const [name, argument] = onlyEntry(entry, where);
  if (name === "exists") {
    if (typeof argument !== "boolean") throw refusal(where, "exists takes true or false");
    return { absent: !argument, test: () => argument };
  }
  return { absent: false, test: operatorOf(OPERATORS, name, where)(argument, `${where}.${name}`) };
}

export const refusal = (where: string, why: string): Error => new Error(`event pattern, at ${where}: ${why}`);

const prefix: Operator = (argument, where) => {
  const start = text(argument, where);
  return onText((value) => value.startsWith(start));
};

const suffix: Operator = (argument, where) => {
  const end = text(argument, where);
  return onText((value) => value.endsWith(end));
};

const equalsIgnoreCase: Operator = (argument, where) => {
  const lower = text(argument, where).toLowerCase();
  return onText((value) => value.toLowerCase() === lower);
};

const wildcard: Operator = (argument, where) => {
  const pieces = wildcardPieces(text(argument, where), where);
  return onText((value) => matchesPieces(pieces, value));
};

/** `{ "prefix": { "equals-ignore-case": "x" } }` and the same of suffix. */
const orIgnoringCase =
  (operator: Operator): Operator =>
  (argument, where) => {
    if (!isObject(argument)) return operator(argument, where);
    const [name, inner] = onlyEntry(argument, where);
    if (name !== "equals-ignore-case")
      throw refusal(where, `'${name}' is not equals-ignore-case, the one AWS takes here`);
    const test = operator(text(inner, where).toLowerCase(), where);
    return onText((value) => test(value.toLowerCase()));
  };

/** "Numeric matching is limited to value between -5.0e9 and +5.0e9 inclusive" */
const NUMERIC_LIMIT = 5e9;

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** One comparison, or a range written lower bound first. */
const numeric: Operator = (argument, where) => {
  const [operator, bound, upperOperator, upperBound, ...others] = list(argument, where);
  const lower = comparison(operator, bound, where);
  if (upperOperator === undefined) return onNumber(lower);
  const isRange =
    (operator === ">" || operator === ">=") && (upperOperator === "<" || upperOperator === "<=") && others.length === 0;
  if (!isRange) throw refusal(where, "a range is one of > and >= with its bound, then one of < and <= with its own");
  const upper = comparison(upperOperator, upperBound, where);
  if (Number(bound) >= Number(upperBound)) throw refusal(where, "a range's lower bound is below its upper bound");
  return onNumber((value) => lower(value) && upper(value));
};

function comparison(operator: unknown, bound: unknown, where: string): (value: number) => boolean {
  const compare = typeof operator === "string" && Object.hasOwn(COMPARISONS, operator) && COMPARISONS[operator];
  if (!compare) throw refusal(where, `'${String(operator)}' is none of ${Object.keys(COMPARISONS).join(", ")}`);
  const right = boundOf(bound, where);
  return (value) => compare(value, right);
}

function boundOf(bound: unknown, where: string): number {
  if (typeof bound === "number" && Math.abs(bound) <= NUMERIC_LIMIT) return bound;
  throw refusal(where, `${JSON.stringify(bound)} is no number from -5e9 to 5e9`);
}

/** Operators that anything-but takes, each with one string or a list of strings. */
const NEGATABLE: Readonly<Record<string, Operator>> = {
  prefix: nonEmpty(prefix),
  suffix: nonEmpty(suffix),
  "equals-ignore-case": equalsIgnoreCase,
  wildcard,
};

/**
 * Any value but these, null, booleans and values of another type among them; a missing field has no value, so it does
 * not match. Of an array, one element that is not excluded is enough.
 */
const anythingBut: Operator = (argument, where) => {
  if (!isObject(argument)) {
    const excluded = oneOrMore(argument, where);
    const type = typeof excluded[0];
    if ((type !== "string" && type !== "number") || excluded.some((value) => typeof value !== type)) {
      throw refusal(where, "anything-but takes strings or numbers, not both, neither null nor booleans");
    }
    if (type === "number") for (const value of excluded) boundOf(value, where);
    return (value) => !excluded.includes(value);
  }
  const [name, inner] = onlyEntry(argument, where);
  const operator = operatorOf(NEGATABLE, name, where);
  const tests = oneOrMore(inner, where).map((one) => operator(one, `${where}.${name}`));
  return (value) => !tests.some((test) => test(value));
};

const OPERATORS: Readonly<Record<string, Operator>> = {
  prefix: orIgnoringCase(prefix),
  suffix: orIgnoringCase(suffix),
  "equals-ignore-case": equalsIgnoreCase,
  wildcard,
  numeric,
  "anything-but": anythingBut,
};

function operatorOf(operators: Readonly<Record<string, Operator>>, name: string, where: string): Operator {
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined) {
    throw refusal(where, `'${name}' is none of the operators supported here: ${Object.keys(operators).join(", ")}`);
  }
  return operator;
}

/**
 * The literal texts between the wildcards. "Consecutive wildcard characters are not allowed"; a backslash escapes * and
 * itself, nothing else. EventBridge also refuses patterns that are too complex, by a measure it does not publish.
 */
function wildcardPieces(pattern: string, where: string): readonly string[] {
  const tokens: readonly string[] = pattern.match(/\\[*\\]|[^\\]|\\/gu) ?? [];
  if (tokens.includes("\\")) throw refusal(where, "a backslash escapes * or \\ only");
  if (tokens.some((token, index) => token === "*" && tokens[index + 1] === "*")) {
    throw refusal(where, "** is refused: write one *");
  }
  const pieces = [""];
  for (const token of tokens) {
    if (token === "*") pieces.push("");
    else pieces.push(`${pieces.pop()}${token.startsWith("\\") ? token.slice(1) : token}`);
  }
  return pieces;
}

/** "Prefix matches only work on string-valued fields", and so do the others. */
const onText =
  (test: (value: string) => boolean): Test =>
  (value) =>
    typeof value === "string" && test(value);

const onNumber =
  (test: (value: number) => boolean): Test =>
  (value) =>
    typeof value === "number" && Math.abs(value) <= NUMERIC_LIMIT && test(value);

function nonEmpty(operator: Operator): Operator {
  return (argument, where) => {
    if (argument === "") throw refusal(where, "anything-but takes no empty prefix or suffix");
    return operator(argument, where);
  };
}

function onlyEntry(value: unknown, where: string): readonly [string, unknown] {
  const entries = isObject(value) ? Object.entries(value) : [];
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    throw refusal(where, "expected a string, number, boolean, null, or an object of one operator");
  }
  return entry;
}

function text(value: unknown, where: string): string {
  if (typeof value !== "string") throw refusal(where, `expected a string, found ${JSON.stringify(value)}`);
  return value;
}

const oneOrMore = (value: unknown, where: string): readonly unknown[] =>
  Array.isArray(value) ? list(value, where) : [value];

function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw refusal(where, "expected a list");
  if (value.length === 0) throw refusal(where, "empty lists are not allowed");
  return value;
}

import { type Expression, type Operand, type OrderOperator, parseFilter, type Selector } from "./metric-filter-syntax";
import { matchesPieces } from "./wildcard";

/** Characters. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const METRIC_FILTER_PATTERN_LIMIT = 1_024;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const METRIC_FILTERS_PER_LOG_GROUP = 100;

/**
 * Where AWS's pages are silent or contradict each other. Each is false in what they, or what was seen, speak for; a
 * detection that does not depend on any has the same answer under all of `ALL_READINGS`.
 */
export interface Readings {
  /**
   * `!=` matches where the field is missing. AWS's pages do not say. Seen in the console's pattern test: it does not,
   * https://github.com/DataBiosphere/azul/issues/5884
   * @default false
   */
  readonly missingFieldDiffers: boolean;
  /**
   * An asterisk inside a string matches any text. An earlier user guide says that "Ev*ent will only match the actual
   * string Ev*ent", and the CDK that `*` is a wildcard "at start or end of string"; see `metric-filter-syntax.ts`.
   * @default false
   */
  readonly innerAsteriskMatches: boolean;
  /**
   * A string is compared with a number, boolean or null of the record as JSON writes it. "The SELECTOR must point to a
   * value node (string or number)"; whether "400" equals 400, or `4*` matches it, AWS's pages do not say.
   * @default false
   */
  readonly scalarsAreText: boolean;
}

export const EXPECTED_READINGS: Readings = {
  missingFieldDiffers: false,
  innerAsteriskMatches: false,
  scalarsAreText: false,
};

/** Every combination, the expected one first. */
export const ALL_READINGS: readonly Readings[] = [false, true].flatMap((missingFieldDiffers) =>
  [false, true].flatMap((innerAsteriskMatches) =>
    [false, true].map((scalarsAreText) => ({ missingFieldDiffers, innerAsteriskMatches, scalarsAreText })),
  ),
);

/** Any value; what is not a JSON object has no fields. */
export type RecordTest = (record: unknown) => boolean;

const compiled = new Map<string, RecordTest>();

/**
 * A CloudWatch Logs filter pattern for JSON log events, `{ ($.eventName = "Delete*") && ($.readOnly IS FALSE) }`, as a
 * function of one record. Compiled once per pattern and readings.
 *
 * Values and names are case-sensitive. What points at an object or array never matches, under neither = nor !=.
 * Not supported, and refused: regular expressions, `$.list[*]`, `$.['dotted.name']`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * @throws Error where the pattern is longer than AWS takes, or no JSON pattern that AWS documents.
 */
export function compileFilter(pattern: string, readings: Partial<Readings> = {}): RecordTest {
  const chosen = { ...EXPECTED_READINGS, ...readings };
  const key = `${chosen.missingFieldDiffers} ${chosen.innerAsteriskMatches} ${chosen.scalarsAreText} ${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (pattern.length > METRIC_FILTER_PATTERN_LIMIT) {
    throw new Error(
      `metric filter of ${pattern.length} characters: AWS takes ${METRIC_FILTER_PATTERN_LIMIT}. Split it: ${pattern}`,
    );
  }
  const fresh = testOf(parseFilter(pattern), chosen);
  compiled.set(key, fresh);
  return fresh;
}

/** `compileFilter`, asked once. */
export function matchesFilter(pattern: string, record: unknown, readings: Partial<Readings> = {}): boolean {
  return compileFilter(pattern, readings)(record);
}

function testOf(expression: Expression, readings: Readings): RecordTest {
  switch (expression.kind) {
    case "all": {
      const tests = expression.of.map((one) => testOf(one, readings));
      return (record) => tests.every((test) => test(record));
    }
    case "any": {
      const tests = expression.of.map((one) => testOf(one, readings));
      return (record) => tests.some((test) => test(record));
    }
    case "absent":
      // "This will only be true if specified object does not exist in log data": null exists.
      return (record) => valueAt(record, expression.selector) === undefined;
    case "is":
      return (record) => valueAt(record, expression.selector) === expression.value;
    case "order":
      return (record) => inOrder(valueAt(record, expression.selector), expression.operator, expression.bound);
    default:
      return equality(expression.selector, expression.kind, expression.operand, readings);
  }
}

function equality(selector: Selector, kind: "equal" | "differ", operand: Operand, readings: Readings): RecordTest {
  const equals = equalTo(operand, readings);
  return (record) => {
    const value = valueAt(record, selector);
    if (value === undefined) return kind === "differ" && readings.missingFieldDiffers;
    return isComparable(value, readings) && equals(value) === (kind === "equal");
  };
}

type Scalar = string | number | boolean | null;

/** "If it points to an array or object, the filter will not be applied": neither `=` nor `!=` matches. */
function isComparable(value: unknown, { scalarsAreText }: Readings): value is Scalar {
  if (typeof value === "string" || typeof value === "number") return true;
  return scalarsAreText && (value === null || typeof value === "boolean");
}

function equalTo({ text, number }: Operand, readings: Readings): (value: Scalar) => boolean {
  const pieces = text === undefined ? undefined : piecesOf(text, readings);
  // `{ $.latency = * }` is AWS's own example for a number.
  const everything = text === "*";
  return (value) => {
    if (typeof value === "number" && value === number) return true;
    if (pieces === undefined) return false;
    return typeof value === "string" || readings.scalarsAreText ? matchesPieces(pieces, String(value)) : everything;
  };
}

/** The literal texts between the asterisks that stand for any text. */
function piecesOf(text: string, { innerAsteriskMatches }: Readings): readonly string[] {
  if (innerAsteriskMatches || text === "*") return text.split("*");
  const before = text.startsWith("*") ? [""] : [];
  const after = text.endsWith("*") ? [""] : [];
  return [...before, text.slice(before.length, text.length - after.length), ...after];
}

function inOrder(value: unknown, operator: OrderOperator, bound: number): boolean {
  if (typeof value !== "number") return false;
  switch (operator) {
    case "<":
      return value < bound;
    case "<=":
      return value <= bound;
    case ">":
      return value > bound;
    case ">=":
      return value >= bound;
  }
}

/** Undefined where a step is missing: "If arrayKey is not an array this will be false." */
function valueAt(record: unknown, selector: Selector): unknown {
  let value = record;
  for (const step of selector) {
    if (typeof value !== "object" || value === null) return undefined;
    if (Array.isArray(value) !== (typeof step === "number")) return undefined;
    if (!Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

import { type Condition, conditionsOf, type EventClause, eventSource } from "./event-clause";

/** Characters. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
const METRIC_FILTER_PATTERN_LIMIT = 1024;

/**
 * The clauses as patterns of CloudWatch Logs metric filters, which count for one metric: one, or as many as the limit on
 * their length asks for.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 *
 * @throws Error if what must hold at once is longer than a pattern may be
 */
export function metricFilterPatterns(clauses: readonly EventClause[]): readonly string[] {
  return packed(clauses.flatMap(fitting).map(clausePattern)).map(patternOf);
}

function patternOf(alternatives: readonly string[]): string {
  return `{ ${oneOf(alternatives)} }`;
}

function fits(alternatives: readonly string[]): boolean {
  return patternOf(alternatives).length <= METRIC_FILTER_PATTERN_LIMIT;
}

/** Puts alternatives together, in their order, while the pattern stays within its limit. */
function packed(alternatives: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  for (const alternative of alternatives) {
    const last = groups.at(-1);
    if (last !== undefined && fits([...last, alternative])) last.push(alternative);
    else groups.push([alternative]);
  }
  return groups;
}

/** The clause, or several that say the same together, each of which fits into a pattern. */
function fitting(clause: EventClause): readonly EventClause[] {
  const pattern = clausePattern(clause);
  if (fits([pattern])) return [clause];
  const halves = halvesOf(clause);
  if (halves.length > 0) return halves.flatMap(fitting);
  throw new Error(
    `A metric filter's pattern may have ${METRIC_FILTER_PATTERN_LIMIT} characters, and this one has ${patternOf([pattern]).length}, all of which must hold at once: ${pattern}. Shorten the names in it, or let the audit bus alone tell of it (\`by\`).`,
  );
}

/** Values of which one must hold, and the clause with others in their place. */
interface Alternatives {
  readonly values: readonly string[];
  readonly with: (values: readonly string[]) => EventClause;
}

/** Two clauses, each with a half of the longest list of which one must hold; none where there is no such list. */
function halvesOf(clause: EventClause): readonly EventClause[] {
  const { names = [], where = [] } = clause;
  const lists: readonly Alternatives[] = [
    { values: names, with: (values) => ({ ...clause, names: values }) },
    ...where.flatMap((condition, index) =>
      condition.kind === "any"
        ? [
            {
              values: condition.values,
              with: (values: readonly string[]): EventClause => ({
                ...clause,
                where: where.with(index, { ...condition, values }),
              }),
            },
          ]
        : [],
    ),
  ];
  const [longest] = lists
    .filter(({ values }) => values.length > 1)
    .sort((one, other) => other.values.join().length - one.values.join().length);
  if (longest === undefined) return [];
  const middle = Math.ceil(longest.values.length / 2);
  return [longest.values.slice(0, middle), longest.values.slice(middle)].map(longest.with);
}

function clausePattern(clause: EventClause): string {
  const { sources = [], names = [] } = clause;
  return allOf([
    ...(sources.length === 0 ? [] : [equalsOneOf("eventSource", sources.map(eventSource))]),
    ...(names.length === 0 ? [] : [equalsOneOf("eventName", names)]),
    ...conditionsOf(clause).map(conditionPattern),
  ]);
}

function conditionPattern(condition: Condition): string {
  switch (condition.kind) {
    case "any":
      return oneOf(condition.fields.map((field) => equalsOneOf(field, condition.values)));
    case "none":
      return oneOf([`$.${condition.field} NOT EXISTS`, differsFromAll(condition.field, condition.values)]);
    case "other":
      // Whether `!=` holds for a field that is not there, CloudWatch's pages do not say.
      return allOf([`$.${condition.field} = "*"`, differsFromAll(condition.field, condition.values)]);
    case "absent":
      return `$.${condition.field} NOT EXISTS`;
    case "is":
      return `$.${condition.field} IS ${condition.value ? "TRUE" : "FALSE"}`;
  }
}

function equalsOneOf(field: string, values: readonly string[]): string {
  return oneOf(values.map((value) => `$.${field} = "${value}"`));
}

function differsFromAll(field: string, values: readonly string[]): string {
  return allOf(values.map((value) => `$.${field} != "${value}"`));
}

function oneOf(terms: readonly string[]): string {
  return joined(terms, "||");
}

function allOf(terms: readonly string[]): string {
  return joined(terms, "&&");
}

/** A single term needs no parentheses, and a pattern has 1,024 characters at most. */
function joined(terms: readonly string[], operator: string): string {
  return terms.length === 1 ? (terms[0] ?? "") : `(${terms.join(` ${operator} `)})`;
}

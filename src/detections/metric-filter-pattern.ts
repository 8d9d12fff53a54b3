import { type Condition, conditionsOf, type EventClause, eventSource } from "./event-clause";

/** Characters. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
const METRIC_FILTER_PATTERN_LIMIT = 1024;

/**
 * The clauses as a pattern of a CloudWatch Logs metric filter; undefined where it would be longer than CloudWatch takes, as
 * it is of many roles with long names: what such a detection is about, the audit bus alone sees.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function metricFilterPattern(clauses: readonly EventClause[]): string | undefined {
  const pattern = `{ ${oneOf(clauses.map(clausePattern))} }`;
  return pattern.length > METRIC_FILTER_PATTERN_LIMIT ? undefined : pattern;
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

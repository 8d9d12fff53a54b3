import type { Problem } from "../config/problem";
import { MACRO_NAMES } from "./duckdb/macros";
import { called } from "./words";

/** Functions that Trino and DuckDB have under the same name, with the same result for what the queries give them. */
const ALIKE: readonly string[] = [
  "abs",
  "array_agg",
  "avg",
  "bool_or",
  "cast",
  "coalesce",
  "count",
  "count_if",
  "date_trunc",
  "length",
  "lower",
  "max",
  "min",
  "nullif",
  "replace",
  "reverse",
  "round",
  "row_number",
  "starts_with",
  "strpos",
  "substr",
  "sum",
  "trim",
  "try",
  "upper",
];

/** What a query may call: the same answer on both engines, by test. */
export const ALLOWED_FUNCTIONS: readonly string[] = [...ALIKE, ...MACRO_NAMES].sort();

/** Functions that somebody would reach for, and why they are none for a query. */
export const FORBIDDEN_FUNCTIONS: Readonly<Record<string, string>> = {
  any_match: "DuckDB's macros take no lambda: search json_format(CAST(list AS json)) with strpos",
  any_value: "which of the values is up to the engine: min or max says one",
  approx_percentile: "an estimate differs between the engines",
  arbitrary: "which of the values is up to the engine: min or max says one",
  contains: "of a list in Trino, of a text in DuckDB: search json_format(CAST(list AS json)) with strpos",
  current_date: "differs between two runs: take a day as a parameter",
  current_timestamp: "differs between two runs: take a time as a parameter",
  date_add: "another order of arguments: add an interval",
  filter: "lambdas are written differently",
  format: "Java's format in Trino, fmt's in DuckDB",
  json_extract: "JSON in Trino, compared and cast otherwise in DuckDB: json_extract_scalar",
  json_parse: "refuses what is no JSON in one engine only: json_extract_scalar gives NULL",
  listagg: "string_agg in DuckDB: array_join(array_agg(...), ', ')",
  map_agg: "DuckDB has no such function",
  max_by: "with NULL the engines differ: row_number and a filter",
  min_by: "with NULL the engines differ: row_number and a filter",
  now: "differs between two runs: take a time as a parameter",
  random: "differs between two runs",
  regexp_extract_all: "an empty list or NULL, by engine: regexp_extract",
  split: "its parts are NULL or an error beyond the last, by engine: split_part",
  string_agg: "Trino has no such function: array_join(array_agg(...), ', ')",
  transform: "lambdas are written differently",
  unnest:
    "a struct becomes columns in Trino and stays one in DuckDB: search json_format(CAST(list AS json)) with strpos",
  uuid: "differs between two runs",
};

/** Words that stand before a parenthesis and are no function. */
const SYNTAX: readonly string[] = [
  "and",
  "as",
  "by",
  "case",
  "distinct",
  "else",
  "exists",
  "from",
  "having",
  "in",
  "join",
  "like",
  "not",
  "on",
  "or",
  "over",
  "select",
  "then",
  "union",
  "using",
  "values",
  "when",
  "where",
  "with",
];

/** What a statement calls and may not. */
export function functionProblems(file: string, sql: string): readonly Problem[] {
  return called(sql)
    .filter((name) => !SYNTAX.includes(name) && !ALLOWED_FUNCTIONS.includes(name))
    .map((name) => ({
      path: `${file}: statement`,
      value: `${name}(`,
      rule: FORBIDDEN_FUNCTIONS[name] ?? "a function that both engines are tested for",
      remedy: `use one of ${ALLOWED_FUNCTIONS.join(", ")}; or add it to src/queries, with rows of its test`,
    }));
}

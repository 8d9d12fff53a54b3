/** A function of Trino's that is made of DuckDB's. */
interface Macro {
  /** In what a bare DuckDB differs. */
  readonly differs: string;
  /** Its parameters and what it becomes, for each number of them. */
  readonly forms: readonly string[];
}

const absent = (by: string): string => `DuckDB calls it ${by}`;

/**
 * Trino's functions on DuckDB, with Trino's results. Athena's engine 3 is Trino; DuckDB has other names for some, and for
 * others, worse, the same name and another result. Each has rows of Trino's documentation in
 * __tests__/queries/duckdb/macros.integration.ts.
 * https://trino.io/docs/current/functions/list.html
 */
export const MACROS: Readonly<Record<string, Macro>> = {
  date_diff: {
    differs: "DuckDB counts the boundaries in between, Trino complete units",
    forms: ["(unit, a, b) AS date_sub(unit, a, b)"],
  },
  date_parse: { differs: absent("strptime"), forms: ["(text, format) AS strptime(text, format)"] },
  date_format: { differs: absent("strftime"), forms: ["(instant, format) AS strftime(instant, format)"] },
  from_iso8601_timestamp: {
    differs: "DuckDB has none, and a cast drops the zone; here it is the instant in UTC",
    forms: ["(text) AS timezone('UTC', CAST(text AS TIMESTAMPTZ))"],
  },
  at_timezone: {
    differs: absent("timezone, the other way round"),
    forms: ["(instant, zone) AS timezone(zone, timezone('UTC', instant))"],
  },
  day_of_week: { differs: absent("isodow"), forms: ["(instant) AS isodow(instant)"] },
  regexp_extract: {
    differs: "a miss is NULL, in DuckDB an empty text",
    forms: [
      "(text, pattern) AS CASE WHEN regexp_matches(text, pattern) THEN system.main.regexp_extract(text, pattern) END",
      "(text, pattern, part) AS CASE WHEN regexp_matches(text, pattern) THEN system.main.regexp_extract(text, pattern, part) END",
    ],
  },
  regexp_like: { differs: absent("regexp_matches"), forms: ["(text, pattern) AS regexp_matches(text, pattern)"] },
  regexp_replace: {
    differs: "Trino replaces all, DuckDB the first",
    forms: [
      "(text, pattern) AS system.main.regexp_replace(text, pattern, '', 'g')",
      "(text, pattern, other) AS system.main.regexp_replace(text, pattern, other, 'g')",
    ],
  },
  split_part: {
    differs: "a part that is not there is NULL, in DuckDB an empty text",
    forms: ["(text, delimiter, part) AS string_split(text, delimiter)[part]"],
  },
  concat: {
    differs: "NULL where any of them is, in DuckDB as if it were not there",
    forms: ["(a, b) AS a || b", "(a, b, c) AS a || b || c", "(a, b, c, d) AS a || b || c || d"],
  },
  greatest: { differs: "NULL where any of them is, in DuckDB the greatest of the others", forms: extremes("greatest") },
  least: { differs: "NULL where any of them is, in DuckDB the least of the others", forms: extremes("least") },
  element_at: {
    differs: "DuckDB's is for maps alone",
    forms: ["(container, place) AS container[place]"],
  },
  cardinality: { differs: "DuckDB's is for maps alone", forms: ["(list) AS len(list)"] },
  array_join: { differs: absent("array_to_string"), forms: ["(list, delimiter) AS array_to_string(list, delimiter)"] },
  approx_distinct: { differs: absent("approx_count_distinct"), forms: ["(value) AS approx_count_distinct(value)"] },
  json_extract_scalar: {
    differs: "DuckDB has none; of an object, a list or null, and of what is no JSON, Trino's is NULL",
    forms: [
      "(document, path) AS CASE WHEN json_valid(document) AND json_type(document, path) NOT IN ('OBJECT', 'ARRAY', 'NULL') " +
        "THEN json_extract_string(document, path) END",
    ],
  },
  json_format: { differs: "DuckDB casts to VARCHAR", forms: ["(document) AS CAST(document AS VARCHAR)"] },
};

function extremes(name: "greatest" | "least"): readonly string[] {
  return [
    `(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN system.main.${name}(a, b) END`,
    `(a, b, c) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL THEN system.main.${name}(a, b, c) END`,
  ];
}

/** What of the language itself differs, and what sets it right. */
export const SETTINGS: readonly { readonly differs: string; readonly statement: string }[] = [
  {
    differs: "whole numbers divide to a whole number, in DuckDB to a fraction",
    statement: "SET integer_division = true",
  },
  { differs: "a day is counted in UTC, in DuckDB in the machine's zone", statement: "SET TimeZone = 'UTC'" },
];

/** Names of Trino's functions that are macros here. */
export const MACRO_NAMES: readonly string[] = Object.keys(MACROS);

/** Statements, one each, that make a DuckDB answer as Trino does: run before anything is asked. */
export const TRINO_ON_DUCKDB: readonly string[] = [
  ...SETTINGS.map(({ statement }) => statement),
  ...Object.entries(MACROS).map(([name, { forms }]) => `CREATE OR REPLACE TEMP MACRO ${name}${forms.join(", ")}`),
];

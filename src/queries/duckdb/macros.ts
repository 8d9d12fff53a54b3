/**
 * Trino's functions on DuckDB, with Trino's results. Athena's engine 3 is Trino; DuckDB has other names for some, and for
 * others, worse, the same name and another result. Each has rows of Trino's documentation in
 * __tests__/queries/duckdb/macros.test.ts.
 * https://trino.io/docs/current/functions/list.html
 */
const MACROS: Readonly<Record<string, readonly string[]>> = {
  // DuckDB counts the boundaries in between, Trino complete units.
  date_diff: ["(unit, a, b) AS date_sub(unit, a, b)"],
  date_parse: ["(text, format) AS strptime(text, format)"],
  date_format: ["(instant, format) AS strftime(instant, format)"],
  // Of Trino it has a time zone; here it is the same instant in UTC.
  from_iso8601_timestamp: ["(text) AS timezone('UTC', CAST(text AS TIMESTAMPTZ))"],
  at_timezone: ["(instant, zone) AS timezone(zone, timezone('UTC', instant))"],
  day_of_week: ["(instant) AS isodow(instant)"],
  // A miss is NULL, in DuckDB an empty text.
  regexp_extract: [
    "(text, pattern) AS CASE WHEN regexp_matches(text, pattern) THEN system.main.regexp_extract(text, pattern) END",
    "(text, pattern, part) AS CASE WHEN regexp_matches(text, pattern) THEN system.main.regexp_extract(text, pattern, part) END",
  ],
  regexp_like: ["(text, pattern) AS regexp_matches(text, pattern)"],
  // All of them, in DuckDB the first.
  regexp_replace: [
    "(text, pattern) AS system.main.regexp_replace(text, pattern, '', 'g')",
    "(text, pattern, other) AS system.main.regexp_replace(text, pattern, other, 'g')",
  ],
  // A part that is not there is NULL, in DuckDB an empty text.
  split_part: ["(text, delimiter, part) AS string_split(text, delimiter)[part]"],
  // NULL where any of them is, in DuckDB as if it were not there.
  concat: ["(a, b) AS a || b", "(a, b, c) AS a || b || c", "(a, b, c, d) AS a || b || c || d"],
  greatest: [
    "(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN system.main.greatest(a, b) END",
    "(a, b, c) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL THEN system.main.greatest(a, b, c) END",
  ],
  least: [
    "(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN system.main.least(a, b) END",
    "(a, b, c) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL THEN system.main.least(a, b, c) END",
  ],
  element_at: ["(container, place) AS container[place]"],
  cardinality: ["(list) AS len(list)"],
  array_join: ["(list, delimiter) AS array_to_string(list, delimiter)"],
  approx_distinct: ["(value) AS approx_count_distinct(value)"],
  // Of an object, a list or null, and of what is no JSON, NULL.
  json_extract_scalar: [
    "(document, path) AS CASE WHEN json_valid(document) AND json_type(document, path) NOT IN ('OBJECT', 'ARRAY', 'NULL') " +
      "THEN json_extract_string(document, path) END",
  ],
  json_format: ["(document) AS CAST(document AS VARCHAR)"],
};

/** What makes DuckDB divide whole numbers as Trino does, and count a day in UTC. */
const SETTINGS: readonly string[] = ["SET integer_division = true", "SET TimeZone = 'UTC'"];

/** Names of Trino's functions that are macros here. */
export const MACRO_NAMES: readonly string[] = Object.keys(MACROS);

/** Statements, one each, that make a DuckDB answer as Trino does: run before anything is asked. */
export const TRINO_ON_DUCKDB: readonly string[] = [
  ...SETTINGS,
  ...Object.entries(MACROS).map(([name, forms]) => `CREATE OR REPLACE TEMP MACRO ${name}${forms.join(", ")}`),
];

import { ConfigError, type Problem } from "../config/problem";
import { suggestion } from "../config/suggestion";
import type { Query } from "./catalogue";
import type { Parameter } from "./header";
import { ANY, type BoundValue, TYPE_RULES } from "./parameter-types";

/** A statement with a `?` for each `:name`, and the names in that order, each as often as it is used. */
export interface CompiledStatement {
  readonly sql: string;
  readonly names: readonly string[];
}

/** What an engine is given. */
export interface BoundStatement {
  readonly sql: string;
  readonly values: readonly BoundValue[];
}

/** Where a colon is no parameter's: texts, quoted names, comments. Trino and DuckDB write them alike. */
const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|:([a-z][a-z0-9_]*)/g;

/** Athena and DuckDB both bind by place, so a name becomes a `?` wherever it stands. */
export function compile(sql: string): CompiledStatement {
  const names: string[] = [];
  const compiled = sql.replace(TOKENS, (token, name?: string) => {
    if (name === undefined) return token;
    names.push(name);
    return "?";
  });
  return { sql: compiled, names };
}

/** The query's values by name: what was given, else its defaults, the same for both engines. Refuses all that is wrong at once. */
export function resolveParameters(
  query: Query,
  given: Readonly<Record<string, string>>,
  now: Date,
): Readonly<Record<string, BoundValue>> {
  const problems = unknownParameters(query, given);
  const values: Record<string, BoundValue> = {};
  for (const parameter of query.parameters) {
    const value = valueFor(parameter, given[parameter.name], now);
    if (value !== undefined) values[parameter.name] = value;
    else problems.push(refusal(query, parameter, given[parameter.name]));
  }
  problems.push(...backwards(query, values));
  if (problems.length > 0) throw new ConfigError(query.name, problems);
  return values;
}

/** Undefined where the text is none of the parameter's type, or where there is none. */
function valueFor(
  { type, default: fallback }: Parameter,
  given: string | undefined,
  now: Date,
): BoundValue | undefined {
  // Said of a text, `any` would be a word to look for; but nobody looks for nothing.
  if (fallback === ANY && (given === undefined || given === "" || (given === ANY && type !== "text"))) return "";
  const text = given ?? fallback;
  return text === undefined ? undefined : TYPE_RULES[type].read(text, now);
}

function refusal(query: Query, { name, type, description }: Parameter, given: string | undefined): Problem {
  const { rule, example } = TYPE_RULES[type];
  return {
    path: `parameter ${name} of ${query.name}`,
    value: given,
    rule: given === undefined ? `${rule}; it has no default` : rule,
    // Of a text no example would do for every query.
    remedy: type === "text" ? `write --param ${name}=..., ${description}` : `write --param ${name}=${example}`,
  };
}

/** Days that must follow each other. */
const IN_ORDER = [
  ["from_day", "to_day"],
  ["baseline_from_day", "from_day"],
] as const;

function backwards(query: Query, values: Readonly<Record<string, BoundValue>>): Problem[] {
  return IN_ORDER.flatMap(([earlier, later]) => {
    const [from, to] = [values[earlier], values[later]];
    if (from === undefined || to === undefined || from <= to) return [];
    const rule = `no earlier than ${earlier}, ${from}`;
    return [{ path: `parameter ${later} of ${query.name}`, value: to, rule, remedy: "exchange the two, or give both" }];
  });
}

/** The query with its values, for an engine. */
export function bind(query: Query, given: Readonly<Record<string, string>>, now: Date): BoundStatement {
  const values = resolveParameters(query, given, now);
  const { sql, names } = compile(query.sql);
  return { sql, values: names.map((name) => values[name] ?? "") };
}

/**
 * A value as Athena's ExecutionParameters want it: they are literals of SQL, so a text brings its quotation marks.
 * https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export function athenaLiteral(value: BoundValue): string {
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

function unknownParameters({ name: query, parameters }: Query, given: Readonly<Record<string, string>>): Problem[] {
  const names = parameters.map(({ name }) => name);
  return Object.entries(given)
    .filter(([name]) => !names.includes(name))
    .map(([name, value]) => ({
      path: `parameter ${name} of ${query}`,
      value,
      rule: `a parameter of the query: ${names.join(", ")}`,
      remedy: suggestion(name, names),
    }));
}

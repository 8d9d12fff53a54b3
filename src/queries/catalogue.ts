import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { ConfigError, type Problem } from "../config/problem";
import { functionProblems } from "./functions";
import { type Header, readHeader } from "./header";
import { compile } from "./parameters";

export type { Parameter } from "./header";

/** An investigation: one statement for Athena and DuckDB alike, and what its file says of it. */
export interface Query extends Header {
  /** Name of its file. */
  readonly name: string;
  /** One SELECT in Trino's SQL, with `:name` for each parameter. Its header is not in it. */
  readonly sql: string;
}

export const QUERIES_FOLDER = resolve(__dirname, "../../queries");

/** Every query of a folder, by name. Refuses all that is wrong with any of them at once. */
export function loadQueries(folder = QUERIES_FOLDER): readonly Query[] {
  const problems: Problem[] = [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  const queries = files.sort().map((file) => readQuery(file, readFileSync(join(folder, file), "utf8"), problems));
  problems.push(...queries.flatMap((query) => unknownNext(query, queries)));
  if (problems.length > 0) throw new ConfigError("queries", problems);
  return queries;
}

/** @param file its name, for the query's and for what is wrong */
export function readQuery(file: string, text: string, problems: Problem[]): Query {
  const query = {
    name: basename(file, ".sql"),
    ...readHeader(file, text, problems),
    sql: text
      .replace(/^(?:--.*\n)*/, "")
      .trim()
      .replace(/;$/, "")
      .trimEnd(),
  };
  problems.push(...parameterProblems(file, query), ...functionProblems(file, query.sql));
  return query;
}

function parameterProblems(file: string, { parameters, sql }: Query): readonly Problem[] {
  const { sql: compiled, names: used } = compile(sql);
  const declared = parameters.map(({ name }) => name);
  const problem = (value: string, rule: string, remedy: string) => ({
    path: `${file}: parameters`,
    value,
    rule,
    remedy,
  });
  return [
    ...[...new Set(used)]
      .filter((name) => !declared.includes(name))
      .map((name) => problem(`:${name}`, "declared in the header", "add its line to parameters")),
    ...declared
      .filter((name) => !used.includes(name))
      .map((name) => problem(name, "used in the statement", `use :${name}, or take its line out`)),
    ...declared
      .filter((name, index) => declared.indexOf(name) !== index)
      .map((name) => problem(name, "declared once", "take one of its lines out")),
    ...(compiled.split("?").length - 1 === used.length
      ? []
      : [problem("?", "no ? of one's own: names are bound by place", "name the parameter, `:name`")]),
  ];
}

function unknownNext({ name, next }: Query, queries: readonly Query[]): readonly Problem[] {
  return next
    .filter((other) => other === name || !queries.some((query) => query.name === other))
    .map((other) => ({
      path: `${name}.sql: next`,
      value: other,
      rule: "the name of another query",
      remedy: "name one of queries/",
    }));
}

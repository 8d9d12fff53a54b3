import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { ConfigError, type Problem } from "../config/problem";
import { functionProblems } from "./functions";
import { type Header, readHeader } from "./header";
import { compile } from "./parameters";
import { TECHNIQUES } from "./techniques";
import { parametersOutsideWhere } from "./where-only";
import { bare } from "./words";

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

/** One query by its name, without what refers to others; undefined where there is none. */
export function loadQuery(name: string, folder = QUERIES_FOLDER): Query | undefined {
  const file = readdirSync(folder).find((one) => one === `${name}.sql`);
  if (file === undefined) return undefined;
  const problems: Problem[] = [];
  const query = readQuery(file, readFileSync(join(folder, file), "utf8"), problems);
  if (problems.length > 0) throw new ConfigError("queries", problems);
  return query;
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
  problems.push(...parameterProblems(file, query), ...functionProblems(file, query.sql), ...serves(file, query));
  return query;
}

function parameterProblems(file: string, { parameters, sql }: Query): readonly Problem[] {
  const { names: used } = compile(sql);
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
    ...parametersOutsideWhere(sql).map((name) =>
      problem(
        `:${name}`,
        "in a WHERE: Athena takes no parameter elsewhere",
        "ask for it in a WHERE around the statement",
      ),
    ),
    ...(!bare(sql).includes("?")
      ? []
      : [problem("?", "no ? of one's own: names are bound by place", "name the parameter, `:name`")]),
  ];
}

/** Requirements as the detections name them too. */
const CONTROL = /^(?:CIS \d+\.\d+|OWN-\d+|SOC 2 CC\d\.\d|HIPAA 164\.\d+(?:\(\w+\))+)$/;

function serves(file: string, { controls, techniques }: Query): readonly Problem[] {
  return [
    ...controls
      .filter((control) => !CONTROL.test(control))
      .map((value) => ({
        path: `${file}: controls`,
        value,
        rule: "a requirement as the detections name it: CIS 4.5, OWN-2, SOC 2 CC7.2, HIPAA 164.312(b)",
        remedy: "write several with commas between them",
      })),
    ...techniques
      .filter((technique) => !(technique in TECHNIQUES))
      .map((value) => ({
        path: `${file}: techniques`,
        value,
        rule: "an ATT&CK technique of src/queries/techniques.ts",
        remedy: "add it there, with the name that ATT&CK gives it",
      })),
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

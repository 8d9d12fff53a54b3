import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { ConfigError, type Problem } from "../../config/problem";
import { suggestion } from "../../config/suggestion";
import { loadQueries, type Query } from "../../queries/catalogue";
import { readHeader } from "../../queries/header";
import { compile } from "../../queries/parameters";
import { UsageError } from "./usage-error";

/** A query of the catalogue by its name. */
export function queryNamed(name: string): Query {
  const queries = loadQueries();
  const found = queries.find((query) => query.name === name);
  if (found !== undefined) return found;
  const remedy = suggestion(
    name,
    queries.map((query) => query.name),
  );
  throw new UsageError("investigate", [
    {
      path: "query",
      value: name,
      rule: "the name of a query",
      remedy: remedy.startsWith("did") ? remedy : "npx org-trail investigate list shows all of them",
    },
  ]);
}

/** Somebody's own statement. Its parameters are texts, unless it says more of them in a header such as those of queries/. */
export function queryInFile(file: string): Query {
  if (!existsSync(file))
    throw new UsageError("investigate", [
      { path: "--sql", value: file, rule: "a file that exists", remedy: "name the file that holds the statement" },
    ]);
  const text = readFileSync(file, "utf8");
  const problems: Problem[] = [];
  const name = basename(file);
  const header = /^-- title:/.test(text) ? readHeader(name, text, problems) : withoutHeader(name, text);
  if (problems.length > 0) throw new UsageError(name, problems);
  return { name, ...header, sql: text.trim().replace(/;$/, "").trimEnd() };
}

function withoutHeader(title: string, text: string): Omit<Query, "name" | "sql"> {
  const names = [...new Set(compile(text).names)];
  const parameters = names.map((name) => ({ name, type: "text" as const, description: "" }));
  return { title, question: "", parameters, controls: [], techniques: [], hit: "", next: [] };
}

/** What the catalogue refuses, as what was asked wrongly. */
export function orUsageError<T>(source: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(source, error.problems);
    throw error;
  }
}

import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { ConfigError, type Problem } from "../../config/problem";
import { suggestion } from "../../config/suggestion";
import { loadQueries, loadQuery, type Query } from "../../queries/catalogue";
import { readHeader } from "../../queries/header";
import { compile } from "../../queries/parameters";
import type { Destination } from "./output/write-answer";
import { UsageError } from "./usage-error";

/** Which query, and where its rows go. */
export interface QueryChoice extends Destination {
  readonly sql?: string;
}

/** The query that was named, or somebody's own. */
export function chosenQuery(name: string | undefined, { sql, format, out }: QueryChoice): Query {
  if (format === "parquet" && out === undefined)
    throw usageError("--format", format, "into a file: Parquet is nothing to print", "add --out answer.parquet");
  // Found out before anything is read, or paid for.
  if (out !== undefined && !existsSync(dirname(out)))
    throw usageError("--out", out, "in a folder that exists", `mkdir -p ${dirname(out)}`);
  if (sql !== undefined && name === undefined) return queryInFile(sql);
  if (name !== undefined && sql === undefined) return queryNamed(name);
  const rule = "either the name of a query or --sql, not both";
  throw usageError("query", name, rule, "npx org-trail investigate list shows the names");
}

export function usageError(path: string, value: unknown, rule: string, remedy: string): UsageError {
  return new UsageError("investigate", [{ path, value, rule, remedy }]);
}

/** A query of the catalogue by its name. */
export function queryNamed(name: string): Query {
  const found = loadQuery(name);
  if (found !== undefined) return found;
  const remedy = suggestion(
    name,
    loadQueries().map((query) => query.name),
  );
  const all = "npx org-trail investigate list shows all of them";
  throw usageError("query", name, "the name of a query", remedy.startsWith("did") ? remedy : all);
}

/** Somebody's own statement. Its parameters are texts, unless it says more of them in a header such as those of queries/. */
function queryInFile(file: string): Query {
  if (!existsSync(file))
    throw usageError("--sql", file, "a file that exists", "name the file that holds the statement");
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

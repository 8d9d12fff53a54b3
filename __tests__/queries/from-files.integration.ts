import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { loadQueries, type Query } from "../../src/queries/catalogue";
import { resolveParameters } from "../../src/queries/parameters";
import { run } from "../../src/tools/investigate/run";
import { writeLogs } from "../support/log-copies";
import { temporaryFolder } from "../support/organizations";
import type { Row } from "../support/queries/duckdb";
import { filesOf } from "../support/queries/files";
import { QUERY_CASES } from "./cases";
import { NOW, type QueryCase } from "./cases/case";

const QUERIES = new Map(loadQueries().map((query) => [query.name, query]));

/** What is given, and the days that the catalogue's defaults are at NOW: a copy's own would be others. */
function given(query: Query, { given: some = {} }: QueryCase): Readonly<Record<string, string>> {
  const values = Object.entries(resolveParameters(query, some, NOW));
  const days = values.filter(([name]) => query.parameters.some((one) => one.name === name && one.type === "day"));
  return { ...some, ...Object.fromEntries(days.map(([name, day]) => [name, String(day)])) };
}

it.for(QUERY_CASES)("org-trail investigate run $query, over log files of the case's records", async (one, context) => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  context.onTestFinished(() => said.mockRestore());
  const query = QUERIES.get(one.query);
  if (query === undefined) throw new Error(`no query ${one.query}`);
  const folder = temporaryFolder(context);
  const logs = writeLogs(join(folder, "logs"), filesOf(one.archive));
  const out = join(folder, "rows.json");
  // 1 where the case asks for days that its few files are not from.
  expect([0, 1]).toContain(
    await run(query.name, { logs, out, param: given(query, one), format: "json", cache: false }),
  );
  const rows: readonly Row[] = JSON.parse(readFileSync(out, "utf8"));
  expect(rows.map((row) => one.columns.map((column) => row[column]))).toEqual(one.answer);
});

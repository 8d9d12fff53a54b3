import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { PARTITIONS, TABLES, type Table } from "../../src/queries/tables";
import { run } from "../../src/tools/investigate/run";
import { writeLogs } from "../support/log-copies";
import { temporaryFolder } from "../support/organizations";
import { fill, queryEngine } from "../support/queries/duckdb";
import { filesOf } from "../support/queries/files";
import { QUERY_CASES } from "./cases";

const rowsOf = (table: Table) => QUERY_CASES.flatMap(({ archive }) => archive).filter((row) => row.table === table);

it.for(TABLES)(
  "$name: the command reads from CloudTrail's files what the cases of the queries have in their tables",
  async (table, context) => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    context.onTestFinished(() => said.mockRestore());
    const folder = temporaryFolder(context);
    const [sql, out] = [join(folder, "all.sql"), join(folder, "rows.json")];
    const rows = rowsOf(table);
    const everything = `SELECT ${Object.keys({ ...table.columns, ...PARTITIONS }).join(", ")} FROM ${table.name}`;
    writeFileSync(sql, everything);
    const logs = writeLogs(join(folder, "logs"), filesOf(rows));
    expect(await run(undefined, { logs, sql, out, param: {}, format: "json", cache: false })).toBe(0);
    const engine = await queryEngine();
    await fill(engine, rows);
    const cases = (await engine.runAndReadAll(everything)).getRowObjectsJson();
    expect(sorted(JSON.parse(readFileSync(out, "utf8")))).toEqual(sorted(cases));
    expect(cases.length).toBeGreaterThan(2);
  },
);

function sorted(rows: readonly unknown[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

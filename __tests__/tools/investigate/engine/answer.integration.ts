import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TABLES } from "../../../../src/queries/tables";
import { answer, createTables, tablesIn } from "../../../../src/tools/investigate/engine/answer";
import { close, lockInto, type Opened, openDuckDb } from "../../../../src/tools/investigate/engine/duckdb";

describe("a DuckDB that is locked into its folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "org-audit-trail-"));
  let opened: Opened;

  beforeAll(async () => {
    // Its folder for what has no room in memory is open to it too.
    opened = await openDuckDb(join(folder, "cache"));
    await createTables(opened.connection, TABLES, () => []);
    await lockInto(opened.connection, join(folder, "cache"));
    writeFileSync(join(folder, "secret.txt"), "secret");
  });

  afterAll(() => {
    close(opened);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ["two statements", "SELECT 1; SELECT 2", "one statement; there are 2"],
    ["none", "-- nothing", "one statement; there are 0"],
    ["one that makes a table", "CREATE TABLE t AS SELECT 1", "a SELECT, not CREATE"],
    ["one that writes a file", `COPY (SELECT 1) TO '${folder}/x.csv'`, "Permission Error"],
    ["one that opens a database", `ATTACH '${folder}/x.db'`, "a SELECT, not ATTACH"],
    ["one that loads code", "LOAD httpfs", "a SELECT, not LOAD"],
    ["one that changes settings", "SET enable_external_access = true", "a SELECT, not SET"],
    ["one that is no SQL", "SELEC 1", "syntax error"],
    ["one that reads another file", `SELECT * FROM read_text('${folder}/secret.txt')`, "Permission Error"],
    ["one that climbs out", `SELECT * FROM read_text('${folder}/cache/../secret.txt')`, "Permission Error"],
    ["one that lists files", `SELECT * FROM glob('${folder}/*')`, "Permission Error"],
    ["one that asks the network", "SELECT * FROM read_csv('https://example.com/a.csv')", "Permission Error"],
    ["one that wants an extension", "SELECT * FROM read_xlsx('a.xlsx')", "read_xlsx"],
    ["one of a column that is none", "SELECT eventnam FROM cloudtrail", "eventname"],
  ])("refuses %s", async (_, sql, reason) => {
    await expect(answer(opened.connection, "own.sql", { sql, values: [] })).rejects.toThrow(reason);
  });

  it("cannot be opened again", async () => {
    await expect(opened.connection.run("SET enable_external_access = true")).rejects.toThrow("locked");
    await expect(opened.connection.run("INSTALL httpfs")).rejects.toThrow("Permission Error");
  });
});

describe("tables that a statement may read", () => {
  it.each([
    ["SELECT 1 FROM cloudtrail", ["cloudtrail"]],
    ['SELECT 1 FROM "CloudTrail_Digests" JOIN cloudtrail_insights', ["cloudtrail_insights", "cloudtrail_digests"]],
    ["SELECT 1 FROM query_table('cloud' || 'trail')", ["cloudtrail", "cloudtrail_insights", "cloudtrail_digests"]],
  ])("%s", (sql, expected) => {
    expect(tablesIn(sql)).toEqual(expected);
  });
});

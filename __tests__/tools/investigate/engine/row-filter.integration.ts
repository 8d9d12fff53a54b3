import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCopy } from "../../../../bench/investigate/archive-copy";
import { loadQueries, type Query } from "../../../../src/queries/catalogue";
import { TYPE_RULES } from "../../../../src/queries/parameter-types";
import { bind, resolveParameters } from "../../../../src/queries/parameters";
import { TABLES } from "../../../../src/queries/tables";
import { closeCache, EVERYTHING, openCache, prepare } from "../../../../src/tools/investigate/cache/cache";
import { packsOf } from "../../../../src/tools/investigate/cache/packs";
import { createTables } from "../../../../src/tools/investigate/engine/answer";
import { close, type Opened, openDuckDb } from "../../../../src/tools/investigate/engine/duckdb";
import { knowFilter, rowFilterOf } from "../../../../src/tools/investigate/engine/row-filter";
import { takeInventory } from "../../../../src/tools/investigate/logs/inventory";

describe("rows that a query keeps", () => {
  const folder = mkdtempSync(join(tmpdir(), "org-audit-trail-"));
  let opened: Opened;

  beforeAll(async () => {
    writeCopy(folder, {
      records: 2000,
      accounts: 3,
      regions: ["us-east-1", "eu-west-1"],
      days: 3,
      recordsPerFile: 200,
      seed: 3,
    });
    const { root, files } = takeInventory(folder);
    const cache = openCache(folder, undefined);
    const prepared = await prepare(cache, root, packsOf(files), EVERYTHING, () => {});
    opened = await openDuckDb("");
    await createTables(opened.connection, TABLES, prepared.files);
    await opened.connection.run("CREATE TABLE everything AS SELECT * FROM cloudtrail");
    closeCache(cache);
  });

  afterAll(() => {
    close(opened);
    rmSync(folder, { recursive: true, force: true });
  });

  /** As somebody would ask of the copy: its days, and of what must be given something that is in it. */
  function givenFor({ parameters }: Query): Readonly<Record<string, string>> {
    const known: Readonly<Record<string, string>> = {
      from_day: "2026-10-02",
      to_day: "2026-10-03",
      baseline_from_day: "2026-10-01",
      on_day: "2026-10-02",
      account: "111111111111",
      region: "us-east-1",
      principal: "alice",
      time: "2026-10-02T12:00:00Z",
    };
    const needed = parameters.filter(
      ({ name, default: fallback }) => fallback === undefined || (known[name] && name !== "region"),
    );
    return Object.fromEntries(needed.map(({ name, type }) => [name, known[name] ?? TYPE_RULES[type].example]));
  }

  async function rowsOf(query: Query, table: string): Promise<readonly unknown[]> {
    await opened.connection.run(`CREATE OR REPLACE VIEW cloudtrail AS ${table}`);
    const { sql, values } = bind(query, givenFor(query), new Date());
    const bound = values.map((value) => (typeof value === "number" ? BigInt(value) : value));
    return (await opened.connection.runAndReadAll(sql, bound)).getRowsJson();
  }

  it("give the same answer as all rows, for every query of the catalogue that has such", async () => {
    const answered: string[] = [];
    const filtered: string[] = [];
    for (const query of loadQueries()) {
      const filter = rowFilterOf(query.sql, resolveParameters(query, givenFor(query), new Date()));
      if (filter?.table !== "cloudtrail") continue;
      await knowFilter(opened.connection, filter);
      const all = await rowsOf(query, "SELECT * FROM everything");
      const kept = await rowsOf(query, `SELECT * FROM everything AS cloudtrail WHERE ${filter.condition}`);
      expect([query.name, kept]).toEqual([query.name, all]);
      filtered.push(query.name);
      if (all.length > 0) answered.push(query.name);
    }
    expect(filtered.length).toBeGreaterThan(30);
    expect(answered.length).toBeGreaterThan(5);
  });
});

describe("a statement's condition", () => {
  const conditionOf = (sql: string) => rowFilterOf(sql, {})?.condition.trim();

  it.each([
    ["SELECT a FROM cloudtrail WHERE b = 1", "b = 1"],
    [
      "SELECT a FROM cloudtrail WHERE b = ' group by ' AND c = :c ORDER BY a",
      "b = ' group by ' AND c = getvariable('c')",
    ],
    ["SELECT count(*) FROM cloudtrail_digests\nWHERE t = '10:mm' GROUP BY a", "t = '10:mm'"],
  ])("of %s", (sql, expected) => {
    expect(conditionOf(sql)).toBe(expected);
  });

  it.each([
    "SELECT a FROM cloudtrail",
    "SELECT a FROM cloudtrail WHERE b IN (SELECT b FROM cloudtrail WHERE c = 1)",
    "WITH x AS (SELECT a FROM cloudtrail WHERE b = 1) SELECT a FROM x",
    "SELECT a FROM cloudtrail WHERE b = 1 UNION ALL SELECT a FROM cloudtrail",
    "SELECT a FROM cloudtrail x JOIN cloudtrail y ON true WHERE b = 1",
    "SELECT a FROM cloudtrail, cloudtrail_digests WHERE b = 1",
    "SELECT a FROM cloudtrail WHERE b IS DISTINCT FROM c",
    "SELECT count(*) FILTER (WHERE a = 1) FROM cloudtrail",
  ])("is none where rows depend on others: %s", (sql) => {
    expect(conditionOf(sql)).toBeUndefined();
  });
});

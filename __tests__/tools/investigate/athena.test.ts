import { describe, expect, it } from "vitest";
import { loadQueries, readQuery } from "../../../src/queries/catalogue";
import { PARAMETER_TYPES, TYPE_RULES } from "../../../src/queries/parameter-types";
import { bare } from "../../../src/queries/words";
import {
  type AthenaCoverage,
  athenaCoverageLines,
  athenaWarning,
  unreadAccounts,
} from "../../../src/tools/investigate/athena/coverage";
import { failureOf } from "../../../src/tools/investigate/athena/failure";
import { costAfter, costBefore, dollars, priceOf, size } from "../../../src/tools/investigate/athena/price";
import { tablesNamed } from "../../../src/tools/investigate/athena/reach";
import { athenaStatement } from "../../../src/tools/investigate/athena/statement";

const NOW = new Date("2026-11-30T12:00:00Z");

/** An example of each parameter that must be given. */
const examples = (query: ReturnType<typeof loadQueries>[number]) =>
  Object.fromEntries(
    query.parameters
      .filter((parameter) => parameter.default === undefined)
      .map(({ name, type }) => [name, TYPE_RULES[type].example]),
  );

describe("a statement for Athena", () => {
  it.each(loadQueries().map((query) => [query.name, query] as const))(
    "of %s has a literal for each question mark, a text in quotation marks and a number without",
    (_name, query) => {
      const { sql, literals } = athenaStatement(query, examples(query), NOW);
      expect(bare(sql)).not.toContain(":");
      expect(bare(sql).match(/\?/g)?.length ?? 0).toBe(literals.length);
      for (const literal of literals) expect(literal).toMatch(/^(?:'(?:[^']|'')*'|\d+)$/);
    },
  );

  it("has an example of every type", () => {
    for (const type of PARAMETER_TYPES) expect(TYPE_RULES[type].read(TYPE_RULES[type].example, NOW)).toBeDefined();
  });

  const own = (sql: string) => {
    const names = [...new Set([...sql.matchAll(/:([a-z]+)/g)].map(([, name]) => name))];
    const lines = names.map((name) => `--   ${name} text: it\n`).join("");
    const header = `-- title: T\n-- question: Q\n-- parameters:\n${lines}-- controls: CIS 1.7\n-- techniques: T1070\n-- hit: H\n-- next: x\n`;
    return readQuery("own.sql", header + sql, []);
  };

  it.each([
    ["DROP TABLE cloudtrail", "one SELECT"],
    ["UNLOAD (SELECT 1) TO 's3://elsewhere/'", "one SELECT"],
    ["CREATE TABLE x AS SELECT 1", "one SELECT"],
    ["EXPLAIN ANALYZE SELECT 1", "one SELECT"],
    ["SELECT 1; SELECT 2", "one statement"],
    ["SELECT a FROM t WHERE a = ?", "no ? of one's own"],
    ["SELECT :a FROM t WHERE a = :a", ":a in a WHERE"],
  ])("%s is refused before anything is sent", (sql, rule) => {
    expect(() => athenaStatement(own(sql), sql.includes(":a") ? { a: "x" } : {}, NOW)).toThrow(rule);
  });

  it.each(["SELECT 1", "(SELECT 1)", "with x as (select 1) select * from x", "-- why\nSELECT ';' AS \"?\""])(
    "%s is sent",
    (sql) => {
      expect(athenaStatement(own(sql), {}, NOW).literals).toEqual([]);
    },
  );

  it("refuses a value that is longer than Athena takes, its quotation marks twice", () => {
    const query = own("SELECT a FROM t WHERE a = :a");
    expect(athenaStatement(query, { a: "x".repeat(1022) }, NOW).literals[0]).toHaveLength(1024);
    expect(() => athenaStatement(query, { a: "x".repeat(1023) }, NOW)).toThrow("at most 1024 characters");
    expect(() => athenaStatement(query, { a: "'".repeat(512) }, NOW)).toThrow("it has 1026");
  });
});

describe("what a query costs", () => {
  it.each([
    [0, 0.00005],
    [10_000_000, 0.00005],
    [10_000_001, 0.000055],
    [100_000_000_000, 0.5],
    [1_000_000_000_000, 5],
  ])("%d bytes are %d dollars: ten megabytes at least, and whole ones", (bytes, cost) => {
    expect(priceOf(bytes, "aws")).toBeCloseTo(cost, 10);
  });

  it("is not said where we do not know the price", () => {
    expect(priceOf(1e12, "aws-cn")).toBeUndefined();
    expect(costBefore(1e11, "aws-cn")).not.toContain("$");
    expect(costAfter(1e11, "aws-us-gov")).toBe("Scanned: 100 GB");
  });

  it("is bounded by the work group's limit, and that there is none is said", () => {
    expect(costBefore(100e9, "aws")).toMatch(/^Cost: about \$0\.50 at most, .* has scanned 100 GB/);
    expect(costBefore(undefined, "aws")).toContain("nothing bounds it");
  });

  it.each([
    [0, "0 bytes"],
    [999, "999 bytes"],
    [1500, "1.5 KB"],
    [1_234_567_890, "1.2 GB"],
    [25e15, "25000 TB"],
  ])("%d bytes are %s", (bytes, text) => {
    expect(size(bytes)).toBe(text);
  });

  it("of less than a cent is said so", () => {
    expect(dollars(0.0099)).toBe("less than 1 cent");
  });
});

const COVERAGE: AthenaCoverage = {
  executionId: "an-id",
  bytes: 1e9,
  reaches: [{ table: "cloudtrail", accounts: ["1", "2"], regions: ["us-east-1"], from: "2019/11/30" }],
  accountsInArchive: ["1", "2"],
  refusals: [],
  asked: { from: "2026/11/23", to: "2026/11/30" },
};

describe("what an answer of Athena's rests on", () => {
  it("is not known to miss anything where the table reads the archive's accounts and the days", () => {
    expect(athenaWarning(COVERAGE)).toBeUndefined();
    expect(athenaCoverageLines(COVERAGE).join("\n")).toContain("Not known: which of these folders have files.");
  });

  it.each([
    ["an account that the archive has", { accountsInArchive: ["1", "2", "3"] }, ["3"]],
    ["the account that was asked for", { account: "4" }, ["4"]],
    ["no other than the one that was asked for", { accountsInArchive: ["1", "2", "3"], account: "1" }, []],
    [
      "none where the query names the account itself",
      { reaches: [{ table: "cloudtrail_by_account", regions: [], from: "2019/11/30" }], account: "4" },
      [],
    ],
  ])("misses %s and the table does not list", (_what, differs, unread) => {
    const coverage = { ...COVERAGE, ...differs };
    expect(unreadAccounts(coverage)).toEqual(unread);
    expect(athenaWarning(coverage) === undefined).toBe(unread.length === 0);
  });

  it("misses days before the table's first", () => {
    const warning = athenaWarning({ ...COVERAGE, asked: { from: "2019/11/29", to: "2026/11/30" } });
    expect(warning).toContain("the table begins on 2019-11-30, 2019-11-29 was asked for");
  });

  it.each([
    ["SELECT 1 FROM cloudtrail JOIN cloudtrail_digests ON true", ["cloudtrail", "cloudtrail_digests"]],
    ["SELECT 1 FROM cloudtrail_by_account", ["cloudtrail_by_account"]],
    ["SELECT 1", []],
  ])("%s reads its tables", (sql, tables) => {
    expect(tablesNamed(sql)).toEqual(tables);
  });
});

describe("why there is no answer", () => {
  it.each([
    ["FAILED", "Insufficient permissions to execute the query. AccessDenied", "key's policy"],
    [
      "FAILED",
      "GENERIC: For the injected projected partition column account, the WHERE clause must contain only static equality conditions",
      "cloudtrail_by_account wants",
    ],
    ["FAILED", "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.x.cloudtrail' does not exist", "npm run deploy"],
    ["FAILED", "Query exhausted resources at this scale factor", "fewer days"],
    ["FAILED", "Something new", "troubleshooting-athena.html"],
    ["CANCELLED", "Query cancelled by user", "StopQueryExecution stands in the trail"],
  ] as const)("%s, %s: says what to do", (State, StateChangeReason, remedy) => {
    const { message } = failureOf({ QueryExecutionId: "an-id", Status: { State, StateChangeReason } });
    expect(message).toContain(StateChangeReason);
    expect(message).toContain(remedy);
    expect(message).toContain("an-id");
  });

  it("says to ask again where Athena says so", () => {
    const AthenaError = { ErrorMessage: "internal", Retryable: true };
    expect(failureOf({ Status: { State: "FAILED", AthenaError } }).message).toMatch(/internal\nremedy: .*ask again/);
  });
});

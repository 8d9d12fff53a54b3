import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AthenaClient, GetQueryExecutionCommand, ListQueryExecutionsCommand } from "@aws-sdk/client-athena";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { namesOf } from "../../src/naming";
import { allAccounts } from "../../src/policies/deployer/accounts";
import { permissionsFor } from "../../src/policies/deployer/permissions";
import type { QueryAnswer } from "../../src/tools/emulator/emulator";
import { makePolicy } from "../../src/tools/emulator/roles";
import { holdingOf } from "../support/holdings";
import { logRecord, writeLogs } from "../support/log-copies";
import { example } from "../support/synthesized";
import { applyPart } from "./support/apply-part";
import { start } from "./support/command";
import { describeE2e } from "./support/describe-e2e";
import { LiveOrganization } from "./support/live-organization";

const PROJECT = join(__dirname, "..", "..");
const names = namesOf(example);
const workbench = described(names.workbench);

function described<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the example describes a workbench, and a boundary of roles");
  return value;
}

/** Of the organization's accounts, and one that the table does not list: it joined after the last apply, or left. */
const LISTED = example.accounts.management.id;
const UNLISTED = "999900001111";

/** The catalogue's answer to these records, as Athena would write it. */
const RECORDS = [
  logRecord({
    eventID: "00000000-0000-4000-8000-000000000001",
    userAgent: 'say "hi",\nand\u001b[31m',
    errorCode: "=1+1",
  }),
  logRecord({ eventID: "00000000-0000-4000-8000-000000000002", eventTime: "2026-11-20T10:00:00Z" }),
];

const SLOW: QueryAnswer = { columns: [{ Name: "n", Type: "bigint" }], rows: [["1"]], isEndless: true };

describeE2e("org-trail investigate --engine athena", (tools) => {
  const scratch = mkdtempSync(join(tmpdir(), "e2e-athena-"));
  let live: LiveOrganization;
  let athena: AthenaClient;

  beforeAll(async () => {
    live = await LiveOrganization.start(tools, { ...example, state: { backend: "local" } });
    // What an administrator makes before the apply: it bounds the analyst's role too.
    const account = described(allAccounts(example).find(({ id }) => id === workbench.accountId));
    const { roleBoundary } = permissionsFor("deploy", holdingOf(example, account));
    await makePolicy(live.emulator, names.homeRegion, account.id, described(roleBoundary));
    const security = [
      "workbench/tables",
      "workbench/work-group",
      "workbench/analyst-role",
      "workbench/analyst-role-policy",
    ];
    await applyPart(live, live.workspace(), "security", security);
    athena = new AthenaClient(live.emulator.clientConfig(workbench.accountId, names.homeRegion));
    const s3 = new S3Client(live.emulator.clientConfig(names.logArchiveAccountId, names.homeRegion));
    const Bucket = names.archive.bucket.name;
    const LocationConstraint = names.homeRegion as "eu-central-1";
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
    for (const account of [LISTED, UNLISTED])
      await s3.send(
        new PutObjectCommand({ Bucket, Key: `${names.archive.accountPrefix(account)}CloudTrail/x`, Body: "" }),
      );
  });
  beforeEach(() => live.emulator.clearFaults());
  afterAll(async () => {
    rmSync(scratch, { recursive: true, force: true });
    await live?.stop();
  });

  const investigate = (...args: readonly string[]) =>
    start({
      label: "org-trail investigate",
      command: process.execPath,
      args: ["--import", "tsx", "src/tools/org-trail/main.ts", "investigate", "run", ...args],
      folder: PROJECT,
      environment: {
        PATH: process.env.PATH,
        HOME: scratch,
        ORGANIZATION: "example",
        ...live.emulator.environment(workbench.accountId),
      },
    });
  const ask = (...args: readonly string[]) => investigate("--engine", "athena", ...args).result;
  const statement = (sql: string) => {
    const file = join(scratch, "own.sql");
    writeFileSync(file, sql);
    return file;
  };

  /** What Athena was sent last. */
  async function lastAsked() {
    const { QueryExecutionIds: ids = [] } = await athena.send(
      new ListQueryExecutionsCommand({ WorkGroup: workbench.workGroup.name }),
    );
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: ids.at(-1) }));
    return QueryExecution;
  }

  it("answers as DuckDB does, row for row, and says what it cost, what it rests on, and what is missing", async () => {
    const logs = writeLogs(join(scratch, "logs"), { "download.json": JSON.stringify({ Records: RECORDS }) });
    const days = ["--param", "from_day=2026-11-20", "--param", "to_day=2026-11-20", "--format", "json"];
    const local = await investigate("root-activity", "--logs", logs, "--no-cache", ...days).result;
    const rows: readonly Readonly<Record<string, unknown>>[] = JSON.parse(local.stdout);
    expect(rows).toHaveLength(2);
    const columns = Object.keys(rows[0] ?? {});
    await live.emulator.queryAnswers({
      columns: columns.map((Name) => ({ Name, Type: "varchar" })),
      rows: rows.map((row) => columns.map((column) => (row[column] === null ? null : String(row[column])))),
      scannedBytes: 1_234_567_890,
    });
    const { exitCode, stdout, stderr } = await ask("root-activity", ...days);
    expect(stdout).toBe(local.stdout);
    expect(stderr).toContain("Cost: about $1.25 at most, at $5 a terabyte");
    expect(stderr).toContain("the work group stops a query that has scanned 250 GB");
    expect(stderr).toMatch(/Athena: queued, 0 bytes scanned[\s\S]*Athena: running, 617 MB scanned/);
    expect(stderr).toContain("Scanned: 1.2 GB, less than 1 cent at $5 a terabyte");
    expect(stderr).toContain(`INCOMPLETE: the table does not read 1 account, ${UNLISTED}`);
    expect(stderr).toMatch(/Rests on 1\.2 GB that Athena scanned, of cloudtrail; query [0-9a-f-]{36}/);
    expect(exitCode).toBe(1);
    const asked = await lastAsked();
    expect(asked?.QueryExecutionContext).toEqual({ Catalog: "AwsDataCatalog", Database: workbench.database.name });
    expect(asked?.ExecutionParameters).toEqual(expect.arrayContaining(["'2026/11/20'", "''"]));
    expect(asked?.Query?.match(/\?/g)).toHaveLength(asked?.ExecutionParameters?.length ?? -1);
  });

  it("sends a hostile value as one literal, and it answers whole where nothing is left out", async () => {
    await live.emulator.queryAnswers({ columns: [{ Name: "n", Type: "bigint" }], rows: [["0"]] });
    const hostile = "' OR '1' = '1'; DROP TABLE cloudtrail; --";
    const { exitCode, stdout } = await ask(
      "principal-activity",
      "--param",
      `principal=${hostile}`,
      "--param",
      `account=${LISTED}`,
      "--format",
      "csv",
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "n\n0\n" });
    expect((await lastAsked())?.ExecutionParameters).toContain("''' OR ''1'' = ''1''; DROP TABLE cloudtrail; --'");
  });

  it("fetches page after page, with Athena's types, into a file of any format", async () => {
    const rows = Array.from({ length: 2345 }, (_, index) => [String(index), index % 2 === 0 ? "true" : null, ""]);
    const columns = [
      { Name: "n", Type: "bigint" },
      { Name: "is_even", Type: "boolean" },
      { Name: "text", Type: "varchar" },
    ];
    const sql = statement("SELECT eventname FROM cloudtrail_by_account WHERE account = :account AND day > :day");
    const given = ["--sql", sql, "--param", `account=${UNLISTED}`, "--param", "day=2026/11/01"];
    const out = join(scratch, "answer.json");
    for (const format of ["json", "parquet", "html"] as const) {
      await live.emulator.queryAnswers({ columns, rows });
      const file = format === "json" ? out : join(scratch, `answer.${format}`);
      const { exitCode, stderr } = await ask(...given, "--format", format, "--out", file);
      expect(stderr).toContain("2,345 rows");
      expect(exitCode).toBe(0);
    }
    const answered: readonly unknown[] = JSON.parse(readFileSync(out, "utf8"));
    expect(answered).toHaveLength(2345);
    expect(answered.slice(0, 2)).toEqual([
      { n: 0, is_even: true, text: "" },
      { n: 1, is_even: null, text: "" },
    ]);
    expect(readFileSync(join(scratch, "answer.parquet")).subarray(0, 4).toString()).toBe("PAR1");
    expect(readFileSync(join(scratch, "answer.html"), "utf8")).toContain("2,345 rows");
  });

  it.each([
    ["Query cancelled! : Bytes scanned limit was exceeded", "CANCELLED", "fewer days"],
    ["HIVE_CURSOR_ERROR: Unexpected end of input stream", "FAILED", "ask the copy with --logs"],
    ["COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved", "FAILED", "Correct the statement"],
  ] as const)("of %s says why there is no answer, what it cost, and what to do", async (reason, state, remedy) => {
    await live.emulator.queryAnswers({ columns: [], rows: [], state, reason, scannedBytes: 250e9 });
    const { exitCode, stdout, stderr } = await ask("root-activity");
    expect(stderr).toContain(`The query ${state === "FAILED" ? "failed" : "was cancelled"}: ${reason}`);
    expect(stderr).toContain(remedy);
    expect(stderr).toContain("Scanned: 250 GB, $1.25");
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "%s stops the query at Athena, says what it cost, and ends as a shell expects",
    async (signal) => {
      await live.emulator.queryAnswers({ ...SLOW, scannedBytes: 50e9 });
      const run = investigate("root-activity", "--engine", "athena");
      await run.says(/Athena: running/);
      run.signal(signal);
      const { exitCode, stdout, stderr } = await run.result;
      expect(stderr).toMatch(/stopping the query[\s\S]*Scanned: \d+ GB/);
      expect({ exitCode, stdout }).toEqual({ exitCode: signal === "SIGINT" ? 130 : 143, stdout: "" });
      expect((await lastAsked())?.Status?.State).toBe("CANCELLED");
    },
  );

  it("asks again where Athena or S3 throttles", async () => {
    for (const action of ["StartQueryExecution", "GetQueryExecution", "GetQueryResults"])
      await live.emulator.fault({ service: "athena", action, code: "TooManyRequestsException", times: 2 });
    await live.emulator.queryAnswers({ columns: [{ Name: "n", Type: "bigint" }], rows: [["7"]] });
    const { stdout } = await ask("root-activity", "--format", "json");
    expect(JSON.parse(stdout)).toEqual([{ n: 7 }]);
  });

  it("answers, and says what it could not compare, where it may not look how far the tables reach", async () => {
    await live.emulator.fault({ service: "glue", action: "GetTable", code: "AccessDeniedException" });
    await live.emulator.fault({ service: "s3", action: "ListBucket", code: "AccessDenied", status: 403 });
    await live.emulator.queryAnswers({ columns: [{ Name: "n", Type: "bigint" }], rows: [["7"]] });
    const { exitCode, stderr } = await ask("root-activity");
    expect(stderr.match(/Not compared with what the archive has/g)).toHaveLength(2);
    expect(exitCode).toBe(0);
  });

  it.each([
    ["GetWorkGroup", "InvalidRequestException", "Apply the stack that has the workbench"],
    ["StartQueryExecution", "AccessDeniedException", "Athena did not start the query: AccessDeniedException"],
    ["GetQueryExecution", "AccessDeniedException", "aws athena stop-query-execution"],
  ])("says what to do where %s answers %s", async (action, code, remedy) => {
    await live.emulator.fault({ service: "athena", action, code });
    await live.emulator.queryAnswers(SLOW);
    const { exitCode, stderr } = await ask("root-activity");
    expect(stderr).toContain(remedy);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(exitCode).toBe(2);
  });
});

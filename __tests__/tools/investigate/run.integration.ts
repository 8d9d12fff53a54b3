import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, type TestContext, vi } from "vitest";
import { logFiles, writeCopy } from "../../../bench/investigate/archive-copy";
import { type RunOptions, run } from "../../../src/tools/investigate/run";
import { keyOf, logOf, logRecord, writeLogs } from "../../support/log-copies";
import { temporaryFolder } from "../../support/organizations";

interface Asked extends Partial<RunOptions> {
  readonly logs: string;
  readonly caches?: string;
  readonly name?: string;
  /** A statement of one's own. */
  readonly statement?: string;
}

interface Answer {
  readonly code: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** What the command said on standard error. */
  readonly said: string;
}

let said: string[] = [];

beforeEach(() => {
  said = [];
  vi.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
});

afterEach(() => vi.restoreAllMocks());

async function ask(context: TestContext, { caches, name, statement, ...options }: Asked): Promise<Answer> {
  const folder = temporaryFolder(context);
  const out = join(folder, "answer.json");
  const sql = statement === undefined ? undefined : join(folder, "own.sql");
  if (sql !== undefined && statement !== undefined) writeFileSync(sql, statement);
  const asked = {
    param: {},
    format: "json" as const,
    out,
    cache: caches !== undefined,
    ...(sql !== undefined && { sql }),
  };
  const code = await run(name, { ...asked, ...options }, caches);
  return { code, rows: JSON.parse(readFileSync(out, "utf8")), said: said.splice(0).join("\n") };
}

const COUNT = "SELECT count(*) AS n FROM cloudtrail";

/** A copy of four log files, three of them damaged, each in its own way. */
const WHOLE = keyOf("111122223333 us-east-1 2026/11/20", "Whole");
const CUT = keyOf("111122223333 us-east-1 2026/11/20", "Cut");
const ALTERED = keyOf("111122223333 us-east-1 2026/11/20", "Altered");
const NO_JSON = keyOf("111122223333 us-east-1 2026/11/20", "NoJson");

/** As `aws s3 cp` names it until it is whole. */
const FINISHED = keyOf("111122223333 us-east-1 2026/11/20", "Late");
const UNFINISHED = `${FINISHED}.1a2B3c4D`;

function damagedCopy(): Readonly<Record<string, Buffer | readonly unknown[]>> {
  const gz = logOf([logRecord(), logRecord()]);
  const altered = Buffer.from(gz);
  altered.writeUInt8(altered.readUInt8(gz.length - 6) ^ 1, gz.length - 6);
  return {
    [WHOLE]: [logRecord({ eventID: "whole" })],
    [CUT]: gz.subarray(0, gz.length - 20),
    [ALTERED]: altered,
    // Its brackets are where they should be: DuckDB alone sees what it is.
    [NO_JSON]: gzipSync('{"Records":[{"eventName":tru}]}'),
  };
}

describe("org-trail investigate run", () => {
  it("answers a query of the catalogue as the records of a generated copy say, and states what that rests on", async (context) => {
    const shape = {
      records: 3000,
      accounts: 3,
      regions: ["us-east-1", "eu-west-1"],
      days: 3,
      recordsPerFile: 60,
      seed: 7,
    };
    const logs = temporaryFolder(context);
    const files = writeCopy(logs, shape);
    const roots = [...logFiles(shape)].flatMap(({ records }) =>
      records.filter(({ eventName }) => eventName === "ConsoleLogin").map(({ eventID }) => eventID),
    );
    const { code, rows, said } = await ask(context, { logs, name: "root-activity" });
    expect(rows.map(({ eventid }) => eventid).sort()).toEqual(roots.sort());
    expect(roots).not.toEqual([]);
    expect(code).toBe(0);
    expect(said).toContain(`Rests on ${files} files`);
    expect(said).toContain("3,000 records, of 3 accounts and 2 Regions, delivered 2026-10-01 to 2026-10-03");
    expect(said).toContain("signatures and hashes were not checked");
    expect(said).not.toContain("INCOMPLETE");
  });

  it("answers from what is whole, names each damaged file with its reason, and says first that rows may be missing", async (context) => {
    const logs = writeLogs(temporaryFolder(context), damagedCopy());
    const { code, rows, said } = await ask(context, { logs, name: "root-activity" });
    expect(rows.map(({ eventid }) => eventid)).toEqual(["whole"]);
    expect(code).toBe(1);
    expect(said).toMatch(/^INCOMPLETE: 3 files could not be read\. Rows may be missing\.\n/);
    expect(said).toContain(`${CUT}: cut short`);
    expect(said).toContain(`${ALTERED}: altered or damaged`);
    expect(said).toContain(`${NO_JSON}: no JSON`);
    expect(said).toContain("Rests on 1 file (");
  });

  it("keeps a record of which one field is not what CloudTrail documents, and names its file", async (context) => {
    const odd = { type: "Root", arn: "arn:odd", sessionContext: "odd" };
    const logs = writeLogs(temporaryFolder(context), {
      [WHOLE]: [logRecord()],
      [CUT]: [logRecord({ userIdentity: odd, requestParameters: { a: [1] } })],
    });
    const statement =
      "SELECT useridentity.arn AS arn, useridentity.sessioncontext.attributes AS session, requestparameters FROM cloudtrail ORDER BY 1";
    const { code, rows, said } = await ask(context, { logs, statement });
    expect(rows).toEqual([
      { arn: "arn:aws:iam::111122223333:root", session: null, requestparameters: null },
      { arn: "arn:odd", session: null, requestparameters: '{"a":[1]}' },
    ]);
    expect(code).toBe(1);
    expect(said).toContain(`${CUT}: a field is not what CloudTrail documents: Expected OBJECT`);
  });

  it("reads digests and Insights events as tables of their own, and downloads by what their records say", async (context) => {
    const place = "111122223333 us-east-1 2026/11/20";
    const logs = writeLogs(temporaryFolder(context), {
      [keyOf(place, "D", "CloudTrail-Digest")]: JSON.stringify({
        digestStartTime: "2026-11-20T08:00:00Z",
        logFiles: [{ hashValue: "ab" }],
      }),
      [keyOf(place, "I", "CloudTrail-Insight")]: [
        { eventType: "AwsCloudTrailInsight", insightDetails: { state: "Start" } },
      ],
      "event_history.json": JSON.stringify({ Records: [logRecord({ awsRegion: "eu-west-1" })] }),
    });
    const statement = `SELECT 'log' AS what, account, region, day FROM cloudtrail UNION ALL
      SELECT logfiles[1].hashvalue, account, region, day FROM cloudtrail_digests UNION ALL
      SELECT insightdetails.state, account, region, day FROM cloudtrail_insights`;
    const { code, rows } = await ask(context, { logs, statement });
    const [account, region, day] = place.split(" ");
    expect(rows).toEqual([
      { what: "log", account, region: "eu-west-1", day },
      { what: "ab", account, region, day },
      { what: "Start", account, region, day },
    ]);
    expect(code).toBe(0);
  });

  it("reads a day's folder more than asked for, and says which days asked for have no file", async (context) => {
    const on = (day: string) => keyOf(`111122223333 us-east-1 2026/11/${day}`);
    const logs = writeLogs(temporaryFolder(context), {
      [on("18")]: [logRecord({ eventTime: "2026-11-18T09:00:00Z", eventID: "before" })],
      [on("21")]: [logRecord({ eventTime: "2026-11-20T23:59:00Z", eventID: "late" })],
      [on("22")]: [logRecord({ eventTime: "2026-11-22T09:00:00Z", eventID: "after" })],
    });
    const param = { from_day: "2026-11-19", to_day: "2026-11-20" };
    const { code, rows, said } = await ask(context, { logs, name: "root-activity", param });
    expect(rows.map(({ eventid }) => eventid)).toEqual(["late"]);
    expect(code).toBe(1);
    expect(said).toContain("no file is of 2 days asked for");
    expect(said).toContain("Not needed: 2 files");
  });

  it("says that it knows nothing where there is no log", async (context) => {
    const { code, rows, said } = await ask(context, { logs: temporaryFolder(context), statement: COUNT });
    expect([code, rows]).toEqual([1, [{ n: 0 }]]);
    expect(said).toContain("INCOMPLETE: no log file was read");
  });

  it("takes a hostile value for the text that it is", async (context) => {
    const logs = writeLogs(temporaryFolder(context), { [WHOLE]: [logRecord()] });
    const hostile = "' OR 1=1; DROP VIEW cloudtrail; --";
    const statement = "SELECT :given AS given, count(*) AS n FROM cloudtrail WHERE eventname = :given";
    const { rows } = await ask(context, { logs, statement, param: { given: hostile } });
    expect(rows).toEqual([{ given: hostile, n: 0 }]);
  });
});

describe("what was read is kept for the next question", () => {
  it("is used where no file came, went or may have changed: the logs are not read again, and the answer says so", async (context) => {
    const logs = writeLogs(temporaryFolder(context), { ...damagedCopy(), "event_history.json": [logRecord()] });
    const caches = temporaryFolder(context);
    const first = await ask(context, { logs, caches, statement: COUNT });
    writeFileSync(join(logs, WHOLE), "another content under CloudTrail's own name");
    const second = await ask(context, { logs, caches, statement: COUNT });
    expect([second.code, second.rows]).toEqual([first.code, first.rows]);
    expect(first.rows).toEqual([{ n: 2 }]);
    expect(first.said).not.toContain("Kept:");
    expect(second.said).toMatch(
      /Kept: the files were read by \d{4}-\d\d-\d\d \d\d:\d\d UTC, and none was added or taken away/,
    );
    const rest = (text: string) => text.split("\n").filter((line) => !/^(?:Kept|The answer is written)/.test(line));
    expect(rest(second.said)).toEqual(rest(first.said));
  });

  it.for<[what: string, change: (logs: string) => unknown, rows: number]>([
    ["a file came", (logs) => writeLogs(logs, { [keyOf("444455556666 eu-west-1 2026/11/21")]: [logRecord()] }), 3],
    ["a file went", (logs) => rmSync(join(logs, WHOLE)), 1],
    ["a damaged file was put right", (logs) => writeLogs(logs, { [CUT]: [logRecord(), logRecord()] }), 4],
    ["a download is another one", (logs) => writeLogs(logs, { "event_history.json": [logRecord(), logRecord()] }), 3],
    ["a file got another name", (logs) => renameSync(join(logs, WHOLE), join(logs, "renamed.json.gz")), 2],
    ["a download is finished", (logs) => renameSync(join(logs, UNFINISHED), join(logs, FINISHED)), 3],
  ])("is looked at again where %s", async ([_, change, rows], context) => {
    const logs = temporaryFolder(context);
    writeLogs(logs, { ...damagedCopy(), "event_history.json": [logRecord()], [UNFINISHED]: logOf([logRecord()]) });
    const caches = temporaryFolder(context);
    expect((await ask(context, { logs, caches, statement: COUNT })).rows).toEqual([{ n: 2 }]);
    change(logs);
    const { rows: found, said: text } = await ask(context, { logs, caches, statement: COUNT });
    expect(found).toEqual([{ n: rows }]);
    expect(text).not.toContain("Kept:");
  });

  it("is all of it, though the first question was answered by the columns that it names", async (context) => {
    const logs = writeLogs(temporaryFolder(context), { [WHOLE]: [logRecord({ requestID: "r", sourceIPAddress: 7 })] });
    const caches = temporaryFolder(context);
    const { said: first } = await ask(context, { logs, caches, name: "root-activity" });
    expect(first).toContain("Keeping what was read");
    const statement = "SELECT requestid, sourceipaddress FROM cloudtrail";
    const { rows, said: second } = await ask(context, { logs, caches, statement });
    expect(rows).toEqual([{ requestid: "r", sourceipaddress: "7" }]);
    expect(second).not.toContain("Keeping");
  });

  it("says of an odd field only where the question reads it", async (context) => {
    const logs = writeLogs(temporaryFolder(context), { [WHOLE]: [logRecord({ tlsDetails: "odd" })] });
    const caches = temporaryFolder(context);
    expect((await ask(context, { logs, caches, name: "root-activity" })).code).toBe(0);
    expect((await ask(context, { logs, caches, name: "root-activity" })).code).toBe(0);
    expect((await ask(context, { logs, caches, statement: "SELECT tlsdetails FROM cloudtrail" })).code).toBe(1);
  });

  it("is read again where a file was put right, or what is kept was damaged", async (context) => {
    const logs = writeLogs(temporaryFolder(context), damagedCopy());
    const caches = temporaryFolder(context);
    await ask(context, { logs, caches, statement: COUNT });
    writeLogs(logs, { [CUT]: [logRecord(), logRecord()] });
    expect((await ask(context, { logs, caches, statement: COUNT })).rows).toEqual([{ n: 3 }]);
    const finished = join(caches, readdirSync(caches)[0] ?? "", "parquet");
    for (const file of readdirSync(finished).filter((name) => name.endsWith(".parquet"))) rmSync(join(finished, file));
    expect((await ask(context, { logs, caches, statement: COUNT })).rows).toEqual([{ n: 3 }]);
  });

  it("stands two commands at once, and leaves nothing unfinished", async (context) => {
    const logs = writeLogs(temporaryFolder(context), {
      [WHOLE]: [logRecord()],
      [keyOf("444455556666 eu-west-1 2026/11/21")]: [logRecord()],
    });
    const caches = temporaryFolder(context);
    const asked = Array.from({ length: 3 }, () => ask(context, { logs, caches, statement: COUNT }));
    for (const { rows } of await Promise.all(asked)) expect(rows).toEqual([{ n: 2 }]);
    expect(readdirSync(join(caches, readdirSync(caches)[0] ?? ""))).toEqual(["copy.json", "parquet"]);
  });
});

describe("a statement of one's own", () => {
  it("has its parameters named where one is missing", async (context) => {
    const logs = temporaryFolder(context);
    await expect(ask(context, { logs, statement: "SELECT :who" })).rejects.toThrow("--param who=");
  });

  it("is refused whole where it would read anything else, and nothing is written", async (context) => {
    const logs = writeLogs(temporaryFolder(context), { [WHOLE]: [logRecord()] });
    const out = join(logs, "answer.json");
    const statement = `SELECT * FROM read_text('${join(logs, WHOLE)}')`;
    await expect(ask(context, { logs, out, statement })).rejects.toThrow("Permission Error");
    expect(existsSync(out)).toBe(false);
  });
});

describe("what is asked wrongly is said before anything is read", () => {
  it.each([
    ["a query that is none", { name: "root-activty" }, "did you mean `root-activity`?"],
    ["a folder that is none", { name: "root-activity", logs: "no-such-folder" }, "a folder or a file that exists"],
    ["Parquet without a file", { name: "root-activity", format: "parquet" }, "--out answer.parquet"],
    ["neither a query nor a statement", {}, "either the name of a query or --sql"],
    ["a parameter that is none", { name: "root-activity", param: { acount: "1" } }, "did you mean `account`?"],
    ["a day that is none", { name: "root-activity", param: { from_day: "yesterday" } }, "a day in UTC"],
  ] as const)("%s", async (_, asked: Partial<Asked>, remedy) => {
    const { name, ...options } = { logs: __dirname, param: {}, format: "json" as const, cache: false, ...asked };
    await expect(run(name, options)).rejects.toThrow(remedy);
  });
});

import { join } from "node:path";
import { TRINO_ON_DUCKDB } from "../../src/queries/duckdb/macros";
import { TABLES } from "../../src/queries/tables";
import { cacheFolder } from "../../src/tools/investigate/cache/cache";
import { queryNamed } from "../../src/tools/investigate/chosen-query";
import { literal } from "../../src/tools/investigate/engine/duckdb";
import { tablesFor } from "../../src/tools/investigate/engine/projection";
import { recordType, tableColumns } from "../../src/tools/investigate/engine/read-type";
import { CACHES } from "../../src/tools/investigate/run";

/** One way to get the same answer. */
export interface Subject {
  readonly title: string;
  /** For bash, in the project's folder. */
  readonly line: string;
  /** What it prints if it did what it should. @default a row for each root sign-in */
  readonly prints?: string;
}

export type SubjectName = "jq" | "plainRaw" | "first" | "plainParquet" | "kept" | "plainStart" | "start";

export function eachSubject<T>(of: (name: SubjectName) => T): Readonly<Record<SubjectName, T>> {
  return {
    jq: of("jq"),
    plainRaw: of("plainRaw"),
    first: of("first"),
    plainParquet: of("plainParquet"),
    kept: of("kept"),
    plainStart: of("plainStart"),
    start: of("start"),
  };
}

export const QUERY = "root-activity";

/** Everything of a generated copy. */
const DAYS = { from_day: "2026/09/30", to_day: "2026/12/31", account: "", region: "" };

const NODE = `'${process.execPath}' --require ./bench/peak-memory.cjs`;
/** As `npx org-trail` starts it. */
const COMMAND = `${NODE} src/tools/org-trail/bin.mjs investigate`;
const INVESTIGATE = `${COMMAND} run ${QUERY} --format json --logs`;

export function subjectsFor(logs: string): Readonly<Record<SubjectName, Subject>> {
  return {
    jq: {
      title: "zcat and jq",
      line: `find '${logs}' -name '*.json.gz' -print0 | xargs -0 zcat | jq -c '.Records[] | select(.userIdentity.type == "Root" and .userIdentity.invokedBy == null and .eventType != "AwsServiceEvent") | [.eventTime, .recipientAccountId, .awsRegion, .eventSource, .eventName, .sourceIPAddress, .userAgent, .userIdentity.sessionContext.attributes.mfaAuthenticated, (.errorCode // .responseElements.ConsoleLogin // "Success"), .eventID]'`,
    },
    plainRaw: { title: "plain DuckDB, the log files, the same fields", line: plain(rawTable(logs)) },
    first: { title: "investigate, the first question", line: `${INVESTIGATE} '${logs}' --no-cache` },
    plainParquet: {
      title: "plain DuckDB, the Parquet files of the cache",
      line: plain(`SELECT * FROM read_parquet('${join(cacheFolder(logs, CACHES), "parquet", "*.parquet")}')`),
    },
    kept: { title: "investigate, a later question", line: `${INVESTIGATE} '${logs}'` },
    plainStart: {
      title: "a process with plain DuckDB that asks nothing",
      line: `${NODE} bench/investigate/plain-duckdb.cjs '["SELECT 42 AS answer"]'`,
      prints: "42",
    },
    start: { title: "a process of investigate that asks nothing (list)", line: `${COMMAND} list`, prints: QUERY },
  };
}

/** The query's fields out of the log files, as somebody would have DuckDB read them who checks nothing. */
function rawTable(logs: string): string {
  const [table = TABLES[0]] = tablesFor(queryNamed(QUERY).sql);
  if (table === undefined) throw new Error("no table");
  const columns = `{Records: '${recordType(table)}[]'}`;
  const source = `read_json('${logs}/**/*.json.gz', format = 'unstructured', columns = ${columns})`;
  const place = "NULL::VARCHAR AS account, NULL::VARCHAR AS region, NULL::VARCHAR AS day";
  return `SELECT ${tableColumns(table)} FROM (SELECT ${place}, unnest("Records") AS r FROM ${source})`;
}

function plain(table: string): string {
  const sql = Object.entries(DAYS).reduce(
    (text, [name, value]) => text.replaceAll(new RegExp(`:${name}\\b`, "g"), literal(value)),
    queryNamed(QUERY).sql,
  );
  const statements = [...TRINO_ON_DUCKDB, `CREATE VIEW cloudtrail AS ${table}`, sql];
  return `${NODE} bench/investigate/plain-duckdb.cjs ${quoted(JSON.stringify(statements))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

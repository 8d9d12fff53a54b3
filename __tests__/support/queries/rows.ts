import { CLOUDTRAIL, CLOUDTRAIL_DIGESTS, CLOUDTRAIL_INSIGHTS, type Table } from "../../../src/queries/tables";
import type { CloudTrailInsight } from "../cloudtrail/insight";
import type { CloudTrailRecord, Fields } from "../cloudtrail/record";

/** A row of a table, as the table's SerDe reads it from a file of the archive. */
export interface TableRow {
  readonly table: Table;
  readonly fields: Fields;
  /** As the log file, Insights file or digest has it. */
  readonly record: Fields;
}

/** Where and when a file was delivered, where it is not where and when the event was. */
export interface Delivery {
  /** `2026/11/20` @default the day of the event */
  readonly day?: string;
}

/** A record in the folder of its account, Region and day. */
export function recordRow(record: CloudTrailRecord, { day = folderDay(record.eventTime) }: Delivery = {}): TableRow {
  const { recipientAccountId: account, awsRegion: region } = record;
  return {
    table: CLOUDTRAIL,
    fields: { ...asRead(CLOUDTRAIL, { ...record }), account, region, day },
    record: { ...record },
  };
}

export function insightRow(record: CloudTrailInsight): TableRow {
  const { recipientAccountId: account, awsRegion: region, eventTime } = record;
  const fields = { ...asRead(CLOUDTRAIL_INSIGHTS, { ...record }), account, region, day: folderDay(eventTime) };
  return { table: CLOUDTRAIL_INSIGHTS, fields, record: { ...record } };
}

export function digestRow(digest: Fields, region: string): TableRow {
  const day = folderDay(String(digest.digestEndTime));
  const fields = { ...asRead(CLOUDTRAIL_DIGESTS, digest), account: digest.awsAccountId, region, day };
  return { table: CLOUDTRAIL_DIGESTS, fields, record: digest };
}

function folderDay(time: string): string {
  return time.slice(0, 10).replaceAll("-", "/");
}

/** Names in small letters; what the table calls a string, as text: of an object its JSON. */
function asRead({ columns }: Table, record: Fields): Fields {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      const column = name.toLowerCase();
      if (columns[column] === "string") return [column, textOf(value)];
      return [column, inSmallLetters(value)];
    }),
  );
}

function textOf(value: unknown): unknown {
  if (value === null || value === undefined || typeof value === "string") return value;
  return JSON.stringify(value);
}

function inSmallLetters(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSmallLetters);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.toLowerCase(), inSmallLetters(inner)]));
}

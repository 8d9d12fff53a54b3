import type { Table } from "../../../queries/tables";
import { GzipError, gunzip } from "../../gzip";
import { elements, type Member, members, NoJson, type Range, topValues } from "./json-bytes";

/** Records of one table, as the text of a JSON list on one line. */
export interface Records {
  readonly table: Table["name"];
  readonly list: Buffer;
}

export interface Content {
  readonly records: readonly Records[];
  /** What is known to be missing, though the file is whole. */
  readonly missing?: string;
}

/** A file cannot be read as what it should be: the message says why. */
export class Damaged extends Error {}

/** A file is whole, and no log of CloudTrail's. */
export class NotALog extends Error {}

/** In bytes. */
export interface Limits {
  /** Of a file, unpacked: nothing that CloudTrail writes into one comes near; a gzip bomb does. */
  readonly content: number;
  /** Of a list of records, which is parted above it: DuckDB takes no object above its maximum_object_size of 16 MiB. */
  readonly list: number;
}

const LIMITS: Limits = { content: 256 * 2 ** 20, list: 8 * 2 ** 20 };

/** How a log file of the trail begins and ends, when nobody has touched it. */
const BEGINNING = Buffer.from('{"Records":[');
const END = Buffer.from("]}");

/**
 * Content of a file, in all the forms in which CloudTrail's records reach somebody: the archive's log and digest files, compressed or
 * not; the download of the console's event history; what `aws cloudtrail lookup-events` prints; single records, or lists or lines of them.
 *
 * @param table what the file's place says that it holds
 */
export function contentOf(raw: Buffer, table: Table["name"] | undefined, limits = LIMITS): Content {
  if (raw.length === 0) throw new Damaged("empty: copy it again");
  const bytes = plain(raw, limits.content);
  const form = { table, longest: limits.list };
  if (table !== "cloudtrail_digests" && begins(bytes, BEGINNING) && ends(bytes, END) && !bytes.includes(0x0a)) {
    const list = { start: BEGINNING.length - 1, end: bytes.length - 1 };
    return { records: recordsOf(bytes, list, form) };
  }
  return inOtherForm(bytes, form);
}

/** Unpacked, with gzip's checksum and length compared: DuckDB's reader ignores both. */
function plain(raw: Buffer, largest: number): Buffer {
  if (raw[0] !== 0x1f || raw[1] !== 0x8b) return inUtf8(raw);
  const content = unpacked(raw, largest);
  if (content === undefined) throw new Damaged("holds more than any log file of CloudTrail's does: a gzip bomb");
  return inUtf8(content);
}

function unpacked(raw: Buffer, largest: number): Buffer | undefined {
  try {
    return gunzip(raw, largest);
  } catch (error) {
    throw error instanceof GzipError ? new Damaged(GZIP_REASONS[error.fault]) : error;
  }
}

const GZIP_REASONS: Readonly<Record<GzipError["fault"], string>> = {
  cut: "cut short: its gzip stream ends early; copy it again",
  damaged: "altered or damaged: what gzip's checksum was made of is not what it holds",
  followed: "altered: it goes on behind the end of its gzip stream",
};

/** Without the byte order mark, and out of UTF-16, in which Windows PowerShell writes what a command prints. */
function inUtf8(bytes: Buffer): Buffer {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(bytes.toString("utf16le", 2), "utf8");
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let end = bytes.length;
  while (end > start && bytes[end - 1] === 0x0a) end--;
  return bytes.subarray(start, end);
}

function begins(bytes: Buffer, beginning: Buffer): boolean {
  return bytes.length >= beginning.length && bytes.compare(beginning, 0, beginning.length, 0, beginning.length) === 0;
}

function ends(bytes: Buffer, end: Buffer): boolean {
  return bytes.length >= end.length && bytes.compare(end, 0, end.length, bytes.length - end.length) === 0;
}

/** What is known of a file before it is read, and how long a list may be. */
interface Form {
  readonly table: Table["name"] | undefined;
  readonly longest: number;
}

function inOtherForm(bytes: Buffer, form: Form): Content {
  try {
    const values = topValues(bytes).map((value) => valueContent(bytes, value, form));
    if (values.length === 0) throw new Damaged("blank: copy it again");
    const missing = values.find((value) => value.missing !== undefined)?.missing;
    return { records: values.flatMap(({ records }) => records), ...(missing !== undefined && { missing }) };
  } catch (error) {
    if (error instanceof NoJson) throw new Damaged(`no JSON: ${error.message}`);
    throw error;
  }
}

function valueContent(bytes: Buffer, value: Range, form: Form): Content {
  if (bytes[value.start] === 0x5b) return listContent(bytes, value, form);
  if (bytes[value.start] !== 0x7b) throw new NotALog("no log of CloudTrail's: neither an object nor a list");
  const found = members(bytes, value);
  const member = (key: string) => found.find((one) => one.key === key);
  const records = member("Records");
  if (records !== undefined) return { records: recordsOf(bytes, onlyList(bytes, records), form) };
  const events = member("Events");
  if (events !== undefined) return lookedUp(bytes, onlyList(bytes, events), member("NextToken"));
  if (member("digestStartTime") !== undefined) return { records: [single(bytes, value, "cloudtrail_digests")] };
  if (member("CloudTrailEvent") !== undefined) return { records: [eventOf(bytes, value)] };
  if (member("eventVersion") === undefined) throw notALog(found);
  return { records: [single(bytes, value, member("insightDetails") ? "cloudtrail_insights" : "cloudtrail")] };
}

function notALog(found: readonly Member[]): NotALog {
  const keys = found.slice(0, 5).map(({ key }) => key);
  return new NotALog(`no log of CloudTrail's: an object with ${keys.length === 0 ? "nothing in it" : keys.join(", ")}`);
}

function listContent(bytes: Buffer, list: Range, form: Form): Content {
  const [first] = elements(bytes, list);
  if (first === undefined) return { records: [] };
  const keys = bytes[first.start] === 0x7b ? members(bytes, first).map(({ key }) => key) : [];
  if (keys.includes("CloudTrailEvent")) return lookedUp(bytes, list, undefined);
  if (!keys.includes("eventVersion")) throw new NotALog("no log of CloudTrail's: a list of something else");
  return { records: recordsOf(bytes, list, form) };
}

function onlyList(bytes: Buffer, { key, start, end }: Member): Range {
  if (bytes[start] !== 0x5b) throw new Damaged(`its ${key} are no list`);
  return { start, end };
}

/** The text of a list, on one line, in parts where it is long. */
function recordsOf(bytes: Buffer, list: Range, { table, longest }: Form): readonly Records[] {
  const text = bytes.subarray(list.start, list.end);
  const known = table ?? (text.includes('"insightDetails"') ? "cloudtrail_insights" : "cloudtrail");
  if (text.length <= longest) return [{ table: known, list: onOneLine(text) }];
  return groupsOf(elements(bytes, list), longest).map((group) => ({ table: known, list: asList(bytes, group) }));
}

/** Elements that stand beside each other, as many as make a long list. */
function groupsOf(ranges: readonly Range[], longest: number): readonly (readonly Range[])[] {
  const groups: Range[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const range of ranges) {
    if (size > longest) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(range);
    size += range.end - range.start;
  }
  return groups;
}

function single(bytes: Buffer, value: Range, table: Table["name"]): Records {
  return { table, list: asList(bytes, [value]) };
}

function asList(bytes: Buffer, ranges: readonly Range[]): Buffer {
  return listOf(ranges.map(({ start, end }) => bytes.subarray(start, end)));
}

function listOf(texts: readonly Buffer[]): Buffer {
  const parts = texts.flatMap((text, index) => (index === 0 ? [text] : [Buffer.from(","), text]));
  return onOneLine(Buffer.concat([Buffer.from("["), ...parts, Buffer.from("]")]));
}

/** A line break stands between values only: in a text, JSON writes it as \n. */
function onOneLine(text: Buffer): Buffer {
  if (!text.includes(0x0a)) return text;
  const line = Buffer.from(text);
  for (let at = line.indexOf(0x0a); at !== -1; at = line.indexOf(0x0a, at)) line[at] = 0x20;
  return line;
}

/** What `aws cloudtrail lookup-events` prints: each record as a text inside the event. */
function lookedUp(bytes: Buffer, list: Range, next: Member | undefined): Content {
  const events = elements(bytes, list).map((event) => eventText(bytes, event));
  const records = events.length === 0 ? [] : [{ table: "cloudtrail" as const, list: listOf(events) }];
  if (next === undefined || bytes.toString("utf8", next.start, next.end) === "null") return { records };
  return { records, missing: "it ends with a NextToken: lookup-events had more to say" };
}

function eventOf(bytes: Buffer, event: Range): Records {
  return { table: "cloudtrail", list: listOf([eventText(bytes, event)]) };
}

function eventText(bytes: Buffer, event: Range): Buffer {
  const record = members(bytes, event).find(({ key }) => key === "CloudTrailEvent");
  const text: unknown = record && parsed(bytes.toString("utf8", record.start, record.end));
  if (typeof text !== "string") throw new Damaged("an event of lookup-events without its CloudTrailEvent");
  return Buffer.from(text, "utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Damaged(`no JSON: ${error instanceof Error ? error.message : error}`);
  }
}

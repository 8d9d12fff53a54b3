import { type CloudTrailCall, type CloudTrailRecord, cloudTrailRecord } from "../../support/cloudtrail/record";
import { type Delivery, recordRow, type TableRow } from "../../support/queries/rows";

/** A query, what the archive has, and what it answers. */
export interface QueryCase {
  readonly query: string;
  /** What is given besides the defaults, as on a command line, at NOW. */
  readonly given?: Readonly<Record<string, string>>;
  /** Hits, and the nearest things that are none. */
  readonly archive: readonly TableRow[];
  /** Of the answer, these columns. */
  readonly columns: readonly string[];
  readonly answer: readonly (readonly unknown[])[];
}

export const NOW = new Date("2026-11-20T12:00:00Z");

export const MANAGEMENT = "111122223333";
export const ARCHIVE = "444455556666";
export const PROD = "123456789012";

export const HOME = "eu-central-1";

/** A record at a time of NOW's day (`09:15`), of another (`11-18 09:15`), or of another year. */
export function at(time: string, record: CloudTrailRecord, delivery?: Delivery): TableRow {
  return recordRow({ ...record, eventTime: timeOf(time) }, delivery);
}

/** The same of a call of the production account. */
export function call(time: string, of: Partial<CloudTrailCall> & Pick<CloudTrailCall, "eventSource" | "eventName">) {
  return at(time, cloudTrailRecord({ accountId: PROD, ...of }));
}

function timeOf(time: string): string {
  const [clock = "", day = "11-20"] = time.split(" ").reverse();
  return `${day.length === 5 ? `2026-${day}` : day}T${clock}:00Z`;
}

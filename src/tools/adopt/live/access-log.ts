import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { AccountReader } from "../aws/account";

/** Who asked for objects of a bucket. */
export interface Requester {
  /** ARN of the role, user or session; `-` is nobody who signed in. */
  readonly arn: string;
  readonly requests: number;
  /** Time of the latest, as ISO 8601. */
  readonly latest: string;
}

/** One line of an access log, as far as it says who read what. */
export interface AccessLogRecord {
  readonly bucket: string;
  readonly time: string;
  readonly requester: string;
  readonly operation: string;
  readonly status: string;
}

/** Files looked at, the newest first: enough to know who reads, not a history. */
const FILES = 200;

/**
 * The fields of a line: `[...]` is the time, `"..."` the request and two headers, the rest ends with a blank. New fields are
 * added at the end. https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
const FIELD = /\[([^\]]*)\]|"((?:[^"\\]|\\.)*)"|(\S+)/g;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function parseAccessLog(text: string): readonly AccessLogRecord[] {
  return text.split("\n").flatMap((line) => {
    const fields = [...line.matchAll(FIELD)].map(([, time, quoted, plain]) => time ?? quoted ?? plain ?? "");
    const [, bucket, time, , requester, , operation, , , status] = fields;
    const iso = time === undefined ? undefined : isoOf(time);
    if (bucket === undefined || iso === undefined || requester === undefined) return [];
    return [{ bucket, time: iso, requester, operation: operation ?? "", status: status ?? "" }];
  });
}

/** `06/Feb/2019:00:00:38 +0000`: always UTC. */
function isoOf(time: string): string | undefined {
  const [, day, month = "", year, clock] = /^(\d\d)\/(\w{3})\/(\d{4}):([\d:]{8}) \+0000$/.exec(time) ?? [];
  const number = MONTHS.indexOf(month) + 1;
  return number === 0 ? undefined : `${year}-${String(number).padStart(2, "0")}-${day}T${clock}Z`;
}

/** Who read objects, sessions of one role together; what was refused, and what services did, is left out. */
export function requestersIn(records: readonly AccessLogRecord[], bucket: string): readonly Requester[] {
  const reads = records.filter(
    (record) => record.bucket === bucket && record.operation === "REST.GET.OBJECT" && /^20\d$/.test(record.status),
  );
  const byWhom = new Map<string, Requester>();
  for (const { requester, time } of reads) {
    const arn = roleOf(requester);
    const known = byWhom.get(arn);
    const latest = known !== undefined && known.latest > time ? known.latest : time;
    byWhom.set(arn, { arn, requests: (known?.requests ?? 0) + 1, latest });
  }
  return [...byWhom.values()];
}

/** The role behind a session, as policies name it; its path is not in a session's ARN. */
export function roleOf(requester: string): string {
  const session = /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(requester);
  return session === null ? requester : `arn:${session[1]}:iam::${session[2]}:role/${session[3]}`;
}

/** Who read a bucket, by the newest files of its access log; undefined where that may not be read. */
export async function readAccessLog(
  account: AccountReader,
  region: string,
  { bucket: Bucket, prefix: Prefix }: { readonly bucket: string; readonly prefix: string },
  archive: string,
): Promise<readonly Requester[] | undefined> {
  const { s3 } = account.in(region);
  const files = await account.readIfAllowed("s3:ListBucket", `${Bucket}/${Prefix}`, async (abortSignal) => {
    const newest: { readonly key: string; readonly at: number }[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }), { abortSignal });
      for (const { Key = "", LastModified } of page.Contents ?? []) {
        newest.push({ key: Key, at: LastModified?.getTime() ?? 0 });
      }
      newest.sort((one, other) => other.at - one.at).splice(FILES);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return newest;
  });
  if (files === undefined) return undefined;
  const records: AccessLogRecord[] = [];
  for (const { key: Key } of files) {
    const text = await account.readIfAllowed("s3:GetObject", `${Bucket}/${Key}`, async (abortSignal) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }), { abortSignal });
      return Body?.transformToString();
    });
    if (text === undefined) return undefined;
    records.push(...parseAccessLog(text));
  }
  return requestersIn(records, archive);
}

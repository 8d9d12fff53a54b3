import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** A record as CloudTrail writes it, as far as a test looks at it. */
export function logRecord(fields: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    eventVersion: "1.10",
    userIdentity: { type: "Root", arn: "arn:aws:iam::111122223333:root", accountId: "111122223333" },
    eventTime: "2026-11-20T09:15:00Z",
    eventSource: "iam.amazonaws.com",
    eventName: "CreateUser",
    awsRegion: "us-east-1",
    sourceIPAddress: "198.51.100.7",
    eventID: "00000000-0000-4000-8000-000000000000",
    eventType: "AwsApiCall",
    recipientAccountId: "111122223333",
    ...fields,
  };
}

/** `111122223333 us-east-1 2026/11/20` as the key of a log file in the archive. */
export function keyOf(place: string, unique = "AbCdEfGhIjKlMnOp", kind = "CloudTrail"): string {
  const [account, region, day = ""] = place.split(" ");
  const name = `${account}_${kind}_${region}_${day.replaceAll("/", "")}T0915Z_${unique}.json.gz`;
  return `AWSLogs/o-abcdefghij/${account}/${kind}/${region}/${day}/${name}`;
}

/** Writes a copy: what is bytes or a text as it is, what is a list as a log file of those records. */
export function writeLogs(
  folder: string,
  files: Readonly<Record<string, Buffer | string | readonly unknown[]>>,
): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const bytes = typeof content === "string" || Buffer.isBuffer(content) ? content : logOf(content);
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

export function logOf(records: readonly unknown[]): Buffer {
  return gzipSync(JSON.stringify({ Records: records }));
}

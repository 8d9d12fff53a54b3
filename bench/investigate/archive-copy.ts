import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Random, seeded } from "./random";
import { type CloudTrailRecord, generatedRecord } from "./records";

/** How large a copy of the archive, and of what shape. */
export interface Shape {
  readonly records: number;
  readonly accounts: number;
  readonly regions: readonly string[];
  readonly days: number;
  /** About how many records a log file holds. */
  readonly recordsPerFile: number;
  readonly seed: number;
}

export const ORGANIZATION_ID = "o-generated01";
const FIRST_DAY = Date.UTC(2026, 9, 1);
const DAY = 86_400_000;

/** A log file, by its key in the bucket. */
export interface LogFile {
  readonly key: string;
  readonly records: readonly CloudTrailRecord[];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
export function logKey(account: string, region: string, time: number, unique: string): string {
  const stamp = new Date(time).toISOString();
  const day = stamp.slice(0, 10).replaceAll("-", "/");
  const minute = `${stamp.slice(0, 10).replaceAll("-", "")}T${stamp.slice(11, 16).replace(":", "")}Z`;
  return `AWSLogs/${ORGANIZATION_ID}/${account}/CloudTrail/${region}/${day}/${account}_CloudTrail_${region}_${minute}_${unique}.json.gz`;
}

/** The files of a copy, one after the other: of the same shape come the same files. */
export function* logFiles(shape: Shape): Generator<LogFile> {
  const random = seeded(shape.seed);
  const accounts = Array.from({ length: shape.accounts }, (_, index) => String(111111111111 + index * 10_000_001));
  let left = shape.records;
  while (left > 0) {
    const size = Math.min(left, 1 + random.below(shape.recordsPerFile * 2 - 1));
    yield logFile(random, random.skewed(accounts), random.skewed(shape.regions), shape.days, size);
    left -= size;
  }
}

function logFile(random: Random, account: string, region: string, days: number, size: number): LogFile {
  const delivered = FIRST_DAY + random.below(days * DAY);
  const key = logKey(account, region, delivered, random.hex(16));
  // Delivered some five minutes after the calls.
  const records = Array.from({ length: size }, () =>
    generatedRecord(random, { account, region, time: delivered - random.below(600_000) }),
  );
  return { key, records };
}

/** Writes a copy as `aws s3 sync` would. @returns how many files */
export function writeCopy(folder: string, shape: Shape): number {
  let files = 0;
  for (const { key, records } of logFiles(shape)) {
    const file = join(folder, key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, gzipSync(JSON.stringify({ Records: records }), { level: 6 }));
    files++;
  }
  return files;
}

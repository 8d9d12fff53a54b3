/**
 * Names of what CloudTrail delivers below `AWSLogs/`, with an organization's id or without.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export const DIGEST_FOLDER = "CloudTrail-Digest";

/** Where events are; `CloudTrail-Insight` beside the first, and whatever CloudTrail adds of its kind. */
export const LOG_FOLDER = /^CloudTrail(?:-[A-Za-z]+)*$/;

export const ACCOUNT = /^\d{12}$/;

export const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/;

export interface DigestName {
  readonly accountId: string;
  readonly region: string;
  readonly trail: string;
  readonly homeRegion: string;
  /** ISO 8601: when what it covers ends. */
  readonly end: string;
  /** Names files that were too late for the digest of their hour; backfill digests are a chain of their own. */
  readonly isBackfill: boolean;
}

const DIGEST =
  /^(\d{12})_CloudTrail-Digest_([a-z]{2}(?:-[a-z]+)+-\d{1,2})_([A-Za-z0-9._-]+)_([a-z]{2}(?:-[a-z]+)+-\d{1,2})_(\d{8}T\d{6}Z)(_backfill)?\.json\.gz$/;

export function parseDigestName(name: string): DigestName | undefined {
  const [, accountId, region, trail, homeRegion, stamp, backfill] = DIGEST.exec(name) ?? [];
  if (accountId === undefined || region === undefined || trail === undefined) return undefined;
  if (homeRegion === undefined || stamp === undefined) return undefined;
  return { accountId, region, trail, homeRegion, end: isoOf(stamp), isBackfill: backfill !== undefined };
}

const LOG = /^\d{12}_CloudTrail[A-Za-z-]*_[a-z]{2}(?:-[a-z]+)+-\d{1,2}_(\d{8}T\d{4}Z)_[A-Za-z0-9]+\.json\.gz$/;

/** When a log file was delivered, by its name; ISO 8601. */
export function deliveredAt(name: string): string | undefined {
  const stamp = LOG.exec(name)?.[1];
  return stamp === undefined ? undefined : isoOf(stamp);
}

/** `20261121T0104Z` and `20261121T010440Z` as `2026-11-21T01:04:40Z`. */
function isoOf(stamp: string): string {
  const [, year, month, day, hour, minute, second = "00"] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?Z$/.exec(stamp) ?? [];
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

/** An ISO 8601 moment some minutes later, or earlier. */
export function minutesLater(moment: string, minutes: number): string {
  return `${new Date(Date.parse(moment) + minutes * 60_000).toISOString().slice(0, 19)}Z`;
}

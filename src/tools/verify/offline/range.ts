import { minutesLater } from "./names";

/** Which time is to be proven, in ISO 8601 with seconds; what is left out is as far as the folder goes. */
export interface Range {
  readonly from?: string;
  readonly to?: string;
}

/**
 * A log file's name says when it was delivered, rounded up to five minutes; which digest's hour it fell into is known to a
 * few minutes only. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export const ROUNDING_MINUTES = 15;

/** A digest comes each hour, with some delay; what is newer than the last one by more than this should have had another. */
export const DIGEST_LATENESS_MINUTES = 120;

/** Whether a digest that covers some time says anything of the range. */
export function overlaps({ from, to }: Range, start: string, end: string): boolean {
  return (from === undefined || end > from) && (to === undefined || start < to);
}

/** Whether a log file's time is so well within the range that a digest of the range must name it. */
export function isWellWithin({ from, to }: Range, moment: string): boolean {
  return (
    (from === undefined || moment >= minutesLater(from, ROUNDING_MINUTES)) &&
    (to === undefined || moment <= minutesLater(to, -ROUNDING_MINUTES))
  );
}

const A_DAY = 24 * 60;

/** Whether a folder `2026/11/21` can have files of the range: a file's day is not always its delivery's. */
export function dayFolder({ from, to }: Range): (day: string) => boolean {
  const first = from === undefined ? "" : minutesLater(from, -A_DAY).slice(0, 10).replaceAll("-", "/");
  const last = to === undefined ? "9999" : minutesLater(to, A_DAY).slice(0, 10).replaceAll("-", "/");
  return (day) => day >= first && day <= last;
}

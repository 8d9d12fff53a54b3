import { LATE_DAYS } from "../../../queries/tables";
import { printable } from "../../printable";
import { counted, number } from "../../words";
import type { SkippedFile } from "../logs/inventory";

import type { Coverage, Gap } from "./coverage";

/** So many lines of a kind, and the number of the others: a copy may have thousands. */
const LISTED = 20;

/** Why an answer is incomplete, to be read before it; undefined where it is not. */
export function warningOf(coverage: Coverage): string | undefined {
  const { files, damaged, odd, partial, absentDays } = coverage;
  if (files === 0)
    return `INCOMPLETE: no log file was read below ${printable(coverage.root)}, so the answer says nothing.`;
  const reasons = [
    reason(damaged.length, "1 file could not be read", (count) => `${number(count)} files could not be read`),
    reason(
      odd.length,
      "1 file was read without a field",
      (count) => `${number(count)} files were read without a field`,
    ),
    reason(partial.length, "1 file is only a part", (count) => `${number(count)} files are only parts`),
    reason(
      absentDays.length,
      "no file is of 1 day asked for",
      (count) => `no file is of ${number(count)} days asked for`,
    ),
  ].filter((text) => text !== undefined);
  return reasons.length === 0 ? undefined : `INCOMPLETE: ${reasons.join("; ")}. Rows may be missing.`;
}

function reason(count: number, one: string, many: (count: number) => string): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? one : many(count);
}

/** What an answer rests on, line by line. */
export function coverageLines(coverage: Coverage): readonly string[] {
  const { files, records, bytes, accounts, regions, delivered, outside, keptSince } = coverage;
  const whence = delivered === undefined ? "" : ` delivered ${dash(delivered[0])} to ${dash(delivered[1])}`;
  const whose =
    accounts.length === 0
      ? ""
      : `, of ${counted(accounts.length, "account")} and ${counted(regions.length, "Region")},`;
  return [
    `Rests on ${counted(files, "file")} (${megabytes(bytes)}), ${counted(records, "record")}${whose}${whence}, below ${printable(coverage.root)}`,
    ...(outside === 0
      ? []
      : [
          `Not needed: ${counted(outside, "file")}, of other days than asked for (folders tell the day of delivery: ${LATE_DAYS} day more is read) or of another kind`,
        ]),
    ...skipped("Not read", coverage.damaged),
    ...skipped("Read without a field", coverage.odd),
    ...skipped("Only a part", coverage.partial),
    ...days("No file of the days", coverage.absentDays),
    ...gapLines(coverage),
    ...skipped("Read once", coverage.duplicates),
    ...foreignLine(coverage.foreign),
    "Lateness: CloudTrail delivers some minutes after a call, and promises no time. What came after the copy was made is missing.",
    ...(keptSince === undefined ? [] : [keptLine(keptSince)]),
    `Integrity: gzip checksums agree; signatures and hashes were not checked: npx org-trail verify --logs ${printable(coverage.root)}`,
  ];
}

function keptLine(keptSince: string): string {
  return `Kept: the files were read by ${minute(keptSince)}, and none was added or taken away since. This answer does not see a change inside a file that keeps CloudTrail's own name; verify does.`;
}

/** `2026-12-01 09:15 UTC`. */
function minute(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}

function skipped(title: string, files: readonly SkippedFile[]): readonly string[] {
  if (files.length === 0) return [];
  return listed(
    `${title}: ${number(files.length)}`,
    files.map(({ path, reason: why }) => `${printable(path)}: ${printable(why)}`),
  );
}

function listed(title: string, lines: readonly string[]): readonly string[] {
  const more = lines.length - LISTED;
  return [
    title,
    ...lines.slice(0, LISTED).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${number(more)} more`] : []),
  ];
}

function days(title: string, list: readonly string[]): readonly string[] {
  return list.length === 0 ? [] : [`${title} ${spans(list)}`];
}

function gapLines({ gaps, cells }: Coverage): readonly string[] {
  if (gaps.length === 0) return [];
  const missing = gaps.reduce((sum, { days: without }) => sum + without.length, 0);
  const quiet = gaps.reduce((sum, gap) => sum + gap.quiet, 0);
  const title = `Without a log file: ${number(missing)} of ${number(cells)} accounts x Regions x days; of those ${number(quiet)} have a digest, so nothing happened there. The others: nothing happened, or it was not copied`;
  const worst = [...gaps].filter(({ days: without, quiet: known }) => without.length > known).sort(byDays);
  return listed(
    title,
    worst.map(({ account, region, days: without }) => `${account} ${region}: ${spans(without)}`),
  );
}

function byDays(one: Gap, other: Gap): number {
  return other.days.length - other.quiet - (one.days.length - one.quiet);
}

function foreignLine(foreign: readonly SkippedFile[]): readonly string[] {
  if (foreign.length === 0) return [];
  const some = foreign.slice(0, 3).map(({ path }) => printable(path));
  return [`No logs of CloudTrail's: ${number(foreign.length)}, such as ${some.join(", ")}`];
}

/** `2026-10-01 to 2026-10-03, 2026-10-07`. */
export function spans(list: readonly string[]): string {
  const found: [first: string, last: string][] = [];
  for (const day of list) {
    const current = found.at(-1);
    if (current !== undefined && isNext(current[1], day)) current[1] = day;
    else found.push([day, day]);
  }
  const texts = found.map(([first, last]) => (first === last ? dash(first) : `${dash(first)} to ${dash(last)}`));
  return texts.length > 5 ? `${texts.slice(0, 5).join(", ")} and ${texts.length - 5} spans more` : texts.join(", ");
}

function isNext(day: string, next: string): boolean {
  return Date.parse(dash(next)) - Date.parse(dash(day)) === 86_400_000;
}

export function dash(day: string): string {
  return day.replaceAll("/", "-");
}

function megabytes(bytes: number): string {
  return `${number(bytes / 1e6, 1)} MB`;
}

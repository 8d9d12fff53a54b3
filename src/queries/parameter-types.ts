/** A value as both engines bind it. An optional one that was not given is the empty text. */
export type BoundValue = string | number;

export const PARAMETER_TYPES = ["day", "time", "account", "region", "text", "integer", "minutes"] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

/** What may be left out says so by this default: the query then takes every value. */
export const ANY = "any";

interface TypeRule {
  /** What must hold, to be read by whoever gave another value. */
  readonly rule: string;
  readonly example: string;
  /** Undefined where the text is none of it. */
  readonly read: (text: string, now: Date) => BoundValue | undefined;
}

/** How a value of each type is written on a command line, and what is bound of it. */
export const TYPE_RULES: Readonly<Record<ParameterType, TypeRule>> = {
  day: {
    rule: "a day in UTC: 2026-11-20 or 2026/11/20, a time of that day, or today, or today-7",
    example: "2026-11-20",
    read: readDay,
  },
  time: { rule: "a time with its zone: 2026-11-20T09:15:00Z", example: "2026-11-20T09:15:00Z", read: readTime },
  account: {
    rule: "an AWS account id: 12 digits",
    example: "111122223333",
    read: (text) => (/^\d{12}$/.test(text) ? text : undefined),
  },
  region: {
    rule: "a Region's name: us-east-1",
    example: "us-east-1",
    // By its form: a log may know a Region that is newer than this code.
    read: (text) => (/^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/.test(text) ? text : undefined),
  },
  text: {
    rule: "a text of one character or more, none of them NUL",
    example: "alice",
    read: (text) => (text === "" || text.includes("\0") ? undefined : text),
  },
  // No more than the days beside a time that a query reads.
  minutes: { rule: "minutes, from 1 to 1440", example: "30", read: (text) => wholeNumber(text, 1, 1440) },
  integer: {
    rule: "a whole number from 0 to 1000000",
    example: "30",
    read: (text) => wholeNumber(text, 0, 1_000_000),
  },
};

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const number = Number(text);
  return /^\d{1,7}$/.test(text) && number >= least && number <= most ? number : undefined;
}

const DAY_MS = 86_400_000;

/** `2026/11/20`, as the archive's folders have it: an alert's time will do where a day is asked for. */
function readDay(text: string, now: Date): string | undefined {
  const relative = /^today(?:-(\d{1,4}))?$/.exec(text);
  if (relative) return folderDay(new Date(now.getTime() - Number(relative[1] ?? 0) * DAY_MS));
  const written = /^\d{4}([-/])\d{2}\1\d{2}$/.test(text)
    ? new Date(`${text.replaceAll("/", "-")}T00:00:00Z`)
    : timeOf(text);
  // Date takes the 31st of a month of 30 days for the 1st of the next.
  if (written === undefined || Number.isNaN(written.getTime())) return undefined;
  const day = folderDay(written);
  return timeOf(text) !== undefined || day === text.replaceAll("-", "/") ? day : undefined;
}

function readTime(text: string): string | undefined {
  return timeOf(text)
    ?.toISOString()
    .replace(/\.\d{3}Z$/, "Z");
}

function timeOf(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function folderDay(time: Date): string {
  return time.toISOString().slice(0, 10).replaceAll("-", "/");
}

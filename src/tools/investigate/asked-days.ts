import type { Query } from "../../queries/catalogue";
import { TYPE_RULES } from "../../queries/parameter-types";
import { LATE_DAYS } from "../../queries/tables";
import { type Days, dayAfter } from "./cache/packs";

export type Given = Readonly<Record<string, string>>;

/** The days that somebody asked for. A default asks for none: of a copy, it means the days that the copy has. */
export function askedDays({ from_day: from, to_day: to }: Given): Days {
  const [first, last] = [from, to].map((text) =>
    text === undefined ? undefined : TYPE_RULES.day.read(text, new Date()),
  );
  return {
    ...(typeof first === "string" && { from: first }),
    ...(typeof last === "string" && { to: last }),
  };
}

/**
 * What was given, and the copy's days where it says none. The catalogue's defaults are the days until today, as somebody at Athena
 * wants them; a copy ends when it was made.
 *
 * @param has first and last day of delivery in the copy; undefined where there are no rows
 */
export function withDaysOf(
  has: readonly [first: string, last: string] | undefined,
  { parameters }: Query,
  given: Given,
): Given {
  const open = (name: string) =>
    given[name] === undefined && parameters.some((one) => one.name === name && one.default !== undefined);
  if (has === undefined) return given;
  const { from, to } = askedDays(given);
  // What happened in the last minutes before the first day was delivered on it.
  const first = earlier(dayAfter(has[0], -LATE_DAYS), to);
  const last = later(has[1], from);
  return { ...given, ...(open("from_day") && { from_day: first }), ...(open("to_day") && { to_day: last }) };
}

function earlier(day: string, other: string | undefined): string {
  return other !== undefined && other < day ? other : day;
}

function later(day: string, other: string | undefined): string {
  return other !== undefined && other > day ? other : day;
}

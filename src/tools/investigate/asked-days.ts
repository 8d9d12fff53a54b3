import type { Query } from "../../queries/catalogue";
import { TYPE_RULES } from "../../queries/parameter-types";
import { resolveParameters } from "../../queries/parameters";
import { LATE_DAYS } from "../../queries/tables";
import { type Days, dayAfter } from "./cache/packs";

export type Given = Readonly<Record<string, string>>;

/** The days that somebody asked for. A default asks for none: of a copy, it means the days that the copy has. */
export function askedDays(query: Query, given: Given): Days {
  const { on_day: only, time } = given;
  const around = time === undefined ? undefined : daysAround(query, given);
  // What was usual before is read as well as what is new.
  const [from, to] = [given[firstDayOf(query)] ?? only, given.to_day ?? only].map((text) => dayOf(text, new Date()));
  const [first, last] = [from ?? around?.[0], to ?? around?.[1]];
  return { ...(first !== undefined && { from: first }), ...(last !== undefined && { to: last }) };
}

/**
 * What was given, and the copy's days where it says none. The catalogue's defaults are the days until today, as somebody at Athena
 * wants them; a copy ends when it was made.
 *
 * @param has first and last day of delivery in the copy; undefined where there are no rows
 */
export function withDaysOf(has: readonly [first: string, last: string] | undefined, query: Query, given: Given): Given {
  if (has === undefined) return given;
  const fallbackOf = (name: string) => query.parameters.find((one) => one.name === name)?.default;
  const open = (name: string) => given[name] === undefined && fallbackOf(name) !== undefined;
  const { from, to } = askedDays(query, given);
  const since = dayOf(given.from_day, new Date());
  // What happened in the last minutes before the first day was delivered on it.
  const first = earlier(dayAfter(has[0], -LATE_DAYS), since ?? to);
  const last = later(has[1], since ?? from);
  const usual = dayOf(fallbackOf("from_day"), endOf(to ?? last));
  return {
    ...given,
    ...(open(firstDayOf(query)) && { [firstDayOf(query)]: first }),
    // New is what the last days have and those before have not: the default's number of days, counted from the end.
    ...(comparesDays(query) && open("from_day") && { from_day: later(from ?? first, usual) }),
    ...(open("to_day") && { to_day: last }),
    ...(open("on_day") && { on_day: has[1] }),
  };
}

/** As of a copy that has every day: what can be wrong is wrong before it is known which days there are. */
export function withAnyDays(query: Query, given: Given): Given {
  return withDaysOf(["1970/01/01", "9999/12/31"], query, given);
}

/** Whether a query says what is new since a day, beside what was usual before. */
function comparesDays({ parameters }: Query): boolean {
  return parameters.some(({ name }) => name === "baseline_from_day");
}

function firstDayOf(query: Query): "baseline_from_day" | "from_day" {
  return comparesDays(query) ? "baseline_from_day" : "from_day";
}

function dayOf(text: string | undefined, now: Date): string | undefined {
  const day = text === undefined ? undefined : TYPE_RULES.day.read(text, now);
  return typeof day === "string" ? day : undefined;
}

/** First and last day of the minutes around a time. */
function daysAround(query: Query, given: Given): readonly [first: string | undefined, last: string | undefined] {
  const { time, minutes } = resolveParameters(query, given, new Date());
  const at = (by: number) =>
    dayOf(new Date(Date.parse(String(time)) + by * Number(minutes) * 60_000).toISOString(), new Date());
  return [at(-1), at(1)];
}

function endOf(day: string): Date {
  return new Date(`${day.replaceAll("/", "-")}T23:59:59Z`);
}

function earlier(day: string, other: string | undefined): string {
  return other !== undefined && other < day ? other : day;
}

function later(day: string, other: string | undefined): string {
  return other !== undefined && other > day ? other : day;
}

import type { Query } from "./catalogue";
import type { BoundValue } from "./parameter-types";
import { LATE_DAYS } from "./tables";

/** Which folders of the archive a query reads with its values: what its statement asks of the partitions, said beforehand. */
export interface FoldersRead {
  /** First and last day of delivery, `2026/11/20`. */
  readonly fromDay: string;
  readonly toDay: string;
  /** Undefined for every account. */
  readonly account: string | undefined;
  /** Undefined for every Region. */
  readonly region: string | undefined;
}

/** @param values of all its parameters, as resolveParameters gives them */
export function foldersRead({ parameters }: Query, values: Readonly<Record<string, BoundValue>>): FoldersRead {
  const given = (type: string) => parameters.filter((one) => one.type === type).map(({ name }) => String(values[name]));
  const times = given("time").map((time) => time.slice(0, 10).replaceAll("-", "/"));
  const first = [...given("day"), ...times.map((day) => shifted(day, -1))].sort();
  const last = [...given("day"), ...times.map((day) => shifted(day, 1))].sort();
  const [fromDay, toDay] = [first[0], last[last.length - 1]];
  if (fromDay === undefined || toDay === undefined) throw new Error("a query without a day reads the whole archive");
  const one = (type: string) => given(type).find((value) => value !== "");
  return { fromDay, toDay: shifted(toDay, LATE_DAYS), account: one("account"), region: one("region") };
}

function shifted(day: string, by: number): string {
  const date = new Date(`${day.replaceAll("/", "-")}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10).replaceAll("-", "/");
}

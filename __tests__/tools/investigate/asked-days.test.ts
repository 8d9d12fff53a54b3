import { describe, expect, it } from "vitest";
import { loadQueries, type Query } from "../../../src/queries/catalogue";
import { resolveParameters } from "../../../src/queries/parameters";
import { askedDays, withAnyDays, withDaysOf } from "../../../src/tools/investigate/asked-days";

const QUERY: Query = {
  name: "q",
  title: "",
  question: "",
  parameters: [
    { name: "from_day", type: "day", default: "today-7", description: "" },
    { name: "to_day", type: "day", default: "today", description: "" },
  ],
  controls: [],
  techniques: [],
  hit: "",
  next: [],
  sql: "",
};
const COPY = ["2026/10/01", "2026/10/10"] as const;

describe("days of a query over a copy", () => {
  it.each([
    [
      "neither was given: the copy's, and what its first day's files tell of the day before",
      {},
      "2026/09/30",
      "2026/10/10",
    ],
    ["both were given", { from_day: "2026-10-03", to_day: "2026-10-04" }, "2026-10-03", "2026-10-04"],
    ["the first was given", { from_day: "2026-10-03" }, "2026-10-03", "2026/10/10"],
    ["the last was given", { to_day: "2026-10-03" }, "2026/09/30", "2026-10-03"],
    ["the first lies behind the copy", { from_day: "2026-11-01" }, "2026-11-01", "2026/11/01"],
    ["the last lies before the copy", { to_day: "2026-09-01" }, "2026/09/01", "2026-09-01"],
  ])("where %s", (_, given, from, to) => {
    expect(withDaysOf(COPY, QUERY, given)).toEqual({ from_day: from, to_day: to });
  });

  it("are the query's own where the copy has no rows, and none where the query knows none", () => {
    expect(withDaysOf(undefined, QUERY, {})).toEqual({});
    expect(withDaysOf(COPY, { ...QUERY, parameters: [] }, {})).toEqual({});
  });

  it("are asked for by name alone: a default asks for none", () => {
    expect(askedDays(QUERY, {})).toEqual({});
    expect(askedDays(QUERY, { from_day: "2026-10-03", other: "2026-01-01" })).toEqual({ from: "2026/10/03" });
  });
});

describe("days of a query that compares them with what was usual", () => {
  const silent = named("silent-regions");

  it.each([
    ["none was given", {}, "2026/09/30", "2026/10/08"],
    ["what is new was given", { from_day: "2026-10-04" }, "2026/09/30", "2026-10-04"],
    ["what was usual was given", { baseline_from_day: "2026-10-02" }, "2026-10-02", "2026/10/08"],
  ])("where %s", (_, given, baseline, from) => {
    const days = withDaysOf(COPY, silent, given);
    expect(days).toEqual({ baseline_from_day: baseline, from_day: from, to_day: "2026/10/10" });
    expect(() => resolveParameters(silent, days, new Date())).not.toThrow();
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ["silent-regions", { to_day: "2020-10-03" }],
    ["silent-regions", { from_day: "2020-10-03" }],
    ["silent-regions", { baseline_from_day: "2020-10-03" }],
    ["silent-regions", { from_day: "2020-10-03", to_day: "2020-10-03" }],
    ["root-activity", { to_day: "2020-10-03" }],
  ])("%s %j is not refused for today's days, which the copy's take the place of", (name, given) => {
    expect(() => resolveParameters(named(name), withAnyDays(named(name), given), new Date())).not.toThrow();
  });

  it("are refused where the ones that were given end before they begin", () => {
    const given = { from_day: "2026-10-03", to_day: "2026-10-02" };
    expect(() => resolveParameters(silent, withAnyDays(silent, given), new Date())).toThrow("no earlier than from_day");
  });

  it("read what was usual too, not only since when it is new", () => {
    expect(askedDays(silent, { from_day: "2026-10-03" })).toEqual({});
    expect(askedDays(silent, { baseline_from_day: "2026-09-03" })).toEqual({ from: "2026/09/03" });
  });

  it("are few where the copy has few", () => {
    expect(withDaysOf(["2026/10/09", "2026/10/10"], silent, {})).toMatchObject({
      baseline_from_day: "2026/10/08",
      from_day: "2026/10/08",
    });
  });
});

describe("days of a query about one day, or a time", () => {
  it("one day is read, by default the copy's last", () => {
    const account = { account: "111122223333" };
    expect(askedDays(named("account-day"), { ...account, on_day: "2026-10-03" })).toEqual({
      from: "2026/10/03",
      to: "2026/10/03",
    });
    expect(withDaysOf(COPY, named("account-day"), account)).toEqual({ ...account, on_day: "2026/10/10" });
  });

  it("the minutes around a time may lie on two days", () => {
    expect(askedDays(named("around-a-time"), { time: "2026-10-03T00:05:00Z", minutes: "10" })).toEqual({
      from: "2026/10/02",
      to: "2026/10/03",
    });
  });
});

function named(name: string): Query {
  const query = loadQueries().find((one) => one.name === name);
  if (query === undefined) throw new Error(`no query ${name}`);
  return query;
}

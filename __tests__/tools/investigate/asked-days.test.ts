import { describe, expect, it } from "vitest";
import type { Query } from "../../../src/queries/catalogue";
import { askedDays, withDaysOf } from "../../../src/tools/investigate/asked-days";

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
    expect(askedDays({})).toEqual({});
    expect(askedDays({ from_day: "2026-10-03", other: "2026-01-01" })).toEqual({ from: "2026/10/03" });
  });
});

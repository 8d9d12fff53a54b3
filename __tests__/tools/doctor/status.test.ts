import { describe, expect, it } from "vitest";
import { type Judgement, type Status, statusOf } from "../../../src/tools/doctor/check";
import { EXIT_CODES, worstOf } from "../../../src/tools/doctor/report/report";

const SEEN = ["a trail"];
const DEVIATION = { subject: "a trail", what: "It is stopped", remedy: "Start it." };
const UNREAD = { subject: "a trail", reason: "AccessDenied" };

describe("a line", () => {
  it.each<[string, Partial<Judgement>, Status]>([
    ["passes where something was seen, and nothing differs", { seen: SEEN }, "pass"],
    ["fails where something differs", { seen: SEEN, deviations: [DEVIATION] }, "fail"],
    ["fails where something differs, whatever else is unread", { deviations: [DEVIATION], unread: [UNREAD] }, "fail"],
    ["could not be checked where something is unread", { seen: SEEN, unread: [UNREAD] }, "could-not-check"],
    ["could not be checked where nothing was seen", {}, "could-not-check"],
  ])("%s", (_, judgement, status) => {
    expect(statusOf({ seen: [], deviations: [], unread: [], ...judgement })).toBe(status);
  });
});

describe("a run", () => {
  it.each<[readonly Status[], Status, number]>([
    [["pass", "pass"], "pass", 0],
    [["pass", "could-not-check", "fail"], "fail", 1],
    [["pass", "could-not-check"], "could-not-check", 3],
    [[], "could-not-check", 3],
  ])("of %j is %s, and ends with %i", (statuses, status, exitCode) => {
    expect(worstOf(statuses)).toBe(status);
    expect(EXIT_CODES[worstOf(statuses)]).toBe(exitCode);
  });
});

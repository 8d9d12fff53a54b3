import { describe, expect, it } from "vitest";
import { type Accepted, judgeAccepted, parseAccepted } from "../../../src/tools/review/accepted";
import type { Finding } from "../../../src/tools/review/finding";
import { findingLines } from "../../../src/tools/review/formats/text";

const STACKS = ["log-archive", "management", "prod"];

const finding: Finding = {
  check: "retention-shortened",
  address: "aws_cloudwatch_log_group.a",
  attribute: "retention_in_days",
  direction: "weaker",
  what: "x",
  before: 365,
  after: 90,
  remedy: "y",
};
const entry: Accepted = {
  check: "retention-shortened",
  stack: "management",
  address: "aws_cloudwatch_log_group.a",
  reason: "The auditors agreed to 90 days",
  acceptedOn: "2026-11-01",
  expiresOn: "2026-11-30",
};
const judged = (
  today: string,
  entries: readonly Accepted[] = [entry],
  findings: readonly Finding[] = [finding],
  stack = "management",
) => {
  const { findings: left, accepted } = judgeAccepted(findings, entries, stack, today);
  return { left: left.map(({ check }) => check), accepted: accepted.length };
};

describe("accepted weakenings", () => {
  it("count from the day they were accepted to the day they expire", () => {
    expect(judged("2026-11-01")).toEqual({ left: [], accepted: 1 });
    expect(judged("2026-11-30")).toEqual({ left: [], accepted: 1 });
  });

  it("an entry that has expired, or counts from a later day, accepts nothing, and is a finding", () => {
    expect(judged("2026-12-01")).toEqual({ left: ["retention-shortened", "accepted-expired"], accepted: 0 });
    expect(judged("2026-10-31")).toEqual({ left: ["retention-shortened", "accepted-expired"], accepted: 0 });
  });

  it("an entry that accepts nothing is a finding, in the plan of its own stack alone", () => {
    expect(judged("2026-11-02", [entry], [])).toEqual({ left: ["accepted-unused"], accepted: 0 });
    expect(judged("2026-11-02", [entry], [], "log-archive")).toEqual({ left: [], accepted: 0 });
  });

  it("an entry that accepts nothing is named whole: of several on one resource, one knows which has to go", () => {
    const { findings } = judgeAccepted([], [{ ...entry, attribute: "policy: AllowA" }], "management", "2026-11-02");
    expect(findings.flatMap(findingLines).join("\n")).toContain(`[accepted-unused] ${entry.address} policy: AllowA`);
  });

  it.each([
    ["check", { check: "destroyed" }],
    ["address", { address: "aws_cloudwatch_log_group.b" }],
    ["attribute", { attribute: "kms_key_id" }],
  ])("an entry of another %s accepts nothing", (_, other) => {
    expect(judged("2026-11-02", [{ ...entry, ...other }])).toEqual({
      left: ["retention-shortened", "accepted-unused"],
      accepted: 0,
    });
  });

  it.each([
    ["no reason", { reason: "" }, "reason"],
    ["a reason that says nothing", { reason: "because" }, "20 characters"],
    ["more than 90 days", { expiresOn: "2027-11-01" }, "90 days"],
    ["an end before its beginning", { expiresOn: "2026-10-01" }, "before acceptedOn"],
    ["no date", { expiresOn: "soon" }, "expiresOn"],
    ["an unknown key", { until: "2026-12-01" }, "until"],
    [
      "a stack that there is not, whose plan would never judge it",
      { stack: "loga-rchive" },
      "there is no stack loga-rchive, only log-archive, management, prod",
    ],
  ])("a file with %s is refused, with its path and what is wrong", (_, other, words) => {
    expect(() =>
      parseAccepted(JSON.stringify({ accepted: [{ ...entry, ...other }] }), "organizations/a.accepted.json", STACKS),
    ).toThrow(words);
  });

  it("a file that is no JSON is refused", () => {
    expect(() => parseAccepted("{", "organizations/a.accepted.json", STACKS)).toThrow(
      "organizations/a.accepted.json is not JSON",
    );
  });
});

import { describe, expect, it } from "vitest";
import { refuseFindings } from "../../../src/tools/deploy/refuse-findings";
import { judgeAccepted, parseAccepted } from "../../../src/tools/review/accepted";
import type { Finding } from "../../../src/tools/review/finding";

const STACKS = ["log-archive", "management", "prod"];

const stack = { name: "management", folder: "", dependencies: [] };
const finding: Finding = {
  check: "retention-shortened",
  address: "aws_cloudwatch_log_group.one",
  attribute: "retention_in_days",
  direction: "weaker",
  what: "",
  before: 731,
  after: 365,
  remedy: "",
};
const today = new Date("2026-11-25T12:00:00Z");
const context = { organization: "acme", command: "npm run deploy management", today };
const refusalOf = (...findings: Finding[]) => {
  try {
    refuseFindings([{ stack, findings }], context);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
};

describe("what a deploy refuses", () => {
  it("is told with the entry that would accept it, which counts once somebody writes down why", () => {
    const [entry = ""] = /\{"check".*\}/.exec(refusalOf(finding) ?? "") ?? [];
    const file = (reason: string) => JSON.stringify({ accepted: [{ ...JSON.parse(entry), reason }] });
    expect(() => parseAccepted(file(""), "acme.accepted.json", STACKS)).toThrow("a reason");
    const accepted = parseAccepted(
      file("the log group moves to a year, agreed with audit"),
      "acme.accepted.json",
      STACKS,
    );
    expect(judgeAccepted([finding], accepted, "management", "2026-11-25").findings).toEqual([]);
  });

  it("is each finding once, and the command that goes on", () => {
    const text = refusalOf(finding, finding, { ...finding, attribute: undefined }) ?? "";
    expect(text.match(/"check"/g)).toHaveLength(2);
    expect(text).toContain("Then run this again: npm run deploy management");
  });

  it.each(["accepted-unused", "accepted-expired"])(
    "is an entry that accepts nothing, which is to be deleted: %s",
    (check) => {
      const text = refusalOf({ ...finding, check });
      expect(text).toContain("Delete from organizations/acme.accepted.json");
      expect(text).not.toContain(`"check":"${check}"`);
    },
  );

  it.each([
    ["nothing", []],
    [
      "what somebody did outside and the apply puts right",
      [{ ...finding, check: "changed-outside", healed: true as const }],
    ],
  ])("is not %s", (_title, findings) => {
    expect(refusalOf(...findings)).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { FORMATS } from "../../../src/tools/doctor/report/formats";
import { type DoctorReport, doctorReport } from "../../../src/tools/doctor/report/report";

const LINE = {
  id: "trail",
  question: "Is it the trail?",
  page: "https://docs.aws.amazon.com/awscloudtrail/",
  evidence: ["the trail"],
  deviations: [],
  unread: [],
  asks: { management: ["cloudtrail:GetTrail"] },
  regions: "home" as const,
};

const REPORT: DoctorReport = {
  schema: "org-trail/doctor/1",
  askedAt: "2026-12-01T01:00:00.000Z",
  organization: "example",
  organizationId: "o-exampleorgid",
  managementAccountId: "111122223333",
  homeRegion: "eu-central-1",
  status: "fail",
  lines: [
    { ...LINE, status: "pass" },
    {
      ...LINE,
      id: "archive-bucket",
      status: "fail",
      deviations: [{ subject: "the-archive", what: "Versioning is off", remedy: "Apply." }],
    },
    { ...LINE, id: "coverage", status: "could-not-check", unread: [{ subject: "digests", reason: "AccessDenied" }] },
  ],
};

describe("the doctor's report", () => {
  it("is what its schema says, as JSON", () => {
    expect(doctorReport.parse(JSON.parse(FORMATS.json(REPORT)))).toEqual(REPORT);
  });

  it("without a line is refused: zero results are no pass", () => {
    expect(doctorReport.safeParse({ ...REPORT, lines: [] }).success).toBe(false);
  });

  it("as a table says each line's result, then what to do, then how many", () => {
    expect(FORMATS.table(REPORT)).toBe(`example (o-exampleorgid), asked at 2026-12-01T01:00:00.000Z

pass             trail           Is it the trail?
FAIL             archive-bucket  Is it the trail?
could not check  coverage        Is it the trail?

FAIL: archive-bucket
  the-archive: Versioning is off.
    → Apply.

could not check: coverage
  digests could not be read: AccessDenied

3 lines: 1 pass, 1 fail, 1 could not be checked.`);
  });

  it("as Markdown has the evidence of every line", () => {
    const page = FORMATS.markdown(REPORT);
    expect(page).toContain(
      "| FAIL | `archive-bucket` | [Is it the trail?](https://docs.aws.amazon.com/awscloudtrail/) |",
    );
    expect(page).toContain("## archive-bucket: FAIL\n\n- **the-archive**: Versioning is off. Apply.\n- the trail");
  });

  it.each(["table", "markdown"] as const)("as %s lets no name steer the terminal", (format) => {
    const [line] = REPORT.lines;
    const evil = { subject: "a\u001b[2Jb", what: "c", remedy: "d" };
    const lines = line === undefined ? [] : [{ ...line, status: "fail" as const, deviations: [evil] }];
    expect(FORMATS[format]({ ...REPORT, lines })).not.toContain("\u001b");
  });
});

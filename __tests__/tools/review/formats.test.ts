import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { FORMATS } from "../../../src/tools/review/formats";
import { review } from "../../../src/tools/review/review-plan";
import { storyOf } from "../../../src/tools/review/story";
import { created, destroyed, PLAN_ALONE, planOf, updated } from "../../support/plans";

const GROUP = "aws_cloudwatch_log_group";
const policy = (Action: string[]) => ({
  type: "SERVICE_CONTROL_POLICY",
  content: JSON.stringify({ Statement: { Sid: "DenyStop", Effect: "Deny", Action, Resource: "*" } }),
});

const reviewed = review(
  {
    ...planOf(
      updated(GROUP, { retention_in_days: 365, name: "/trail" }, { retention_in_days: 1, name: "/trail" }),
      updated(
        "aws_organizations_policy",
        policy(["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"]),
        policy(["cloudtrail:StopLogging"]),
      ),
      updated("aws_cloudwatch_metric_alarm", { alarm_description: "a" }, { alarm_description: "b" }),
      created("aws_sns_topic", { name: "new" }),
      destroyed("aws_kms_key"),
    ),
    checks: [
      {
        address: { kind: "check", to_display: "check.forwards" },
        status: "fail",
        instances: [{ problems: [{ message: "Some | do `not` @forward." }] }],
      },
    ],
  },
  PLAN_ALONE,
);
const [first] = reviewed.findings;
if (first === undefined) throw new Error("nothing was found");
const entry = {
  check: first.check,
  stack: "management",
  address: first.address,
  reason: "Agreed with the auditors on the 3rd",
  acceptedOn: "2026-11-01",
  expiresOn: "2026-12-01",
};
const story = storyOf("management", reviewed, {
  findings: reviewed.findings.slice(1),
  accepted: [{ finding: first, entry }],
});
const clean = storyOf("log-archive", review(planOf(), PLAN_ALONE), { findings: [], accepted: [] });

describe("a review's formats", () => {
  it("text tells first what changes on live resources, then counts, check blocks, what is accepted, and findings", () => {
    const text = FORMATS.text([story]);
    const order = [
      "What changes on live resources",
      "All changes",
      "Warnings of check blocks",
      "Accepted",
      "Findings",
      "3 findings: 3 weaker, 0 undecided.",
    ];
    const places = order.map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect([...places].sort((one, other) => one - other)).toEqual(places);
    expect(text).toContain("WEAKER retention_in_days: 365 → 1");
    expect(text).toContain("DenyStop denies less: Action without cloudtrail:DeleteTrail.");
    expect(text).toContain("1 aws_cloudwatch_metric_alarm: alarm_description");
    expect(FORMATS.text([clean])).toContain("Nothing found");
  });

  it("Markdown is a table that nobody's words break out of", () => {
    const markdown = FORMATS.markdown([story]);
    expect(markdown).toContain("| WEAKER | destroyed | `aws_kms_key.one` |");
    expect(markdown).toContain("Some \\| do \\`not\\` \\@forward.");
    for (const line of markdown.split("\n").filter((one) => one.startsWith("| WEAKER")))
      expect(line.replaceAll("\\|", "").split("|")).toHaveLength(8);
  });

  it("JSON holds every finding and what is accepted", () => {
    const about = { madeAt: "2026-12-01T00:00:00.000Z", organizationId: "o-exampleorgid" };
    const { reviews, ...rest } = JSON.parse(FORMATS.json([story, clean], about));
    expect(rest).toEqual({ version: 1, ...about });
    expect(reviews.map((one: { findings: unknown[] }) => one.findings.length)).toEqual([3, 0]);
    expect(reviews[0].accepted).toMatchObject([{ entry: { expiresOn: "2026-12-01" } }]);
  });

  it("SARIF is what OASIS's schema asks for; what is accepted is suppressed with its reason", () => {
    const text = readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8");
    // A relative address is one too, which zod does not know.
    const schema = JSON.parse(text.replaceAll('"format": "uri-reference"', '"minLength": 1'));
    const log = JSON.parse(FORMATS.sarif([story, clean]));
    expect(z.fromJSONSchema(schema).safeParse(log).error?.issues).toBeUndefined();
    const { results, tool } = log.runs[0];
    expect(results.map(({ level }: { level: string }) => level)).toEqual(["error", "error", "error", "error"]);
    expect(results.flatMap(({ suppressions = [] }: { suppressions?: object[] }) => suppressions)).toMatchObject([
      { justification: entry.reason },
    ]);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });
});

import { describe, expect, it } from "vitest";
import { formatText } from "../../../src/tools/review/formats/text";
import type { ResourceChange } from "../../../src/tools/review/plan";
import { review } from "../../../src/tools/review/review-plan";
import { storyOf } from "../../../src/tools/review/story";
import { created, destroyed, PLAN_ALONE, planOf, replaced, unchanged, updated } from "../../support/plans";

const GROUP = "aws_cloudwatch_log_group";
const days = (retention_in_days: number) => ({ retention_in_days });
const imported = (change: ResourceChange): ResourceChange => ({
  ...change,
  change: { ...change.change, importing: { id: "x" } },
});
const told = (...changes: readonly ResourceChange[]) => {
  const reviewed = review(planOf(...changes), PLAN_ALONE);
  return {
    ...storyOf("management", reviewed, { findings: reviewed.findings, accepted: [] }),
    findings: reviewed.findings,
  };
};

describe("a plan's story", () => {
  it("an import that changes nothing is counted, and no finding", () => {
    const { findings, live, counts } = told(imported(unchanged(GROUP, days(365))));
    expect([findings, live]).toEqual([[], []]);
    expect(counts).toMatchObject([{ type: GROUP, import: 1, update: 0 }]);
  });

  it("an import is judged by what is live: what becomes weaker is found, what becomes stronger is told", () => {
    expect(told(imported(updated(GROUP, days(731), days(365)))).findings).toMatchObject([
      { direction: "weaker", before: 731 },
    ]);
    const { findings, live } = told(imported(updated(GROUP, days(90), days(365))));
    expect(findings).toEqual([]);
    expect(live).toMatchObject([{ importing: "x", differences: [{ direction: "stronger" }] }]);
  });

  it("a move is counted, and no finding", () => {
    const { findings, counts } = told({ ...unchanged(GROUP, days(365)), previous_address: `${GROUP}.old` });
    expect(findings).toEqual([]);
    expect(counts).toMatchObject([{ move: 1 }]);
  });

  it("tells what is lost before what is weaker, and that before what is stronger; of what says nothing, the attributes alone", () => {
    const { live, unimportant } = told(
      { ...updated(GROUP, days(90), days(365)), address: `${GROUP}.stronger` },
      { ...updated(GROUP, days(365), days(90)), address: `${GROUP}.weaker` },
      { ...updated(GROUP, { tags: { a: "1" } }, { tags: { a: "2" } }), address: `${GROUP}.tagged` },
      destroyed("aws_kms_key"),
      created("aws_sns_topic", {}),
    );
    expect(live.map(({ address }) => address)).toEqual(["aws_kms_key.one", `${GROUP}.weaker`, `${GROUP}.stronger`]);
    expect(unimportant).toEqual([{ type: GROUP, attributes: ["tags"], count: 1 }]);
  });

  it("says that a resource is imported or moved as well", () => {
    const moved = { ...imported(updated(GROUP, days(90), days(365))), previous_address: `${GROUP}.old` };
    expect(formatText([told({ ...moved, address: `${GROUP}.new` })])).toContain(
      `${GROUP}.new: import and update, moved from ${GROUP}.old`,
    );
  });

  it("of what is made anew, only what gets weaker is found besides: the rest is known afterwards", () => {
    const change = replaced("aws_sns_topic", { name: "a", kms_master_key_id: "k" }, { name: "a" });
    const later = { ...change, change: { ...change.change, after_unknown: { kms_master_key_id: true, arn: true } } };
    expect(told(later).findings.map(({ check }) => check)).toEqual(["replaced"]);
  });

  it("shows nothing of what is sensitive", () => {
    const change = updated(
      "aws_lambda_function",
      { environment: [{ variables: { KEY: "secret" } }] },
      { environment: [{ variables: { KEY: "other" } }] },
    );
    const hidden = {
      ...change,
      change: { ...change.change, before_sensitive: { environment: [{ variables: true }] }, after_sensitive: {} },
    };
    const story = told(hidden);
    expect(story.findings).toMatchObject([{ before: "(sensitive)", after: "(sensitive)" }]);
    expect(formatText([story])).not.toMatch(/secret|other/);
  });
});

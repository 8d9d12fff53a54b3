import { describe, expect, it } from "vitest";
import { stackOf } from "../../../../src/tools/review/described-stacks";
import type { ResourceChange } from "../../../../src/tools/review/plan";
import type { StackJson } from "../../../../src/tools/terraform/stack-json";
import { destroyed, forgotten, planOf, replaced, reviewPlan } from "../../../support/plans";

const emptyStack: StackJson = {
  terraform: { backend: {}, required_providers: { aws: { version: "5.100.0" } } },
  provider: { aws: [] },
};

const found = (...changes: readonly ResourceChange[]) =>
  reviewPlan(planOf(...changes)).map(({ check, address, direction }) => [check, address, direction]);

describe("destroyed, replaced, forgotten, deposed", () => {
  it.each([
    "aws_cloudtrail",
    "aws_kms_key",
    "aws_s3_bucket_policy",
    "aws_cloudwatch_metric_alarm",
    "aws_sns_topic_subscription",
    "aws_organizations_policy_attachment",
    "aws_something_else",
  ])("%s that is destroyed is found", (type) => {
    expect(found(destroyed(type))).toEqual([["destroyed", `${type}.one`, "weaker"]]);
  });

  it("a dashboard may go: nothing is promised of it", () => {
    expect(found(destroyed("aws_cloudwatch_dashboard"))).toEqual([]);
  });

  it("says who is no longer told, and what is no longer bound", () => {
    const [gone] = reviewPlan(planOf(destroyed("aws_sns_topic_subscription", { endpoint: "security@example.com" })));
    expect(gone?.what).toContain("security@example.com");
    const [detached] = reviewPlan(
      planOf(destroyed("aws_organizations_policy_attachment", { target_id: "ou-abcd-prod" })),
    );
    expect(detached?.what).toContain("ou-abcd-prod");
  });

  it("what is made anew is found, with what forces it and why", () => {
    const more = { action_reason: "replace_because_cannot_update" };
    const change = replaced("aws_sns_topic", { name: "a" }, { name: "b" }, more);
    const [other] = reviewPlan(planOf({ ...change, change: { ...change.change, replace_paths: [["name"]] } })).filter(
      ({ check }) => check === "replaced",
    );
    expect(other?.what).toContain("AWS cannot change it in place. What forces it: name.");
  });

  it("what an interruption tainted is told how to be kept", () => {
    const [one] = reviewPlan(
      planOf(
        replaced(
          "aws_kms_key",
          { is_enabled: true, enable_key_rotation: true },
          { is_enabled: true, enable_key_rotation: true },
          { action_reason: "replace_because_tainted" },
        ),
      ),
    );
    expect(one).toMatchObject({ check: "replaced", what: expect.stringContaining("--untaint") });
  });

  it("what Terraform lets go of is found", () => {
    expect(found(forgotten("aws_cloudtrail"))).toEqual([["forgotten", "aws_cloudtrail.one", "weaker"]]);
  });

  it("a whole stack that the description leaves is found once, to be accepted once, and is known by what it lets go of", () => {
    const left = planOf(forgotten("aws_cloudtrail"), forgotten("aws_kms_key"));
    const empty = { name: "management", json: emptyStack, forgotten: ["aws_cloudtrail.one", "aws_kms_key.one"] };
    const other = { name: "log-archive", json: emptyStack, forgotten: ["aws_s3_bucket.one"] };
    expect(stackOf(left, [other, empty], "plan.json")).toBe(empty);
    expect(reviewPlan(left, { stack: empty })).toMatchObject([
      { check: "forgotten", address: "(plan)", before: "2 resources, owned by Terraform" },
    ]);
  });

  it("a former object that is destroyed needs a person, and is no destruction of the new one", () => {
    expect(found(destroyed("aws_kms_key", { id: "old" }, { deposed: "a1b2c3d4" }))).toEqual([
      ["deposed", "aws_kms_key.one", "undecided"],
    ]);
  });
});

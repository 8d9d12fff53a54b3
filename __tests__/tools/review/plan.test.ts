import { describe, expect, it } from "vitest";
import { parsePlan, readPlan } from "../../../src/tools/review/plan";
import { Unreadable } from "../../../src/tools/review/unreadable";
import { planOf } from "../../support/plans";

const refusal = (text: string) => {
  try {
    readPlan(text, "plan.json");
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
  }
  return undefined;
};
const json = (more: object) => JSON.stringify({ ...planOf(), ...more });

describe("what is no whole plan is refused", () => {
  it("a plan is read", () => {
    expect(refusal(json({ complete: true, applyable: false }))).toBeUndefined();
  });

  it.each([
    ["nothing", "", "is empty"],
    ["no JSON", "Plan: 1 to add", "is not JSON"],
    ["a plan that was cut off", json({}).slice(0, 40), "cut off"],
    ["a saved plan", "PK\u0003\u0004", "a saved plan"],
    [
      "what terraform plan -json says",
      '{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}',
      "terraform plan -json",
    ],
    ["one line of it", '{"@level":"info"}', "terraform plan -json"],
    ["a list", "[]", "no plan"],
    ["another object", "{}", "no plan of Terraform's"],
    ["a state", JSON.stringify({ format_version: "1.0", values: { root_module: {} } }), "--state plan.json"],
    ["a plan of another format", json({ format_version: "2.0" }), "format_version"],
    ["a plan without its configuration", JSON.stringify({ ...planOf(), configuration: undefined }), "configuration"],
    [
      "an action that nobody knows",
      json({
        resource_changes: [{ address: "a.b", mode: "managed", type: "a", name: "b", change: { actions: ["invoke"] } }],
      }),
      "actions",
    ],
    ["a plan that is not complete", json({ complete: false }), "not complete"],
    ["a plan of modules", json({ configuration: { root_module: { module_calls: { x: {} } } } }), "modules"],
  ])("%s", (_, text, words) => {
    expect(refusal(text)).toContain(words);
  });

  it("of a planning that failed, the conditions that failed are said", () => {
    const check = {
      address: { kind: "resource", to_display: "data.x" },
      status: "fail",
      instances: [{ problems: [{ message: "CloudTrail has no trusted access" }] }],
    };
    expect(refusal(json({ errored: true, checks: [check] }))).toContain("CloudTrail has no trusted access");
  });

  it("a plan of targets can be parsed all the same", () => {
    expect(parsePlan(json({ complete: false }), "plan.json").complete).toBe(false);
  });
});

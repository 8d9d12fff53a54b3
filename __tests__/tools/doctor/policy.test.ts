import { describe, expect, it } from "vitest";
import { DOCTOR_READS } from "../../../src/tools/doctor/aws/reads";
import { CHECKS } from "../../../src/tools/doctor/checks";
import { readPolicies } from "../../../src/tools/doctor/policy";
import { lint } from "../../support/iam/lint";
import { askflorence, example, exampleInHongKong, exampleWithStackSet } from "../../support/synthesized";
import { expectedFor } from "./expected";

describe("what --print-policy prints", () => {
  it.each([
    ["askflorence", askflorence],
    ["example", example],
    ["the example with an opt-in Region", exampleInHongKong],
  ])("is what IAM takes, and reads alone, for %s", async (_, organization) => {
    for (const [title, document] of readPolicies(CHECKS, expectedFor(organization))) {
      expect(await lint(document, "identity"), title).toEqual([]);
      const actions = document.Statement.flatMap(({ Action }) => [Action].flat());
      expect(actions.filter((action) => !/:(?:Get|List|Describe)/.test(action))).toEqual([]);
    }
  });

  it("has every action that the doctor knows, in some description", () => {
    const printed = [askflorence, exampleInHongKong].flatMap((organization) =>
      [...readPolicies(CHECKS, expectedFor(organization)).values()].flatMap(({ Statement }) =>
        Statement.flatMap(({ Action }) => [Action].flat()),
      ),
    );
    expect([...new Set(printed)].sort()).toEqual(Object.keys(DOCTOR_READS).sort());
  });
});

describe("an account without a stack", () => {
  it.each([
    ["is asked for its rules where the StackSet forwards from it", exampleWithStackSet, true],
    ["is not, where nothing forwards from it", askflorence, false],
  ])("%s", (_, organization, expected) => {
    const others = readPolicies(CHECKS, expectedFor(organization)).get("every other account");
    expect(JSON.stringify(others).includes("events:ListRules")).toBe(expected);
    expect(JSON.stringify(others)).toContain("cloudtrail:DescribeTrails");
  });
});

describe("the checklist", () => {
  it("has one line of a name, with AWS's page", () => {
    const ids = CHECKS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { page } of CHECKS) expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});

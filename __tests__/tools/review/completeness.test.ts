import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ACCEPTED_OUTDATED, ACCEPTED_UNUSED } from "../../../src/tools/review/accepted";
import { CHECKS } from "../../../src/tools/review/checks";
import { ATTRIBUTE_CHECKS } from "../../../src/tools/review/checks/attribute-checks";
import { guardMissing } from "../../../src/tools/review/checks/guard-missing";
import { isJudgedAttribute, isJudgedType } from "../../../src/tools/review/compare";
import { KNOWN_LOSSES } from "../../../src/tools/review/losses";
import { STATE_CHECKS } from "../../../src/tools/review/state";
import type { StackJson } from "../../../src/tools/terraform/stack-json";
import { PLAN_ALONE, planOf } from "../../support/plans";
import { askflorence, example, exampleWithStackSet, synthesized } from "../../support/synthesized";

const STACKS = [askflorence, example, exampleWithStackSet].flatMap((organization) => [
  ...synthesized(organization).values(),
]);
/** Terraform's own words. */
const META = ["//", "provider", "depends_on", "lifecycle", "for_each"];

const EMITTED = STACKS.flatMap((stack) =>
  Object.entries(stack.json.resource ?? {}).flatMap(([type, blocks]) =>
    Object.values(blocks).flatMap((block) => Object.keys(block).map((attribute) => [type, attribute] as const)),
  ),
);

describe("the review knows what the stacks hold", () => {
  it("every kind of resource is judged, and somebody said what is lost with it", () => {
    const types = [...new Set(EMITTED.map(([type]) => type))];
    expect(types.filter((type) => !isJudgedType(type))).toEqual([]);
    expect(types.filter((type) => !KNOWN_LOSSES.includes(type))).toEqual([]);
  });

  it("every attribute that a stack states is judged, or said to be worth nothing", () => {
    const unjudged = EMITTED.filter(
      ([type, attribute]) => !META.includes(attribute) && !isJudgedAttribute(type, attribute),
    );
    expect([...new Set(unjudged.map((one) => one.join(".")))]).toEqual([]);
    expect(EMITTED.length).toBeGreaterThan(1000);
  });

  it("no attribute is judged by two checks, and no two checks share an id", () => {
    const judged = ATTRIBUTE_CHECKS.flatMap(({ attributes }) =>
      Object.entries(attributes).flatMap(([type, rules]) =>
        Object.keys(rules).map((attribute) => `${type}.${attribute}`),
      ),
    );
    expect(judged.filter((one, index) => judged.indexOf(one) !== index)).toEqual([]);
    expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length);
  });

  it("the runbook says of every check what to ask first", () => {
    const runbook = readFileSync(join(__dirname, "../../../docs/runbooks/review-a-plan.md"), "utf8");
    const ids = [...CHECKS, ...STATE_CHECKS].map(({ id }) => id);
    expect([...ids, ACCEPTED_OUTDATED, ACCEPTED_UNUSED].filter((id) => !runbook.includes(`\`${id}\``))).toEqual([]);
  });

  it("every synthesized stack has its guards", () => {
    for (const { name, json } of STACKS)
      expect(
        guardMissing.judge(planOf(), { ...PLAN_ALONE, stack: { name, json: json as unknown as StackJson } }),
      ).toEqual([]);
  });
});

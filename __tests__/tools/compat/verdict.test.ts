import { describe, expect, it } from "vitest";
import type { Variant } from "../../../src/tools/compat/variants";
import { formatVerdict, isClean, judge } from "../../../src/tools/compat/verdict";

const VARIANT: Variant = {
  name: "next",
  description: "the next provider",
  packages: [],
  renames: {},
  expected: [{ path: "terraform.version", to: "6" }],
};

function trial(stack: unknown, typeErrors: readonly string[] = []) {
  return { typeErrors, outputs: { acme: { "stacks/prod/cdk.tf.json": stack } } };
}

describe("judge", () => {
  it("accepts what the variant is expected to change", () => {
    const verdict = judge(VARIANT, trial({ terraform: { version: "5" } }), trial({ terraform: { version: "6" } }));

    expect(isClean(verdict)).toBe(true);
  });

  it("refuses an expected change to another value", () => {
    const verdict = judge(VARIANT, trial({ terraform: { version: "5" } }), trial({ terraform: { version: "7" } }));

    expect(isClean(verdict)).toBe(false);
  });

  it("refuses a resource that lost an argument, and says where", () => {
    const verdict = judge(VARIANT, trial({ resource: { locked: true } }), trial({ resource: {} }));

    expect(isClean(verdict)).toBe(false);
    expect(formatVerdict(VARIANT, verdict)).toMatchInlineSnapshot(`
      "DIFFERS  next: the next provider
        type check: no new errors
        acme: 1 files, 1 unexpected differences, 0 expected
          removed  stacks/prod/cdk.tf.json  resource.locked
            - true"
    `);
  });

  it("counts the type errors that today's sources do not have", () => {
    const verdict = judge(VARIANT, trial({}, ["old"]), trial({}, ["old", "new"]));

    expect(verdict.typeErrors).toEqual(["new"]);
    expect(isClean(verdict)).toBe(false);
  });

  it("refuses sources that no longer synthesize", () => {
    const verdict = judge(VARIANT, trial({}), { typeErrors: [], outputs: { acme: { failure: "no such class" } } });

    expect(isClean(verdict)).toBe(false);
    expect(formatVerdict(VARIANT, verdict)).toContain("no such class");
  });
});

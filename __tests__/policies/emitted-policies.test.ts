import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { emittedPolicies } from "../support/emitted-policies";
import { lint } from "../support/iam/lint";
import { askflorence, example, exampleWithStackSet, synthesized } from "../support/synthesized";

const policies = [askflorence, example, exampleWithStackSet].flatMap((organization) =>
  [...synthesized(organization).values()].flatMap((stack) =>
    emittedPolicies(stack).map((policy) => ({ ...policy, title: `${titleOf(organization)}/${policy.where}` })),
  ),
);

function titleOf(organization: Organization): string {
  return organization === exampleWithStackSet ? `${organization.name}, by StackSet` : organization.name;
}

describe.each(policies)("the policy at $title", ({ document, kind, text }) => {
  it("names actions, keys, operators and resources that exist and fit together", async () => {
    expect(await lint(document, kind)).toEqual([]);
  });

  it("is minified", () => {
    expect(text).toBe(JSON.stringify(JSON.parse(text)));
  });

  it("keeps IAM's variables from Terraform", () => {
    expect(text).not.toMatch(/(?<!\$)\$\{[a-z0-9-]+:/);
  });
});

it("every policy that is emitted is read here", () => {
  expect(new Set(policies.map(({ kind }) => kind))).toEqual(
    new Set(["bucket", "key", "topic", "queue", "bus", "function", "trust", "identity", "scp", "rcp"]),
  );
});

import { describe, expect, it } from "vitest";
import { ARCHIVE_KEY_ID, emittedPolicies } from "../support/emitted-policies";
import { lint } from "../support/iam/lint";
import { askflorence, example, synthesized } from "../support/synthesized";

const policies = [askflorence, example].flatMap((organization) => {
  const { homeRegion, accounts } = organization;
  const keyArn = `arn:aws:kms:${homeRegion}:${accounts.logArchive.id}:key/${ARCHIVE_KEY_ID}`;
  return [...synthesized(organization).values()].flatMap((stack) =>
    emittedPolicies(stack, keyArn).map((policy) => ({ ...policy, title: `${organization.name}/${policy.where}` })),
  );
});

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
    new Set(["bucket", "key", "topic", "bus", "trust", "identity", "scp", "rcp"]),
  );
});

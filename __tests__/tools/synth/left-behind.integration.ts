import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Organization } from "../../../src/config/organization";
import { synthesize } from "../../../src/stacks/synthesize";
import { leftBehind, leftBehindNotice, readOutput } from "../../../src/tools/synth/left-behind";
import { changed } from "../../support/organizations";
import { askflorence, example } from "../../support/synthesized";

const [prod, dev] = example.accounts.workloads;
const withoutProd = changed(example, { "accounts.workloads": [dev] });
const prodIsFormer = changed(withoutProd, {
  "accounts.former": [{ name: "prod", id: prod?.id, deploy: prod?.deploy }],
});

describe("a synth says what the one before it had and Terraform no longer sees", () => {
  const outputs = new Map<Organization, ReturnType<typeof readOutput>>();
  const outputOf = (organization: Organization) => {
    const known = outputs.get(organization);
    if (known !== undefined) return known;
    const folder = mkdtempSync(join(tmpdir(), "org-audit-trail-"));
    synthesize(organization, folder);
    const output = readOutput(folder);
    rmSync(folder, { recursive: true });
    outputs.set(organization, output);
    return output;
  };

  it.each([
    ["a workload taken out", example, withoutProd, ["prod"]],
    [
      "workloads that a StackSet took over",
      example,
      changed(example, { "forwarding.stackSetFrom": 0 }),
      ["dev", "prod"],
    ],
    ["nothing, where all stays", example, example, []],
    ["nothing, where the account keeps an empty stack", example, prodIsFormer, []],
    ["nothing, once that stack was empty", prodIsFormer, withoutProd, []],
    ["nothing of another organization", example, askflorence, []],
  ])("%s", (...row) => {
    const [, before, now, expected] = row;
    const found = leftBehind(outputOf(before), outputOf(now));
    expect(found.map(({ name }) => name)).toEqual(expected);
  });

  it("with what to do about it", () => {
    const stack = { name: "prod", accountId: "123456789012", backend: {}, hasResources: true };
    expect(leftBehindNotice(stack)).toContain('put { name: "prod", id: "123456789012" }');
    expect(leftBehindNotice(stack)).toContain("npm run deploy prod");
  });

  it("nothing before the first output", () => expect(readOutput("/nowhere")).toEqual([]));
});

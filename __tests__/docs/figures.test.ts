import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { choosableIn, choose } from "../../src/config/choose-organization";
import type { Organization } from "../../src/config/organization";
import { Emitted } from "../../src/tools/cost/emitted";
import { monthly, shownBill } from "../../src/tools/docs/cost";
import { noticesOf } from "../../src/tools/synth/notices";
import { formatChoice, formatSummary } from "../../src/tools/synth/summary";
import { askflorence, synthesized } from "../support/synthesized";

const ROOT = resolve(__dirname, "../..");
const textOf = (file: string) => readFileSync(join(ROOT, file), "utf8");

function summaryOf(organization: Organization): string {
  const { accounts, name } = organization;
  const ids: Readonly<Record<string, string>> = {
    "log-archive": accounts.logArchive.id,
    management: accounts.management.id,
  };
  const stacks = [...synthesized(organization)].map(([stack, { json }]) => ({
    stack,
    accountId: ids[stack] ?? "",
    resources: Object.values(json.resource ?? {}).flatMap(Object.keys).length,
  }));
  return formatSummary(name, "cdktf.out/stacks", stacks);
}

/** A document's text that a pattern finds is the current one: `-u` writes it, and nothing else of the document. */
async function expectCurrent(file: string, found: RegExp, current: string): Promise<void> {
  const text = textOf(file);
  expect(text).toMatch(found);
  await expect(text.replace(found, () => current)).toMatchFileSnapshot(join(ROOT, file));
}

describe("the figures that documents state", () => {
  it("README shows what synth prints of AskFlorence", async () => {
    const printed = [
      formatChoice(choose(choosableIn(ROOT, {})), askflorence),
      summaryOf(askflorence),
      ...noticesOf(askflorence),
    ].join("\n");
    await expectCurrent("README.md", /(?<=```\n)Organization [\s\S]*?(?=\n```)/, printed);
  });

  it("README is read in one sitting: under 150 lines", () => {
    expect(textOf("README.md").split("\n").length).toBeLessThan(150);
  });

  it("CHANGELOG.md states what a month of the default costs: a change of it writes an entry", async () => {
    const { reference } = choose(choosableIn(ROOT, {}));
    expect(reference).toBe(askflorence.name);
    const emitted = new Emitted(new Map([...synthesized(askflorence)].map(([name, { json }]) => [name, json])));
    const stated = /(?<=A month of AskFlorence's costs )[\d.]+ fixed, [\d.]+ in all/;
    await expectCurrent("CHANGELOG.md", stated, monthly(shownBill(askflorence, emitted)));
  });
});

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { handWritten, wrapProse } from "../../../src/tools/docs/wrap-prose";

const PROJECT = resolve(__dirname, "../../..");
const rendered = (markdown: string) => String(marked.parse(markdown)).replaceAll(/\s+/g, " ");
const LONG = "Nine words that are long enough to need another line after them, and then some more of them for it.";

describe.each(handWritten(PROJECT))("%s", (page) => {
  it("means the same when it is wrapped, and is not wrapped twice", () => {
    const text = readFileSync(join(PROJECT, page), "utf8");
    const wrapped = wrapProse(text);
    expect(rendered(wrapped)).toBe(rendered(text));
    expect(wrapProse(wrapped)).toBe(wrapped);
  });
});

describe("a page that is wrapped", () => {
  it.each([
    ["a paragraph", `${LONG} ${LONG}\nand more`],
    ["an item, with its paragraph", `- ${LONG} ${LONG}\n\n  ${LONG} ${LONG}`],
    ["a numbered item with another below it", `1. ${LONG} ${LONG}\n   - ${LONG} ${LONG}`],
    ["a quotation", `> ${LONG} ${LONG}\n> and more`],
    ["code in a sentence", `${LONG} \`npm run deploy log-archive -- --approved reviewed/approved.json\` ${LONG}`],
    ["what would begin a list", `${LONG} it is 12 times 4, less 3 - 1. That is all + more, or # of them ${LONG}`],
  ])("has no line beyond its width, and means the same: %s", (_, text) => {
    const wrapped = wrapProse(text);
    expect(rendered(wrapped)).toBe(rendered(text));
    expect(wrapped.split("\n").filter((line) => line.length > 120)).toEqual([]);
    expect(wrapped).not.toBe(text);
  });

  it.each([
    ["a table", `| a | b |\n|---|---|\n| ${LONG} | ${LONG} |`],
    ["a block of code", `\`\`\`sh\n${LONG} ${LONG}\n  and more\n\`\`\``],
    ["a drawing", `Words.\n\n    ${LONG} ${LONG}\n      |\n`],
    ["a heading", `# ${LONG} ${LONG}`],
    ["a line that ends for good", "one  \ntwo"],
  ])("keeps its lines: %s", (_, text) => {
    expect(wrapProse(text)).toBe(text);
  });
});

import { describe, expect, it } from "vitest";
import { formatSummary, type StackSummary } from "../../../src/tools/synth/summary";

describe("the summary of a synth", () => {
  it("names every stack with its account and its resources, in the order they are applied", () => {
    const stacks = [stack("log-archive", 22), stack("management", 1)];
    expect(formatSummary("acme", "cdktf.out/stacks", stacks)).toMatchInlineSnapshot(`
      "acme: 2 stacks, 23 resources, in cdktf.out/stacks
        log-archive  111122223333  22 resources
        management   111122223333  1 resource"
    `);
  });

  it.each([
    [1, 1, undefined],
    [12, 12, undefined],
    [13, 11, "  and 2 stacks more"],
    [1000, 11, "  and 989 stacks more"],
  ])("of %i stacks lists %i, so that it fits a screen, and counts the rest", (count, listed, rest) => {
    const stacks = Array.from({ length: count }, (_, index) => stack(`workload-${index}`, 2));
    const [heading, ...lines] = formatSummary("acme", "out", stacks).split("\n");
    expect(heading).toBe(`acme: ${count} stack${count === 1 ? "" : "s"}, ${count * 2} resources, in out`);
    expect(lines.filter((line) => line.startsWith("  workload-"))).toHaveLength(listed);
    expect(lines[listed]).toBe(rest);
  });
});

function stack(name: string, resources: number): StackSummary {
  return { stack: name, accountId: "111122223333", resources };
}

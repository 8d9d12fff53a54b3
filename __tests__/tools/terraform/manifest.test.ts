import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readStacks, selectStacks } from "../../../src/tools/terraform/manifest";

function outputOf(stacks: Record<string, readonly string[]>): string {
  const folder = mkdtempSync(join(tmpdir(), "manifest-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const manifest = Object.entries(stacks).map(([name, dependencies]) => [
    name,
    { workingDirectory: `stacks/${name}`, dependencies },
  ]);
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(manifest) }));
  return folder;
}

describe("the synthesized stacks", () => {
  it("come in the order they are applied, whatever the order of their names", () => {
    const folder = outputOf({
      dev: ["security"],
      management: ["log-archive"],
      security: ["management"],
      "log-archive": [],
    });
    expect(readStacks(folder).map(({ name }) => name)).toEqual(["log-archive", "management", "security", "dev"]);
  });

  it("say what to run where there are none", () => {
    expect(() => readStacks(join(tmpdir(), "no-such-folder"))).toThrow(/npm run synth/);
  });

  it("are chosen by name and stay in order", () => {
    const stacks = readStacks(outputOf({ a: ["b"], b: [], c: [] }));
    expect(selectStacks(stacks, ["a", "b"]).map(({ name }) => name)).toEqual(["b", "a"]);
    expect(selectStacks(stacks, [])).toHaveLength(3);
  });

  it("refuse names they do not have, all at once, with the names they have", () => {
    const stacks = readStacks(outputOf({ a: [], b: [] }));
    expect(() => selectStacks(stacks, ["x", "a", "y"])).toThrow("No stack named x, y. The stacks are: a, b.");
  });
});

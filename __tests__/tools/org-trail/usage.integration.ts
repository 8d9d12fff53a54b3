import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const PROJECT = resolve(__dirname, "../../..");

function orgTrail(...words: readonly string[]) {
  return spawnSync(process.execPath, ["src/tools/org-trail/bin.mjs", ...words], { cwd: PROJECT, encoding: "utf8" });
}

const COMMANDS = ["adopt", "cost", "doctor", "evidence", "investigate", "permissions", "rehearse", "review", "verify"];

describe("npx org-trail", () => {
  it("lists each command on a line of its own, and ends with 0 where help was asked for", () => {
    for (const words of [["--help"], ["help"]]) {
      const { status, stdout } = orgTrail(...words);
      expect(status, words.join()).toBe(0);
      expect([...stdout.matchAll(/^ {2}([a-z]+) .*\w$/gm)].map(([, name]) => name)).toEqual([...COMMANDS, "help"]);
    }
  });

  it.each([
    [],
    ["docter"],
    ["investigate"],
    ["investigate", "run", "--nonsense"],
    ...COMMANDS.map((name) => [name, "--nonsense"]),
  ])("ends with 2 where it was not understood, and says where to read on: %s %s %s", (...words) => {
    const { status, stderr } = orgTrail(...words.filter((word) => word !== undefined));
    expect(status).toBe(2);
    expect(stderr).toMatch(/npx org-trail --help|Usage: org-trail/);
  });

  it("says which command was meant", () => {
    expect(orgTrail("docter").stderr).toContain("Did you mean doctor?");
  });
});

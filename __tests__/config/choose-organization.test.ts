import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Choosable, choosableIn, choose } from "../../src/config/choose-organization";
import { ConfigError } from "../../src/config/problem";
import { problem, temporaryFolder } from "../support/organizations";

const NOTHING: Choosable = { variable: undefined, context: undefined, described: [] };

describe("the organization that a command is for", () => {
  it.each<[string, Partial<Choosable>, string, string]>([
    [
      "the one that ORGANIZATION names",
      { variable: "ours", context: "theirs", described: ["theirs"] },
      "ours",
      "ORGANIZATION names it",
    ],
    [
      "what an empty ORGANIZATION names, nothing, and no other",
      { variable: "", context: "theirs" },
      "",
      "ORGANIZATION names it",
    ],
    [
      "else the checkout's own",
      { context: "ours", described: ["ours", "theirs"] },
      "ours",
      "cdktf.json names it as this checkout's",
    ],
    ["else the only one", { described: ["ours"] }, "ours", "it is the only one in organizations/"],
  ])("is %s", (_, choosable, reference, reason) => {
    expect(choose({ ...NOTHING, ...choosable })).toEqual({ reference, reason });
  });

  it.each<[string, Partial<Choosable>, string]>([
    ["among several", { described: ["example", "ours"] }, "organizations/ has example, ours"],
    [
      "where the checkout's own is no name",
      { context: 7, described: ["example", "ours"] },
      "organizations/ has example, ours",
    ],
    ["where there is none", {}, "organizations/ has none"],
  ])("is never guessed: %s it is asked for", (_, choosable, rule) => {
    expect(problemsOf(() => choose({ ...NOTHING, ...choosable }))).toEqual([
      problem("ORGANIZATION", undefined, rule, 'cdktf.json: `"context": { "organization": "ours" }`'),
    ]);
  });

  it("is AskFlorence in this checkout, because cdktf.json says so", () => {
    expect(choosableIn(resolve(__dirname, "../.."), {})).toEqual({
      variable: undefined,
      context: "askflorence",
      described: ["askflorence", "example"],
    });
  });

  it("is chosen among what a checkout has", () => {
    const root = temporaryFolder({ onTestFinished });
    expect(choosableIn(root, { ORGANIZATION: "ours" })).toEqual({ ...NOTHING, variable: "ours" });
    mkdirSync(join(root, "organizations"));
    for (const file of ["ours.ts", "README.md"]) writeFileSync(join(root, "organizations", file), "");
    writeFileSync(join(root, "cdktf.json"), "{}");
    expect(choosableIn(root, {})).toEqual({ ...NOTHING, described: ["ours"] });
  });
});

function problemsOf(attempt: () => unknown): ConfigError["problems"] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  throw new Error("not refused");
}

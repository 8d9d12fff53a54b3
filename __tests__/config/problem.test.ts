import { describe, expect, it } from "vitest";
import { ConfigError, formatPath, formatProblems, formatValue } from "../../src/config/problem";

describe("a problem", () => {
  it.each<[readonly PropertyKey[], string]>([
    [[], "(organization)"],
    [["accounts", "workloads", 2, "id"], "accounts.workloads[2].id"],
    [["tags", "cost center"], 'tags["cost center"]'],
    [[""], '[""]'],
    [["tags", Symbol("team")], "tags[Symbol(team)]"],
  ])("of %j stands at %s", (path, formatted) => {
    expect(formatPath(path)).toBe(formatted);
  });

  const cycle: Record<string, unknown> = { name: "acme" };
  cycle.self = cycle;

  it.each<[unknown, string]>([
    [undefined, "(missing)"],
    [null, "null"],
    ["", '""'],
    ["two\nlines", '"two\\nlines"'],
    [{ id: "1" }, '{"id":"1"}'],
    [Number.NaN, "NaN"],
    [7n, "7n"],
    [Symbol("team"), "Symbol(team)"],
    [function deployer() {}, "[Function: deployer]"],
    [Promise.resolve(), "Promise { undefined }"],
    [cycle, "<ref *1> { name: 'acme', self: [Circular *1] }"],
  ])("shows its value as it was written: %s", (value, formatted) => {
    expect(formatValue(value)).toBe(formatted);
  });

  it("does not flood the terminal with its value", () => {
    expect(formatValue("a".repeat(1000))).toMatch(/^"a{116}\.\.\.$/);
  });

  it("shows no password: a terminal and a CI log keep what they show", () => {
    const value = [
      "https://audit:s3cr3t@events.example.com/a?b=c",
      "https://token@example.com",
      "https://example.com/a",
    ];
    expect(formatValue(value)).toBe(
      '["https://***@events.example.com/a?b=c","https://***@example.com","https://example.com/a"]',
    );
  });

  it.each(["s3@cr3t", "s3/cr3t", "s3#cr3t", "s3?cr3t"])(
    "shows nothing of a password that nobody encoded: %s",
    (password) => {
      expect(formatValue(`https://audit:${password}@events.example.com/a`)).toBe('"https://***@events.example.com/a"');
    },
  );

  it("is said with its place, its value, the rule and the remedy, and the others beside it", () => {
    const problems = [
      { path: "name", value: "A", rule: "lower-case letters", remedy: "choose another" },
      { path: "trail", value: undefined, rule: "an object, required", remedy: "add it" },
    ];
    expect(formatProblems("acme", problems)).toMatchInlineSnapshot(`
      "acme: 2 problems. Nothing was written.

        name = "A"
          rule:   lower-case letters
          remedy: choose another

        trail = (missing)
          rule:   an object, required
          remedy: add it"
    `);
    expect(new ConfigError("acme", problems)).toMatchObject({ problems, message: formatProblems("acme", problems) });
  });

  it("is counted in words", () => {
    expect(formatProblems("acme", [{ path: "name", value: 1, rule: "a string", remedy: "add it" }])).toMatch(
      /^acme: 1 problem\. Nothing was written\./,
    );
  });
});

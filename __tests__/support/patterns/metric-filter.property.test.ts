import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CIS_PATTERNS } from "./cis-patterns";
import { ALL_READINGS, matchesFilter } from "./metric-filter";

const anyReadings = fc.constantFrom(...ALL_READINGS);
const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
const starred = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 6 });
const scalar = fc.oneof(letters, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));

interface Tree {
  readonly operator: "&&" | "||";
  readonly of: readonly (Tree | number)[];
}
const { tree } = fc.letrec<{ tree: Tree; node: Tree | number }>((tie) => ({
  tree: fc.record({
    operator: fc.constantFrom("&&" as const, "||" as const),
    of: fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
  }),
  node: fc.oneof({ depthSize: "small" }, fc.nat({ max: 5 }), tie("tree")),
}));

/** Written with no parenthesis that the order of operations makes needless. */
function written(node: Tree | number, inside: "&&" | "||" = "||"): string {
  if (typeof node === "number") return `$.flags[${node}] IS TRUE`;
  const text = node.of.map((one) => written(one, node.operator)).join(` ${node.operator} `);
  return inside === "&&" && node.operator === "||" ? `(${text})` : text;
}

function truthOf(node: Tree | number, flags: readonly boolean[]): boolean {
  if (typeof node === "number") return flags[node] === true;
  const values = node.of.map((one) => truthOf(one, flags));
  return node.operator === "&&" ? !values.includes(false) : values.includes(true);
}

describe("matchesFilter, of any input,", () => {
  it("answers every record, and never throws", () => {
    const anything = fc.oneof(fc.jsonValue(), fc.anything(), fc.record({ userIdentity: fc.anything() }));
    fc.assert(
      fc.property(
        anything,
        anyReadings,
        fc.constantFrom(...Object.values(CIS_PATTERNS)),
        (record, readings, pattern) => {
          expect(typeof matchesFilter(pattern, record, readings)).toBe("boolean");
        },
      ),
    );
  });

  it("binds && before ||, and parentheses before both", () => {
    fc.assert(
      fc.property(tree, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (node, flags) => {
        expect(matchesFilter(`{ ${written(node)} }`, { flags })).toBe(truthOf(node, flags));
      }),
    );
  });

  it("takes asterisks as a regular expression's .*, where inner ones match", () => {
    fc.assert(
      fc.property(starred, letters, (pattern, text) => {
        const expected = new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(text);
        expect(matchesFilter(`{ $.a = "${pattern}" }`, { a: text }, { innerAsteriskMatches: true })).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("takes an inner asterisk for itself, where it does not match", () => {
    const start = fc.constantFrom("", "*");
    const inner = starred.map((text) => `a${text}b`);
    fc.assert(
      fc.property(start, inner, start, letters, (before, text, after, around) => {
        const value = `${before && around}${text}${after && around}`;
        expect(matchesFilter(`{ $.a = "${before}${text}${after}" }`, { a: value })).toBe(true);
        expect(matchesFilter(`{ $.a = "${before}${text}${after}" }`, { a: value.replace("*", "x") })).toBe(
          !text.includes("*"),
        );
      }),
    );
  });

  it("keeps De Morgan's laws and != as the opposite of =, for values that can be compared", () => {
    fc.assert(
      fc.property(fc.oneof(letters, fc.integer()), starred, starred, anyReadings, (a, one, other, readings) => {
        const matches = (expression: string) => matchesFilter(`{ ${expression} }`, { a }, readings);
        expect(matches(`$.a != "${one}"`)).toBe(!matches(`$.a = "${one}"`));
        expect(matches(`$.a != "${one}" && $.a != "${other}"`)).toBe(!matches(`$.a = "${one}" || $.a = "${other}"`));
        expect(matches(`$.a != "${one}" || $.a != "${other}"`)).toBe(!matches(`$.a = "${one}" && $.a = "${other}"`));
      }),
    );
  });

  it("finds a value at most one of true, false, null, a string or number, or missing", () => {
    const kinds = ["IS TRUE", "IS FALSE", "IS NULL", "= *", "NOT EXISTS"];
    fc.assert(
      fc.property(fc.option(scalar, { nil: undefined }), (a) => {
        const record = a === undefined ? {} : { a };
        expect(kinds.filter((kind) => matchesFilter(`{ $.a ${kind} }`, record))).toHaveLength(1);
      }),
    );
  });
});

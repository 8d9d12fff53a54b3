import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesEvent } from "./event-pattern";

const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 });
const scalar = fc.oneof(letters, fc.integer({ min: -9, max: 9 }), fc.boolean(), fc.constant(null));
const negatable = fc.oneof(
  letters.map((text) => ({ "equals-ignore-case": text })),
  letters.map((text) => ({ prefix: `a${text}` })),
  letters.map((text) => ({ suffix: `b${text}` })),
  fc.constantFrom("*", "a*", "*b", "a*b*", "").map((text) => ({ wildcard: text })),
);
const matcher = fc.oneof(
  scalar,
  negatable,
  negatable.map((operator) => ({ "anything-but": operator })),
  letters.map((text) => ({ "anything-but": text })),
  fc.boolean().map((exists) => ({ exists })),
  fc.integer({ min: -9, max: 9 }).map((bound) => ({ numeric: [">", bound] })),
);
const matchers = fc.array(matcher, { minLength: 1, maxLength: 3 });

/** JSON in which `a` and `b` are common names. */
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "a.b"), tie("json"), { maxKeys: 2 }),
  ),
}));
const event = fc.dictionary(fc.constantFrom("a", "b", "a.b"), json, { maxKeys: 3 });

/** Objects and lists of scalars: where every field has one leaf at most, or a list that no object stands in. */
const plainEvent = fc.record({ a: fc.oneof(scalar, fc.array(scalar)), b: scalar }, { requiredKeys: [] });

describe("matchesEvent, of any event,", () => {
  it("answers, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(event, fc.jsonValue(), fc.anything()), matchers, matchers, (any, a, b) => {
        expect(typeof matchesEvent({ a: { b: a }, b }, any)).toBe("boolean");
      }),
      { numRuns: 50 },
    );
  });

  it("takes wildcards as a regular expression's .*", () => {
    const pattern = fc
      .string({ unit: fc.constantFrom("a", "b", "*", "\\*", "\\\\"), maxLength: 6 })
      .filter((text) => !text.includes("**"));
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*", "\\"), maxLength: 8 });
    const sources: Readonly<Record<string, string>> = { "*": ".*", "\\*": "\\*", "\\\\": "\\\\" };
    fc.assert(
      fc.property(pattern, text, (wildcard, value) => {
        const source = wildcard.replace(/\\.|\*/g, (special) => sources[special] ?? special);
        expect(matchesEvent({ a: [{ wildcard }] }, { a: value })).toBe(new RegExp(`^${source}$`).test(value));
      }),
      { numRuns: 300 },
    );
  });

  it("matches anything-but exactly where a single leaf is there and the operator does not match", () => {
    fc.assert(
      fc.property(negatable, fc.option(scalar, { nil: undefined }), (operator, a) => {
        const subject = a === undefined ? {} : { a };
        const expected = a !== undefined && !matchesEvent({ a: [operator] }, subject);
        expect(matchesEvent({ a: [{ "anything-but": operator }] }, subject)).toBe(expected);
      }),
    );
  });

  it("finds each field either there or not", () => {
    fc.assert(
      fc.property(event, fc.constantFrom({ a: 0 }, { b: 0 }, { a: { b: 0 } }, { b: { b: 0 } }), (any, place) => {
        const asked = (exists: boolean) => JSON.parse(JSON.stringify(place).replace("0", `[{"exists":${exists}}]`));
        expect(matchesEvent(asked(true), any)).toBe(!matchesEvent(asked(false), any));
      }),
    );
  });

  it("matches an array where it matches one of its elements", () => {
    fc.assert(
      fc.property(matchers, fc.array(scalar, { minLength: 1, maxLength: 4 }), (a, elements) => {
        const expected = elements.some((element) => matchesEvent({ a }, { a: element }));
        expect(matchesEvent({ a }, { a: elements })).toBe(expected);
      }),
    );
  });

  it("matches a list where it matches one of its entries", () => {
    fc.assert(
      fc.property(matchers, event, (a, any) => {
        expect(matchesEvent({ a }, any)).toBe(a.some((entry) => matchesEvent({ a: [entry] }, any)));
      }),
    );
  });

  it("takes $or for the patterns of its alternatives", () => {
    fc.assert(
      fc.property(matchers, matchers, matchers, event, (a, b, c, any) => {
        const expected = matchesEvent({ a, c }, any) || matchesEvent({ b, c }, any);
        expect(matchesEvent({ c, $or: [{ a }, { b }] }, any)).toBe(expected);
      }),
    );
  });

  it("wants every field, where no object stands in an array", () => {
    fc.assert(
      fc.property(matchers, matchers, plainEvent, (a, b, any) => {
        expect(matchesEvent({ a, b }, any)).toBe(matchesEvent({ a }, any) && matchesEvent({ b }, any));
      }),
    );
  });

  it("never combines fields of different elements of an array", () => {
    const element = fc.record({ a: scalar, b: scalar }, { requiredKeys: [] });
    const present = matchers.filter((list) => !JSON.stringify(list).includes("exists"));
    fc.assert(
      fc.property(present, present, fc.array(element, { maxLength: 4 }), (a, b, list) => {
        const expected = list.some((one) => matchesEvent({ list: { a, b } }, { list: one }));
        expect(matchesEvent({ list: { a, b } }, { list })).toBe(expected);
      }),
    );
  });
});

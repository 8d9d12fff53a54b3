import { describe, expect, it } from "vitest";
import { compileEvent, EVENT_PATTERN_LIMIT, matchesEvent, OR_COMBINATIONS_LIMIT } from "./event-pattern";

/** A CloudTrail record as EventBridge delivers it. */
const EVENT = {
  source: "aws.cloudtrail",
  account: "100000000001",
  region: "us-east-1",
  "detail-type": "AWS API Call via CloudTrail",
  resources: [],
  detail: {
    eventSource: "cloudtrail.amazonaws.com",
    eventName: "StopLogging",
    readOnly: false,
    errorCode: null,
    empty: "",
    count: 5,
    large: 100000000001,
    tags: ["blue", "green"],
    mixed: ["blue", 7, { q: 1 }],
    userIdentity: { type: "IAMUser", sessionContext: {} },
    items: [
      { key: "color", value: "blue", inner: [{ a: 1 }, { b: 2 }] },
      { key: "size", value: "large" },
    ],
    "dotted.name": "here",
    stars: "a*b\\c",
  },
};

type Row = readonly [detail: Readonly<Record<string, unknown>>, matches: boolean];

const EXACT: readonly Row[] = [
  [{ eventName: ["StopLogging"] }, true],
  [{ eventName: ["DeleteTrail", "StopLogging"] }, true],
  [{ eventName: ["stoplogging"] }, false],
  [{ eventName: ["Stop"] }, false],
  [{ eventName: ["StopLogging"], eventSource: ["cloudtrail.amazonaws.com"] }, true],
  [{ eventName: ["StopLogging"], eventSource: ["s3.amazonaws.com"] }, false],
  [{ readOnly: [false] }, true],
  [{ readOnly: ["false"] }, false],
  [{ readOnly: [true] }, false],
  [{ errorCode: [null] }, true],
  [{ errorCode: [""] }, false],
  [{ empty: [""] }, true],
  [{ empty: [null] }, false],
  [{ missing: [null] }, false],
  [{ count: [5] }, true],
  [{ count: [5.0, 6] }, true],
  [{ count: ["5"] }, false],
  [{ large: [100000000001] }, true],
  [{ userIdentity: { type: ["IAMUser"] } }, true],
  [{ userIdentity: { type: ["Root"] } }, false],
  [{ userIdentity: ["IAMUser"] }, false],
  [{ "userIdentity.type": ["IAMUser"] }, true],
  [{ "dotted.name": ["here"] }, true],
  [{ dotted: { name: ["here"] } }, true],
];

const OPERATORS: readonly Row[] = [
  [{ eventName: [{ prefix: "Stop" }] }, true],
  [{ eventName: [{ prefix: "stop" }] }, false],
  [{ eventName: [{ prefix: "" }] }, true],
  [{ eventName: [{ prefix: { "equals-ignore-case": "STOP" } }] }, true],
  [{ eventName: [{ prefix: { "equals-ignore-case": "LOG" } }] }, false],
  [{ count: [{ prefix: "5" }] }, false],
  [{ eventName: [{ suffix: "Logging" }] }, true],
  [{ eventName: [{ suffix: "Stop" }] }, false],
  [{ eventName: [{ suffix: { "equals-ignore-case": "LOGGING" } }] }, true],
  [{ eventName: [{ "equals-ignore-case": "STOPlogging" }] }, true],
  [{ eventName: [{ "equals-ignore-case": "STOP" }] }, false],
  [{ eventName: [{ wildcard: "S*p*ing" }] }, true],
  [{ eventName: [{ wildcard: "*" }] }, true],
  [{ eventName: [{ wildcard: "StopLogging*ing" }] }, false],
  [{ eventName: [{ wildcard: "Stop*g*gg*" }] }, false],
  [{ eventName: [{ wildcard: "StopLogging" }] }, true],
  [{ eventName: [{ wildcard: "stop*" }] }, false],
  [{ errorCode: [{ wildcard: "*" }] }, false],
  [{ stars: [{ wildcard: "a\\*b\\\\c" }] }, true],
  [{ stars: [{ wildcard: "a\\*c" }] }, false],
  [{ count: [{ numeric: ["=", 5] }] }, true],
  [{ count: [{ numeric: [">", 5] }] }, false],
  [{ count: [{ numeric: [">=", 5] }] }, true],
  [{ count: [{ numeric: ["<", 5] }] }, false],
  [{ count: [{ numeric: ["<=", 5] }] }, true],
  [{ count: [{ numeric: [">", 0, "<=", 5] }] }, true],
  [{ count: [{ numeric: [">", 0, "<", 5] }] }, false],
  [{ empty: [{ numeric: [">=", 0] }] }, false],
  [{ large: [{ numeric: [">", 0] }] }, false],
  [{ eventName: ["DeleteTrail", { prefix: "Stop" }] }, true],
  [{ missing: [{ prefix: "" }] }, false],
];

const ANYTHING_BUT: readonly Row[] = [
  [{ eventName: [{ "anything-but": "StopLogging" }] }, false],
  [{ eventName: [{ "anything-but": "DeleteTrail" }] }, true],
  [{ eventName: [{ "anything-but": ["DeleteTrail", "StopLogging"] }] }, false],
  [{ eventName: [{ "anything-but": [5, 6] }] }, true],
  [{ count: [{ "anything-but": 5 }] }, false],
  [{ count: [{ "anything-but": [4, 6] }] }, true],
  [{ count: [{ "anything-but": "5" }] }, true],
  [{ readOnly: [{ "anything-but": "x" }] }, true],
  [{ errorCode: [{ "anything-but": "x" }] }, true],
  [{ errorCode: [{ "anything-but": { wildcard: "*" } }] }, true],
  [{ missing: [{ "anything-but": "x" }] }, false],
  [{ missing: [{ "anything-but": { prefix: "x" } }] }, false],
  [{ userIdentity: { sessionContext: { issuer: [{ "anything-but": "x" }] } } }, false],
  [{ userIdentity: [{ "anything-but": "x" }] }, false],
  [{ eventName: [{ "anything-but": { prefix: "Stop" } }] }, false],
  [{ eventName: [{ "anything-but": { prefix: ["Get", "Stop"] } }] }, false],
  [{ eventName: [{ "anything-but": { prefix: ["Get", "List"] } }] }, true],
  [{ eventName: [{ "anything-but": { suffix: "Logging" } }] }, false],
  [{ eventName: [{ "anything-but": { suffix: ["Trail", "Stop"] } }] }, true],
  [{ eventName: [{ "anything-but": { wildcard: "S*g" } }] }, false],
  [{ eventName: [{ "anything-but": { wildcard: ["D*", "*L*"] } }] }, false],
  [{ eventName: [{ "anything-but": { wildcard: "" } }] }, true],
  [{ eventName: [{ "anything-but": { "equals-ignore-case": "STOPLOGGING" } }] }, false],
  [{ eventName: [{ "anything-but": { "equals-ignore-case": ["stop", "logging"] } }] }, true],
  [{ tags: [{ "anything-but": "blue" }] }, true],
  [{ tags: [{ "anything-but": ["blue", "green"] }] }, false],
];

const EXISTS: readonly Row[] = [
  [{ eventName: [{ exists: true }] }, true],
  [{ eventName: [{ exists: false }] }, false],
  [{ missing: [{ exists: true }] }, false],
  [{ missing: [{ exists: false }] }, true],
  [{ missing: { deeper: [{ exists: true }] } }, false],
  [{ missing: { deeper: [{ exists: false }] } }, true],
  [{ eventName: { deeper: [{ exists: false }] } }, true],
  [{ errorCode: [{ exists: true }] }, true],
  [{ errorCode: [{ exists: false }] }, false],
  [{ userIdentity: [{ exists: true }] }, false],
  [{ userIdentity: [{ exists: false }] }, true],
  [{ userIdentity: { sessionContext: [{ exists: true }] } }, false],
  [{ toString: [{ exists: false }] }, true],
  [{ tags: [{ exists: true }] }, true],
  [{ items: { key: [{ exists: true }] } }, true],
  [{ items: { inner: { b: [{ exists: false }] } } }, false],
  [{ missing: [{ exists: false }, "x"] }, true],
  [{ eventName: [{ exists: false }, "StopLogging"] }, true],
  [{ eventName: [{ exists: false }, "DeleteTrail"] }, false],
];

const ARRAYS: readonly Row[] = [
  [{ tags: ["green"] }, true],
  [{ tags: ["red", "blue"] }, true],
  [{ tags: ["red"] }, false],
  [{ mixed: [{ numeric: ["=", 7] }] }, true],
  [{ mixed: ["blue"], "mixed.q": [1] }, true],
  [{ items: { key: ["size"] } }, true],
  [{ items: { key: ["color"], value: ["blue"] } }, true],
  [{ items: { key: ["color"], value: ["large"] } }, false],
  [{ items: { key: ["color"], inner: { a: [1] } } }, true],
  [{ items: { key: ["size"], inner: { a: [1] } } }, false],
  [{ items: { inner: { a: [1], b: [2] } } }, false],
  [{ items: { key: ["color"] }, tags: ["green"] }, true],
];

const OR: readonly Row[] = [
  [{ $or: [{ eventName: ["StopLogging"] }, { eventName: ["DeleteTrail"] }] }, true],
  [{ $or: [{ eventName: ["UpdateTrail"] }, { eventName: ["DeleteTrail"] }] }, false],
  [{ $or: [{ eventName: ["x"] }, { count: [5] }] }, true],
  [{ $or: [{ eventName: ["StopLogging"] }, { count: [6] }], readOnly: [true] }, false],
  [{ $or: [{ eventName: ["StopLogging"], count: [6] }, { count: [7] }] }, false],
  [{ userIdentity: { $or: [{ type: ["Root"] }, { type: [{ prefix: "IAM" }] }] } }, true],
  [{ userIdentity: { $or: [{ type: ["Root"] }, { missing: [{ exists: true }] }] } }, false],
  [{ $or: [{ eventName: ["x"] }, { count: [5], $or: [{ readOnly: [true] }, { errorCode: [null] }] }] }, true],
  [{ items: { key: ["color"], $or: [{ value: ["large"] }, { value: ["red"] }] } }, false],
];

const REFUSED: readonly (readonly [pattern: Readonly<Record<string, unknown>>, why: string])[] = [
  [{}, "at $: empty objects"],
  [{ detail: {} }, "at detail: empty objects"],
  [{ source: [] }, "at source: empty lists"],
  [{ source: "aws.s3" }, "at source: expected a list"],
  [{ source: null }, "at source: expected a list"],
  [{ source: [["aws.s3"]] }, "at source[0]: expected a string, number, boolean, null, or an object"],
  [{ source: [{}] }, "an object of one operator"],
  [{ source: [{ prefix: "a", suffix: "b" }] }, "an object of one operator"],
  [{ source: [{ prefx: "a" }] }, "'prefx' is none of the operators"],
  [{ source: [{ toString: "a" }] }, "'toString' is none of the operators"],
  [{ source: [{ cidr: "10.0.0.0/8" }] }, "'cidr' is none of the operators supported here"],
  [{ source: [{ prefix: 5 }] }, "at source[0].prefix: expected a string, found 5"],
  [{ source: [{ prefix: ["a"] }] }, "expected a string"],
  [{ source: [{ prefix: { wildcard: "a" } }] }, "'wildcard' is not equals-ignore-case"],
  [{ source: [{ suffix: null }] }, "expected a string"],
  [{ source: [{ "equals-ignore-case": ["a"] }] }, "expected a string"],
  [{ source: [{ wildcard: "a**b" }] }, "** is refused"],
  [{ source: [{ wildcard: "a\\b" }] }, "a backslash escapes"],
  [{ source: [{ wildcard: "a\\" }] }, "a backslash escapes"],
  [{ source: [{ exists: "true" }] }, "exists takes true or false"],
  [{ source: [{ numeric: 5 }] }, "expected a list"],
  [{ source: [{ numeric: [] }] }, "empty lists"],
  [{ source: [{ numeric: ["!=", 5] }] }, "'!=' is none of"],
  [{ source: [{ numeric: [5, "="] }] }, "'5' is none of"],
  [{ source: [{ numeric: ["="] }] }, "is no number"],
  [{ source: [{ numeric: ["=", "5"] }] }, '"5" is no number'],
  [{ source: [{ numeric: ["=", 6e9] }] }, "from -5e9 to 5e9"],
  [{ source: [{ numeric: [">", 0, ">", 0] }] }, "a range is"],
  [{ source: [{ numeric: ["<", 5, ">", 0] }] }, "a range is"],
  [{ source: [{ numeric: ["=", 5, "<", 6] }] }, "a range is"],
  [{ source: [{ numeric: [">", 0, "<", 5, "<", 6] }] }, "a range is"],
  [{ source: [{ numeric: [">", 5, "<", 5] }] }, "below its upper bound"],
  [{ source: [{ "anything-but": [] }] }, "empty lists"],
  [{ source: [{ "anything-but": null }] }, "anything-but takes strings or numbers"],
  [{ source: [{ "anything-but": [true] }] }, "anything-but takes strings or numbers"],
  [{ source: [{ "anything-but": ["a", 5] }] }, "anything-but takes strings or numbers"],
  [{ source: [{ "anything-but": [{ prefix: "a" }] }] }, "anything-but takes strings or numbers"],
  [{ source: [{ "anything-but": [6e9] }] }, "from -5e9 to 5e9"],
  [{ source: [{ "anything-but": { prefix: "" } }] }, "no empty prefix"],
  [{ source: [{ "anything-but": { suffix: ["a", ""] } }] }, "no empty prefix or suffix"],
  [{ source: [{ "anything-but": { prefix: [] } }] }, "empty lists"],
  [{ source: [{ "anything-but": { prefix: 5 } }] }, "expected a string"],
  [{ source: [{ "anything-but": { prefix: { "equals-ignore-case": "a" } } }] }, "expected a string"],
  [{ source: [{ "anything-but": { wildcard: ["a**"] } }] }, "** is refused"],
  [{ source: [{ "anything-but": { numeric: ["=", 5] } }] }, "'numeric' is none of the operators"],
  [{ source: [{ "anything-but": {} }] }, "an object of one operator"],
  [{ $or: { source: ["a"] } }, "at $or: $or takes a list of at least two"],
  [{ $or: [{ source: ["a"] }] }, "at least two"],
  [{ $or: [{ source: ["a"] }, "b"] }, "at $or[1]: $or takes objects only"],
  [{ $or: [{ source: ["a"] }, {}] }, "empty objects"],
  [{ $or: [{ source: ["a"] }, { prefix: ["a"] }] }, "'prefix' is reserved inside $or"],
  [{ source: ["a"], $or: [{ source: ["b"] }, { account: ["c"] }] }, "at source: named twice"],
  [{ "detail.eventName": ["a"], detail: { eventName: ["b"] } }, "at detail.eventName: named twice"],
];

/** `widths.length` independent `$or`s, each of so many alternatives. */
const orsOf = (...widths: readonly number[]) =>
  Object.fromEntries(
    widths.map((width, field) => [
      `f${field}`,
      { $or: Array.from({ length: width }, (_, index) => ({ [`a${index}`]: [1] })) },
    ]),
  );

describe("matchesEvent", () => {
  it.each([
    ["the value itself, of the same type", EXACT],
    ["what an operator says of a leaf", OPERATORS],
    ["anything-but: any other value, but not a missing one", ANYTHING_BUT],
    ["exists: leaves only", EXISTS],
    ["any element of an array, but no two fields of different elements", ARRAYS],
    ["any alternative of $or, beside everything else", OR],
  ])("matches %s", (_rule, rows) => {
    for (const [detail, matches] of rows) {
      expect(matchesEvent({ detail }, EVENT), JSON.stringify(detail)).toBe(matches);
    }
  });

  it("reads the fields around detail, an empty array among them", () => {
    expect(matchesEvent({ source: ["aws.cloudtrail"], account: ["100000000001"] }, EVENT)).toBe(true);
    expect(matchesEvent({ source: ["aws.s3"], account: ["100000000001"] }, EVENT)).toBe(false);
    expect(matchesEvent({ resources: [null] }, EVENT)).toBe(false);
    expect(matchesEvent({ resources: [{ exists: false }] }, EVENT)).toBe(true);
  });

  it("combines $or at several depths", () => {
    const pattern = {
      $or: [{ source: ["aws.s3"] }, { source: ["aws.cloudtrail"] }],
      detail: { $or: [{ count: [6] }, { readOnly: [false] }] },
    };
    expect(matchesEvent(pattern, EVENT)).toBe(true);
    expect(matchesEvent(pattern, { ...EVENT, source: "aws.kms" })).toBe(false);
    expect(matchesEvent(pattern, { ...EVENT, detail: { readOnly: true } })).toBe(false);
  });

  it.each([undefined, null, "text", 5, [], [EVENT]])("takes only an object for an event: %o is none", (event) => {
    expect(matchesEvent({ missing: [{ exists: false }] }, event)).toBe(false);
  });

  it.each(REFUSED)("refuses %j", (pattern, why) => {
    expect(() => compileEvent(pattern)).toThrow(why);
  });

  it("takes 2,048 characters of minified JSON and refuses more", () => {
    const fill = (length: number) => ({ source: ["a".repeat(length - '{"source":[""]}'.length)] });
    expect(JSON.stringify(fill(EVENT_PATTERN_LIMIT))).toHaveLength(EVENT_PATTERN_LIMIT);
    expect(compileEvent(fill(EVENT_PATTERN_LIMIT))(EVENT)).toBe(false);
    expect(() => compileEvent(fill(EVENT_PATTERN_LIMIT + 1))).toThrow("2049 characters");
  });

  it("takes 1,000 combinations of $or and refuses more", () => {
    expect(10 * 10 * 10).toBe(OR_COMBINATIONS_LIMIT);
    expect(compileEvent(orsOf(10, 10, 10))(EVENT)).toBe(false);
    expect(() => compileEvent(orsOf(7, 11, 13))).toThrow("1001 $or combinations");
  });

  it("compiles a pattern once", () => {
    const pattern = { source: ["aws.s3"] };
    expect(compileEvent(pattern)).toBe(compileEvent(pattern));
  });
});

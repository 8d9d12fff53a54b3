import { describe, expect, it } from "vitest";
import { CIS_PATTERNS } from "./cis-patterns";
import {
  ALL_READINGS,
  compileFilter,
  EXPECTED_READINGS,
  METRIC_FILTER_PATTERN_LIMIT,
  matchesFilter,
  type Readings,
} from "./metric-filter";

type Row = readonly [pattern: string, matches: boolean];

/** The records and filters of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
const EVENT = {
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  ThisFlag: true,
};
const USERS = {
  user: { id: 1, email: "John.Stiles@example.com" },
  users: [
    { id: 2, email: "John.Doe@example.com" },
    { id: 3, email: "Jane.Doe@example.com" },
  ],
  actions: ["GET", "PUT", "DELETE"],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
    [7, 8, 9],
  ],
};

const EXAMPLES: readonly (readonly [pattern: string, record: unknown, matches: boolean])[] = [
  ['{ $.eventType = "UpdateTrail" }', EVENT, true],
  ["{ $.sourceIPAddress != 123.123.* }", EVENT, true],
  ['{ $.arrayKey[0] = "value" }', EVENT, true],
  ["{ $.objectList[1].id = 2 }", EVENT, true],
  ["{ $.SomeObject IS NULL }", EVENT, true],
  ["{ $.SomeOtherObject NOT EXISTS }", EVENT, true],
  ["{ $.ThisFlag IS TRUE }", EVENT, true],
  ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', USERS, true],
  ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', USERS, false],
  [
    '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch }',
    USERS,
    true,
  ],
  [
    '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nomatch }',
    USERS,
    false,
  ],
  ["{ $.users = 1 }", { users: [1, 2, 3] }, false],
  ["{ $.users != 1 }", { users: [1, 2, 3] }, false],
  ["{ $.latency = * }", { latency: 50 }, true],
  ["{$.foo = bar || $.foo = baz }", { foo: "baz" }, true],
];

const RECORD = {
  text: "PutEvents",
  quoted: 'say "\\"',
  digits: "123456789012",
  exponent: "10e3",
  empty: "",
  number: 400,
  fraction: 0.05,
  negative: -3,
  yes: true,
  no: false,
  word: "true",
  nothing: null,
  list: ["a", ["b"]],
  object: { "with-hyphen_and_underscore": "here", "0": "zero" },
};

const TEXT: readonly Row[] = [
  ["{ $.text = PutEvents }", true],
  ['{$.text="PutEvents"}', true],
  ["{ $.text = putevents }", false],
  ["{ $.Text = PutEvents }", false],
  ["{ $.text = Put* }", true],
  ['{ $.text = "*Events" }', true],
  ["{ $.text = *tEv* }", true],
  ["{ $.text != Put* }", false],
  ["{ $.text != Get* }", true],
  ["{ $.text = * }", true],
  ['{ $.empty = "" }', true],
  ["{ $.empty = * }", true],
  ['{ $.text = "" }', false],
  ['{ $.quoted = "say \\"\\\\\\"" }', true],
  ['{ $.text = "PutEvents " }', false],
];

const SELECTED: readonly Row[] = [
  ["{ $.object.with-hyphen_and_underscore = here }", true],
  ["{ $.object.0 = zero }", true],
  ["{ $.object[0] = zero }", false],
  ["{ $.list.0 = a }", false],
  ["{ $.list[0] = a }", true],
  ["{ $.list[1][0] = b }", true],
  ["{ $.list[2] = * }", false],
  ["{ $.list[2] NOT EXISTS }", true],
  ["{ $.text.deeper NOT EXISTS }", true],
  ["{ $.nothing.deeper NOT EXISTS }", true],
  ["{ $.missing.deeper NOT EXISTS }", true],
  ["{ $.object NOT EXISTS }", false],
  ["{ $.nothing NOT EXISTS }", false],
  ["{ $.toString NOT EXISTS }", true],
  ["{ $.list.length NOT EXISTS }", true],
  ["{ $.object = * }", false],
  ["{ $.object != x }", false],
  ["{ $.missing = * }", false],
];

const COMPARED: readonly Row[] = [
  ["{ $.number = 400 }", true],
  ["{ $.number = 400.0 }", true],
  ["{ $.number = 4e2 }", true],
  ["{ $.number != 500 }", true],
  ["{ $.number < 400 }", false],
  ["{ $.number <= 400 }", true],
  ["{ $.number > +399.5 }", true],
  ["{ $.number >= 400 }", true],
  ["{ $.number >= 401 }", false],
  ["{ $.fraction < 10e-2 }", true],
  ["{ $.negative > -3 }", false],
  ["{ $.digits = 123456789012 }", true],
  ["{ $.digits > 1 }", false],
  ["{ $.exponent = 10e3 }", false],
  ['{ $.exponent = "10e3" }', true],
  ["{ $.yes > 0 }", false],
  ["{ $.yes IS TRUE }", true],
  ["{ $.yes IS FALSE }", false],
  ["{ $.no IS FALSE }", true],
  ["{ $.word IS TRUE }", false],
  ["{ $.missing IS FALSE }", false],
  ["{ $.missing IS NULL }", false],
  ["{ $.nothing IS NULL }", true],
  ["{ $.empty IS NULL }", false],
];

/** The second record answers the other way round under the reading, and only under it. */
const READINGS: readonly (readonly [reading: keyof Readings, pattern: string, record: unknown])[] = [
  ["missingFieldDiffers", "{ $.a != b }", {}],
  ["missingFieldDiffers", "{ $.a.b.c != d }", { a: { b: "c" } }],
  ["missingFieldDiffers", "{ $.a[0] != 1 }", { a: [] }],
  ["innerAsteriskMatches", "{ $.a = Ev*ent }", { a: "Evanescent" }],
  ["innerAsteriskMatches", '{ $.a = "*b*c*" }', { a: "abxcd" }],
  ["scalarsAreText", '{ $.a = "400" }', { a: 400 }],
  ["scalarsAreText", "{ $.a = 4* }", { a: 404 }],
  ["scalarsAreText", "{ $.a = true }", { a: true }],
  ["scalarsAreText", "{ $.a != true }", { a: false }],
  ["scalarsAreText", '{ $.a != "x" }', { a: null }],
];

const REFUSED: readonly (readonly [pattern: string, why: string])[] = [
  ["", "expected '{'"],
  ["ERROR", "expected '{'"],
  ["[ip, user]", "needs quotes"],
  ["{}", "expected a property selector"],
  ["{ $.a = b", "expected '}'"],
  ["{ $.a = b } c", "nothing may follow"],
  ["{ ($.a = b }", "expected ')'"],
  ["{ $.a = b) }", "expected '}'"],
  ["{ $.a }", "expected =, !="],
  ["{ $.a = }", "expected a string or a number"],
  ["{ $.a == b }", "expected a string or a number"],
  ['{ $.a "=" b }', "without quotes"],
  ['{ $.a = b "&&" $.c = d }', "expected '}'"],
  ["{ a = b }", "expected a property selector"],
  ["{ $ = b }", "a selector reads"],
  ["{ $a = b }", "a selector reads"],
  ["{ $.a. = b }", "a selector reads"],
  ["{ $[0] = b }", "a selector reads"],
  ["{ $.a[*] = b }", "a selector reads"],
  ["{ $.['a.b'] = c }", "a selector reads"],
  ["{ $.a = b && }", "expected a property selector"],
  ["{ $.a = b || || $.c = d }", "expected a property selector"],
  ["{ $.a = b & $.c = d }", "write && or ||"],
  ["{ $.a = b AND $.c = d }", "expected '}'"],
  ["{ !($.a = b) }", "no negation"],
  ["{ $.a EXISTS }", "write = *"],
  ["{ $.a IS NOT NULL }", "IS NULL, IS TRUE and IS FALSE only"],
  ["{ $.a is TRUE }", "in capitals"],
  ["{ $.a IS true }", "IS NULL, IS TRUE and IS FALSE only"],
  ["{ $.a not exists }", "in capitals"],
  ["{ $.a NOT NULL }", "expected 'EXISTS'"],
  ["{ $.a = NULL }", "write IS NULL"],
  ["{ $.a > b }", "expected a number"],
  ['{ $.a > "5" }', "expected a number"],
  ["{ $.a = b-c }", "needs quotes"],
  ["{ $.a = b@c }", "needs quotes"],
  ["{ $.a = b:c }", "needs quotes"],
  ["{ $.a = 'b' }", "needs quotes"],
  ['{ $.a = "b }', "a quoted string ends"],
  ['{ $.a = "b\\c" }', "a quoted string ends"],
  ["{ $.a = %b% }", "regular expressions"],
  ["{ $.a = b\n}", "spaces only"],
  [`{ $.a = ${"b".repeat(METRIC_FILTER_PATTERN_LIMIT)} }`, "AWS takes 1024"],
];

describe("matchesFilter", () => {
  it.each(EXAMPLES)("answers AWS's own example as AWS's page does: %s", (pattern, record, matches) => {
    for (const readings of ALL_READINGS) expect(matchesFilter(pattern, record, readings)).toBe(matches);
  });

  it.each(TEXT)("compares strings whole and case-sensitive, with * at either end: %s is %s", (pattern, matches) => {
    expect(matchesFilter(pattern, RECORD)).toBe(matches);
  });

  it.each(SELECTED)("finds a field by its own names and indexes only: %s is %s", (pattern, matches) => {
    expect(matchesFilter(pattern, RECORD)).toBe(matches);
  });

  it.each(COMPARED)("compares numbers, booleans and null by type: %s is %s", (pattern, matches) => {
    expect(matchesFilter(pattern, RECORD)).toBe(matches);
  });

  it.each(READINGS)("leaves what AWS does not say to %s alone: %s", (reading, pattern, record) => {
    for (const readings of ALL_READINGS) expect(matchesFilter(pattern, record, readings)).toBe(readings[reading]);
  });

  it.each(REFUSED)("refuses %s", (pattern, why) => {
    expect(() => compileFilter(pattern)).toThrow(why);
  });

  it("takes a pattern of exactly 1,024 characters", () => {
    const shell = '{ $.a = "" }';
    const value = "b".repeat(METRIC_FILTER_PATTERN_LIMIT - shell.length);
    expect(matchesFilter(`{ $.a = "${value}" }`, { a: value })).toBe(true);
  });

  it("says where a pattern ends to be one", () => {
    expect(() => compileFilter("{ $.a = b-c }")).toThrow("at character 9, 'b-c }'");
  });

  it("compiles a pattern once for each set of readings", () => {
    const pattern = "{ $.compiled = once }";
    expect(compileFilter(pattern)).toBe(compileFilter(pattern, EXPECTED_READINGS));
    expect(compileFilter(pattern)).not.toBe(compileFilter(pattern, { missingFieldDiffers: true }));
  });
});

const root = { userIdentity: { type: "Root" }, eventType: "AwsApiCall" };
const consoleLogin = {
  eventName: "ConsoleLogin",
  userIdentity: { type: "IAMUser" },
  additionalEventData: { MFAUsed: "No" },
  responseElements: { ConsoleLogin: "Success" },
};
const stopLogging = { eventSource: "cloudtrail.amazonaws.com", eventName: "StopLogging" };
const disableKey = { eventSource: "kms.amazonaws.com", eventName: "DisableKey" };

const CIS: readonly (readonly [pattern: keyof typeof CIS_PATTERNS, record: unknown, matches: boolean])[] = [
  ["CIS 4.1 unauthorized", { errorCode: "Client.UnauthorizedOperation" }, true],
  ["CIS 4.1 unauthorized", { errorCode: "AccessDeniedException" }, true],
  ["CIS 4.1 unauthorized", { errorCode: "NoSuchBucket" }, false],
  ["CIS 4.1 unauthorized", {}, false],
  ["CIS 4.2 no mfa", consoleLogin, true],
  ["CIS 4.2 no mfa", { ...consoleLogin, additionalEventData: { MFAUsed: "Yes" } }, false],
  ["CIS 4.2 no mfa", { ...consoleLogin, responseElements: { ConsoleLogin: "Failure" } }, false],
  ["CIS 4.2 no mfa", { ...consoleLogin, responseElements: null }, false],
  ["CIS 4.3 root", root, true],
  ["CIS 4.3 root", { ...root, userIdentity: { type: "Root", invokedBy: "s3.amazonaws.com" } }, false],
  ["CIS 4.3 root", { ...root, eventType: "AwsServiceEvent" }, false],
  ["CIS 4.5 cloudtrail", stopLogging, true],
  ["CIS 4.5 cloudtrail", { ...stopLogging, eventName: "GetTrailStatus" }, false],
  ["CIS 4.7 kms", disableKey, true],
  ["CIS 4.7 kms", { ...disableKey, eventSource: "iam.amazonaws.com" }, false],
  ["CIS 4.8 s3", { eventSource: "s3.amazonaws.com", eventName: "PutBucketPolicy" }, true],
  ["CIS 4.8 s3", { eventSource: "s3.amazonaws.com", eventName: "GetBucketPolicy" }, false],
  ["CIS 4.15 org", { eventSource: "organizations.amazonaws.com", eventName: "LeaveOrganization" }, true],
  ["CIS 4.15 org", { eventSource: "iam.amazonaws.com", eventName: "CreatePolicy" }, false],
];

describe("the metric filters of the CIS benchmark", () => {
  it("are all read, whatever AWS does not say", () => {
    for (const pattern of Object.values(CIS_PATTERNS)) {
      for (const readings of ALL_READINGS) expect(compileFilter(pattern, readings)({})).toBe(false);
    }
  });

  it.each(CIS)("%s of %o is %s, whatever AWS does not say", (name, record, matches) => {
    for (const readings of ALL_READINGS) expect(matchesFilter(CIS_PATTERNS[name], record, readings)).toBe(matches);
  });

  it("do not see a sign-in that says nothing of MFA, unless != matches a missing field", () => {
    const silent = { ...consoleLogin, additionalEventData: {} };
    expect(matchesFilter(CIS_PATTERNS["CIS 4.2 no mfa"], silent)).toBe(false);
    expect(matchesFilter(CIS_PATTERNS["CIS 4.2 no mfa"], silent, { missingFieldDiffers: true })).toBe(true);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHECKS, decide } from "../../../src/functions/trail-sentinel/decide";
import type { Declaration } from "../../../src/functions/trail-sentinel/declaration";
import { CHECK_IDS, compareFindings } from "../../../src/functions/trail-sentinel/finding";
import { type Observation, TIME_RAN_OUT } from "../../../src/functions/trail-sentinel/observation";
import { type Change, changed } from "../../support/organizations";
import { arbitraryObservation } from "./arbitrary-observation";
import { DEVIATIONS } from "./deviations";
import { declared, healthy, MEMBER, minutesAgo, NOW, OTHER_MEMBER } from "./healthy";

const found = (observation: Observation, declaration: Partial<Declaration> = {}) =>
  decide({ ...declared(), ...declaration }, observation, NOW);

/** A trail that has logged for a while and has delivered what comes first, but no digest. */
const FIRST_START: Change = { "status.value.startedAt": minutesAgo(129), "status.value.digests.at": undefined };

const SILENT: Change = {
  "coverage[1].regions[0].recentDigest.value": false,
  "coverage[1].regions[1].recentDigest.value": false,
  "coverage[1].regions[2].recentDigest.value": false,
};

describe("decide", () => {
  it("finds nothing where all is as declared", () => {
    expect(found(healthy())).toEqual([]);
  });

  it("knows a trail that was live below a key prefix, and finds it gone from there", () => {
    const below = { trail: { ...declared().trail, keyPrefix: "audit" } };
    expect(found(changed(healthy(), { "trail.value.keyPrefix": "audit" }), below)).toEqual([]);
    expect(found(healthy(), below)).toMatchObject([
      { severity: "critical", what: "S3 key prefix is none, declared is audit" },
    ]);
  });

  it("runs every check that has an id", () => {
    expect(CHECKS.map(({ id }) => id)).toEqual(CHECK_IDS);
  });

  it.each(DEVIATIONS)("$check finds: $title", ({ check, change, finding: [severity, subject, what] }) => {
    const findings = found(changed(healthy(), change));
    expect(findings).toContainEqual(
      expect.objectContaining({ check, severity, subject, what: expect.stringContaining(what) }),
    );
    for (const { remedy } of findings) expect(remedy).toMatch(/^[A-Z].*\.?$/);
  });

  // What is wrong in one place is said by one check, save that a trail that is gone does not deliver either.
  it.each(DEVIATIONS)("no other check finds: $title", ({ check, change }) => {
    expect([...new Set(found(changed(healthy(), change)).map((finding) => finding.check))]).toEqual([check]);
  });

  it("says that a trail that is gone delivers nothing", () => {
    const findings = found(changed(healthy(), { trail: { value: undefined }, status: { value: undefined } }));
    expect(findings.map(({ check }) => check)).toEqual(["trail-delivery-check", "trail-settings-check"]);
  });

  it("gives a trail that has just begun the time to deliver", () => {
    const begun = {
      "status.value.startedAt": minutesAgo(29),
      "status.value.logFiles.at": undefined,
      "status.value.digests.at": undefined,
      "status.value.cloudWatchLogs.at": undefined,
    };
    expect(found(changed(healthy(), begun))).toEqual([]);
  });

  it("gives every account the time to have digests of a trail that has just begun", () => {
    expect(found(changed(healthy(), { ...FIRST_START, ...SILENT }))).toEqual([]);
  });

  it.each<[string, Change]>([
    ["began before the grace", { "status.value.startedAt": minutesAgo(180) }],
    ["was started again: it has delivered", { "status.value.digests.at": minutesAgo(129) }],
    ["does not log", { "status.value.logging": false }],
    ["has no start", { "status.value.startedAt": undefined }],
    ["has a start that nobody could read", { status: { unreadable: "AccessDenied" } }],
    ["is gone", { status: { value: undefined } }],
  ])("excuses no account's silence where the trail %s", (_title, change) => {
    const observation = changed(changed(healthy(), { ...FIRST_START, ...SILENT }), change);
    expect(found(observation)).toContainEqual(expect.objectContaining({ check: "coverage-check", subject: MEMBER }));
  });

  it("finds an account outside the guarded units, however new the trail", () => {
    const outside = { ...FIRST_START, "guardedAccounts.value": new Set([OTHER_MEMBER, "999999999991"]) };
    expect(found(changed(healthy(), outside))).toEqual([
      expect.objectContaining({ check: "coverage-check", subject: MEMBER }),
    ]);
  });

  it("does not say of a stopped trail that its deliveries are old", () => {
    const stopped = { "status.value.logging": false, "status.value.logFiles.at": minutesAgo(1000) };
    expect(found(changed(healthy(), stopped))).toHaveLength(1);
  });

  it("asks nothing of the units where the root is guarded", () => {
    const everywhere = changed(healthy(), {
      "guardedAccounts.value": "everywhere",
      "units[1]": { path: "-", id: { value: "" } },
    });
    expect(found(everywhere, { guardedUnits: "root" })).toEqual([]);
  });

  it("takes an opt-in Region with a digest as on, whatever the account's list could not say", () => {
    const unlisted = changed(healthy(), { "coverage[1].enabledRegions": { unreadable: "AccessDenied" } });
    expect(found(unlisted)).toEqual([]);
  });

  it("makes one finding of all accounts that the end of the time befalls", () => {
    const late = { unreadable: TIME_RAN_OUT };
    const change = { "coverage[1].regions[0].recentDigest": late, "coverage[2].regions[0].recentDigest": late };
    expect(found(changed(healthy(), change))).toHaveLength(1);
  });

  it("says the same a quarter of an hour later, so that what stands can be told from what is new", () => {
    const later = new Date(NOW.getTime() + 15 * 60_000);
    for (const { change } of DEVIATIONS) {
      const observation = changed(healthy(), change);
      expect(decide(declared(), observation, later)).toEqual(expect.arrayContaining([...found(observation)]));
    }
  });

  it("says the worst first", () => {
    const change = { "trail.value.topicArn": "arn:other", "root.value.enabledPolicyTypes": [], "insights.value": [] };
    const severities = found(changed(healthy(), change)).map(({ severity }) => severity);
    expect(severities).toEqual(["critical", "critical", "high", "high", "medium"]);
  });

  it("finds something if and only if something deviates", () => {
    fc.assert(
      fc.property(fc.subarray([...DEVIATIONS], { maxLength: 5 }), (deviations) => {
        const together: Change = Object.assign({}, ...deviations.map(({ change }) => change));
        expect(found(changed(healthy(), structuredClone(together))).length > 0).toBe(deviations.length > 0);
      }),
      { numRuns: 60 },
    );
  });

  it("never throws, and sorts, whatever AWS answers", () => {
    fc.assert(
      fc.property(arbitraryObservation, (observation) => {
        const findings = found(observation);
        expect(findings).toEqual([...findings].sort(compareFindings));
      }),
      { numRuns: 80 },
    );
  });

  it("finds the same in whatever order AWS lists things", () => {
    const broken = changed(healthy(), {
      "trustedServices.value": [],
      "coverage[1].regions[0].recentDigest": { unreadable: "b" },
      "coverage[1].regions[1].recentDigest": { unreadable: "a" },
      "coverage[2].regions[0].recentDigest.value": false,
      "coverage[2].regions[1].recentDigest.value": false,
      "policies[0].targetIds.value": [],
      "selectors.value[0].name": "Other",
      "guardedAccounts.value": new Set(),
    });
    const expected = found(broken);
    expect(expected.length).toBeGreaterThan(8);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (randoms) => {
        expect(found(shuffled(broken, randoms))).toEqual(expected);
        expect(found(shuffled(healthy(), randoms))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

/** A copy with every list in another order. */
function shuffled<T>(value: T, randoms: Iterator<number>): T;
function shuffled(value: unknown, randoms: Iterator<number>): unknown {
  if (value instanceof Date) return value;
  if (value instanceof Set) return new Set(shuffled([...value], randoms));
  if (Array.isArray(value)) {
    const keyed = value.map((item) => ({ key: Number(randoms.next().value), item: shuffled(item, randoms) }));
    return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shuffled(item, randoms)]));
}

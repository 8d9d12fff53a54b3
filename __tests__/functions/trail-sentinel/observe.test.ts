import { describe, expect, it } from "vitest";
import { decide } from "../../../src/functions/trail-sentinel/decide";
import { TIME_RAN_OUT } from "../../../src/functions/trail-sentinel/observation";
import { observe } from "../../../src/functions/trail-sentinel/observe";
import type { SeenDigests } from "../../../src/functions/trail-sentinel/observe-coverage";
import { type Answers, type Call, fakeClients, healthyAws, refusal } from "./fake-aws";
import { declared, healthy, MANAGEMENT, MEMBER, NOW, OTHER_MEMBER } from "./healthy";

const NEVER = new AbortController().signal;

async function observed(
  answers: Answers,
  expectation = declared(),
  timeIsUp: AbortSignal = NEVER,
  seen: SeenDigests = new Map(),
) {
  const { clients, calls } = fakeClients(answers);
  const observation = await observe(clients, expectation, NOW, timeIsUp, seen);
  return { observation, calls, findings: decide(expectation, observation, NOW) };
}

const inputsOf = (calls: readonly Call[], command: string) =>
  calls.filter((call) => call.command === command).map(({ input }) => input);

const refuses = (name: string) => () => {
  throw refusal(name);
};

/** What the sentinel reads, and the words with which it says that it could not. */
const READS = [
  ["GetTrail", "The trail's settings"],
  ["GetTrailStatus", "The trail's status"],
  ["GetEventSelectors", "The trail's event selectors"],
  ["GetInsightSelectors", "The trail's Insights selectors"],
  ["ListRoots", "The organization's root"],
  ["ListAWSServiceAccessForOrganization", "The trusted services"],
  ["ListPolicies", "The policy's content"],
  ["DescribePolicy", "The policy's content"],
  ["ListTargetsForPolicy", "The policy's targets"],
  ["ListOrganizationalUnitsForParent", "The organizational unit"],
  ["ListAccountsForParent", "The accounts in guarded organizational units"],
  ["ListAccounts", "The accounts"],
  ["ListObjectsV2", "Its digests from eu-central-1, eu-south-1, us-east-1"],
  ["ListRegions", "Whether it has switched on eu-south-1"],
] as const;

describe("observe", () => {
  it("reads everything that is checked, to the last page", async () => {
    const { observation } = await observed(healthyAws());
    const byRegion = (one: { region: string }, other: { region: string }) => one.region.localeCompare(other.region);
    const sorted = (coverage: typeof observation.coverage) =>
      coverage.map(({ regions, ...account }) => ({ ...account, regions: regions.toSorted(byRegion) }));
    expect({ ...observation, coverage: sorted(observation.coverage) }).toEqual({
      ...healthy(),
      coverage: sorted(healthy().coverage),
    });
  });

  it.each(READS)("goes on where %s is refused, and says what it does not know", async (command, words) => {
    const { findings, calls } = await observed({ ...healthyAws(), [command]: refuses("AccessDeniedException") });
    expect(findings.map(({ what }) => what)).toContainEqual(
      expect.stringMatching(new RegExp(`^${words} could not be read: AccessDeniedException: refused`)),
    );
    expect(new Set(findings.map(({ check }) => check))).toEqual(new Set(["sentinel-blind"]));
    const otherwise = calls.map((call) => call.command).filter((name) => name !== command);
    expect(otherwise).toEqual(
      expect.arrayContaining(["GetTrail", "ListRoots", "ListAccounts"].filter((c) => c !== command)),
    );
  });

  it("takes a trail that is not found for one that is gone, not for one it cannot see", async () => {
    const gone = refuses("TrailNotFoundException");
    const answers = { GetTrail: gone, GetTrailStatus: gone, GetEventSelectors: gone, GetInsightSelectors: gone };
    const { findings } = await observed({ ...healthyAws(), ...answers });
    expect(findings.map(({ check }) => check)).toEqual(["trail-delivery-check", "trail-settings-check"]);
  });

  it("takes Insights that are not enabled for none", async () => {
    const { observation } = await observed({
      ...healthyAws(),
      GetInsightSelectors: refuses("InsightNotEnabledException"),
    });
    expect(observation.insights).toEqual({ value: [] });
  });

  it("does not count Insights on data events alone", async () => {
    const InsightSelectors = [{ InsightType: "ApiCallRateInsight", EventCategories: ["Data"] }];
    const { observation } = await observed({ ...healthyAws(), GetInsightSelectors: () => ({ InsightSelectors }) });
    expect(observation.insights).toEqual({ value: [] });
  });

  it("takes an account's Status where AWS still sends no State", async () => {
    const Accounts = [
      { Id: MEMBER, Status: "ACTIVE" },
      { Id: OTHER_MEMBER, Status: "SUSPENDED" },
    ];
    const { observation } = await observed({ ...healthyAws(), ListAccounts: () => ({ Accounts }) });
    expect(observation.accounts).toEqual({
      value: [
        { id: MEMBER, active: true, joinedAt: undefined },
        { id: OTHER_MEMBER, active: false, joinedAt: undefined },
      ],
    });
  });

  it("lists once for each old enough active account and governed Region, in the log archive's bucket alone", async () => {
    const { calls } = await observed(healthyAws());
    const listings = inputsOf(calls, "ListObjectsV2");
    expect(listings).toHaveLength(9);
    for (const listing of listings) expect(listing).toMatchObject({ Bucket: "acme-logs", MaxKeys: 12 });
    expect(listings).toContainEqual({
      Bucket: "acme-logs",
      ExpectedBucketOwner: MEMBER,
      MaxKeys: 12,
      Prefix: `AWSLogs/o-exampleorgid/${MEMBER}/CloudTrail-Digest/us-east-1/`,
      StartAfter: `AWSLogs/o-exampleorgid/${MEMBER}/CloudTrail-Digest/us-east-1/2026/11/20/${MEMBER}_CloudTrail-Digest_us-east-1_acme-org-trail_eu-central-1_20261120T225440Z`,
    });
  });

  it("looks for no digest where one that it saw before is recent still, but for one place that shows the archive", async () => {
    const seen: SeenDigests = new Map();
    await observed(healthyAws(), declared(), NEVER, seen);
    const made = new Date("2026-11-21T00:01:41Z");
    expect(seen.get(`${MEMBER} us-east-1`)).toEqual(made);
    // OTHER_MEMBER has not switched eu-south-1 on.
    expect(seen.size).toBe(8);
    const refused = await observed(
      { ...healthyAws(), ListObjectsV2: refuses("AccessDenied") },
      declared(),
      NEVER,
      seen,
    );
    const places = inputsOf(refused.calls, "ListObjectsV2").map(({ Prefix }) => Prefix);
    expect(places).toEqual([
      `AWSLogs/o-exampleorgid/${OTHER_MEMBER}/CloudTrail-Digest/eu-south-1/`,
      `AWSLogs/o-exampleorgid/${MANAGEMENT}/CloudTrail-Digest/eu-central-1/`,
    ]);
    expect(refused.findings.map(({ check }) => check)).toContain("sentinel-blind");
  });

  it("finds a digest missing as soon as the last one it saw is older than the limit", async () => {
    const made = (secondsTooOld: number) => new Date(NOW.getTime() - 130 * 60_000 - secondsTooOld * 1000);
    for (const [secondsTooOld, findings] of [
      [0, 0],
      [1, 1],
    ] as const) {
      const seen: SeenDigests = new Map([[`${MEMBER} us-east-1`, made(secondsTooOld)]]);
      const { ListObjectsV2: list, ...others } = healthyAws();
      const silent: Answers = {
        ...others,
        ListObjectsV2: (input) =>
          String(input.Prefix).includes(`/${MEMBER}/CloudTrail-Digest/us-east-1/`) ? {} : list?.(input),
      };
      expect((await observed(silent, declared(), NEVER, seen)).findings).toHaveLength(findings);
    }
  });

  it("looks for the management account's digests without the organization's id too", async () => {
    const { ListObjectsV2: list, ...others } = healthyAws();
    const own = (input: { Prefix?: unknown }) => String(input.Prefix).startsWith(`AWSLogs/${MANAGEMENT}/`);
    const inTheOldPlace: Answers = {
      ...others,
      ListObjectsV2: (input) => {
        const place = String(input.Prefix);
        if (place.includes(`/o-exampleorgid/${MANAGEMENT}/`)) return {};
        return own(input) ? { Contents: [{ Key: `${String(input.StartAfter)}.json.gz` }] } : list?.(input);
      },
    };
    const { findings, calls } = await observed(inTheOldPlace);
    expect(findings).toEqual([]);
    expect(inputsOf(calls, "ListObjectsV2").filter(own)).toHaveLength(3);
  });

  it("takes no other trail's digest for one of this trail", async () => {
    const { ListObjectsV2: list, ...others } = healthyAws();
    const renamed: Answers = {
      ...others,
      ListObjectsV2: (input) => JSON.parse(JSON.stringify(list?.(input)).replaceAll("acme-org-trail", "zzz-trail")),
    };
    expect((await observed(renamed)).findings).toHaveLength(3);
  });

  it("asks for an account's Regions only where a digest of an opt-in Region is missing", async () => {
    expect(inputsOf((await observed(healthyAws())).calls, "ListRegions")).toEqual([
      expect.objectContaining({ AccountId: OTHER_MEMBER }),
    ]);
  });

  it("asks for the management account's Regions without naming it, which AWS refuses", async () => {
    const { calls } = await observed({ ...healthyAws(), ListObjectsV2: () => ({}) });
    const asked = inputsOf(calls, "ListRegions").map(({ AccountId }) => AccountId);
    expect(asked).toEqual([undefined, MEMBER, OTHER_MEMBER]);
  });

  it("finds the units of a path level by level, each level once", async () => {
    const { calls } = await observed(healthyAws());
    const parents = inputsOf(calls, "ListOrganizationalUnitsForParent").map(({ ParentId }) => ParentId);
    expect(parents.filter((id) => id === "r-abcd")).toHaveLength(1);
  });

  it.each([
    ["no root", {}],
    ["a root without an id", { Roots: [{ PolicyTypes: [] }] }],
  ])("takes %s for one that it cannot see, and asks nothing below it", async (_title, answer) => {
    const { calls, findings } = await observed({ ...healthyAws(), ListRoots: () => answer });
    expect(new Set(findings.map(({ check }) => check))).toEqual(new Set(["sentinel-blind"]));
    expect(findings.map(({ what }) => what)).toContainEqual(
      expect.stringContaining("The organization's root could not be read: Error: ListRoots named no root"),
    );
    expect(inputsOf(calls, "ListOrganizationalUnitsForParent")).toEqual([]);
    expect(inputsOf(calls, "ListAccountsForParent")).toEqual([]);
  });

  it("takes a policy that is not listed for one that is gone", async () => {
    const { ListPolicies: list, ...others } = healthyAws();
    const withoutScps: Answers = {
      ...others,
      ListPolicies: (input) => (input.Filter === "SERVICE_CONTROL_POLICY" ? {} : list?.(input)),
    };
    const { findings } = await observed(withoutScps);
    expect(findings).toEqual([
      expect.objectContaining({ check: "guardrails-check", what: "There is no such SERVICE_CONTROL_POLICY" }),
    ]);
  });

  it("walks no unit for accounts where the root is guarded", async () => {
    const { calls, observation } = await observed(healthyAws(), { ...declared(), guardedUnits: "root" });
    expect(inputsOf(calls, "ListAccountsForParent")).toEqual([]);
    expect(observation.guardedAccounts).toEqual({ value: "everywhere" });
  });

  it("calls nothing after the end of the time, and says so of everything", async () => {
    const { findings, calls } = await observed(healthyAws(), declared(), AbortSignal.abort());
    expect(calls).toEqual([]);
    expect(new Set(findings.map(({ check }) => check))).toEqual(new Set(["sentinel-blind"]));
    for (const { what } of findings) expect(what).toContain(TIME_RAN_OUT);
  });

  it("abandons calls that are under way at the end of the time, and keeps what it has", async () => {
    const end = new AbortController();
    const hanging: Answers = {
      ...healthyAws(),
      ListObjectsV2: () => {
        setTimeout(() => end.abort(), 5);
        return new Promise(() => {});
      },
    };
    const { findings } = await observed(hanging, declared(), end.signal);
    expect(findings).toEqual([
      expect.objectContaining({
        check: "sentinel-blind",
        subject: "coverage",
        what: expect.stringContaining(TIME_RAN_OUT),
      }),
    ]);
  });
});

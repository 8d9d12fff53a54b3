import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { DETECTIONS, type DetectionId } from "../../src/detections";
import type { Detection } from "../../src/detections/detection";
import { ATTACKS } from "../../src/threats";
import type { Attack, Outcome, Vantage } from "../../src/threats/attack";
import { outcomeIn } from "../../src/threats/options";
import type { Target } from "../../src/threats/targets";
import { accountsAt, VANTAGES } from "../proof/attackers";
import { type CloudTrailRecord, cloudTrailRecord, omitted } from "../support/cloudtrail/record";
import { askflorence, example, undeployed } from "../support/synthesized";
import { recordsOf } from "./attack-records";
import { large } from "./organizations";
import { watchOf } from "./watch";

/** One attack from one vantage, as an organization's records show it: one for each of its calls. */
interface Attempt {
  readonly attack: Attack;
  readonly vantage: Vantage;
  readonly outcome: Outcome;
  readonly records: readonly CloudTrailRecord[];
}

function attemptsOn(organization: Organization): readonly Attempt[] {
  return ATTACKS.filter((attack) => attack.as === undefined).flatMap((attack) =>
    VANTAGES.flatMap((vantage) => {
      const listed = attack.from[vantage];
      const [account] = accountsAt(vantage, organization);
      if (listed === undefined || account === undefined || !isThere(attack, organization)) return [];
      const outcome = outcomeIn(listed, vantage, organization, false);
      return [{ attack, vantage, outcome, records: recordsFrom(attack, account, organization) }];
    }),
  );
}

const OF_STACK_SETS: readonly Target[] = ["forwardingStack", "forwardingStackSet", "stackSetRole"];

/** A StackSet forwards only where workloads are many. */
function isThere({ steps }: Attack, organization: Organization): boolean {
  return organization === large || !steps.some(({ target }) => OF_STACK_SETS.includes(target));
}

function recordsFrom(attack: Attack, account: string, organization: Organization): readonly CloudTrailRecord[] {
  if (attack.id !== "pad-request") return attack.steps.flatMap((step) => recordsOf(step, account, organization));
  return ["PutRolePolicy", "UpdateAssumeRolePolicy"].map((eventName) =>
    omitted(cloudTrailRecord({ eventSource: "iam.amazonaws.com", eventName, accountId: account })),
  );
}

const isEventBased = (id: DetectionId): boolean => {
  const { kind }: Detection = DETECTIONS[id];
  return kind === "events" || kind === "benchmark" || kind === "signal";
};

/** Detections that see every one of the records. */
function seenBy(records: readonly CloudTrailRecord[], organization: Organization): readonly DetectionId[] {
  const { seen } = watchOf(organization);
  const [first, ...others] = records.map(seen);
  return (first ?? []).filter((id) => others.every((ids) => ids.includes(id))).sort();
}

/** Ways to be told that fail apart: the trail's log group, the audit bus, and what looks for itself or misses something. */
type Way = "log group" | "audit bus" | "silence";

/** Attacks on what an account forwards with. */
const ON_A_FORWARDER = [
  "disable-forwarder-rule",
  "delete-forwarder-rule",
  "take-forwarder-targets",
  "overwrite-forwarder-rule",
  "redirect-forwarder",
  "lock-default-bus-by-key",
  "take-forwarder-role",
];

/** Attacks that close a way before the record of it could come along, and where from. */
const CLOSES: readonly { readonly way: Way; readonly ids: readonly string[]; readonly from: readonly Vantage[] }[] = [
  {
    way: "log group",
    ids: [
      "detach-trail-log-group",
      "disable-watchers-key",
      "delete-log-group",
      "delete-metric-filter",
      "overwrite-metric-filter",
      "mask-log-fields",
      "transform-log-events",
      "take-trail-logs-role",
      "delete-topic",
      "end-subscription",
      "filter-subscription",
      "change-topic-permissions",
    ],
    from: ["management"],
  },
  { way: "audit bus", ids: ["change-bus-permissions", "delete-audit-bus"], from: ["management"] },
  {
    way: "audit bus",
    ids: ON_A_FORWARDER,
    from: VANTAGES,
  },
];

/** Attacks that one way alone sees, and why; besides those in accounts that forward nothing. */
const ONE_WAY: readonly {
  readonly ids: readonly string[];
  readonly from: readonly Vantage[];
  readonly because: string;
}[] = [
  {
    ids: ["empty-dashboard", "delete-sentinel-log"],
    from: ["management"],
    because: "it shows or keeps, and tells nobody: no filter is spent on it",
  },
  {
    ids: ["delete-metric-filter", "overwrite-metric-filter", "mask-log-fields", "transform-log-events"],
    from: ["management"],
    because: "a filter that is gone, or blind, does not count that it is",
  },
  {
    ids: ["delete-topic", "end-subscription", "filter-subscription", "change-topic-permissions"],
    from: ["management"],
    because: "the filter's alarm speaks to that very topic",
  },
  {
    ids: ON_A_FORWARDER,
    from: ["log-archive"],
    because: "a forwarder does not tell of its own end, and the self-test starts in the management account",
  },
  {
    ids: ["read-log-group", "have-log-group-read"],
    from: ["management"],
    because: "who reads page by page makes hundreds of calls: they are counted, and nobody is told of each",
  },
  {
    ids: ["assign-permission-set"],
    from: ["management"],
    because: "Identity Center may be in a Region from which nothing is forwarded",
  },
  {
    ids: ["narrow-config-recording"],
    from: ["management", "security"],
    because: "whoever sets AWS Config up does the same: the benchmark's filter counts it, and nobody is told of each",
  },
  {
    ids: ["join-assigned-group"],
    from: ["management"],
    because: "people come and go every week: they are counted, and nobody is told of each",
  },
  {
    ids: ["stop-other-records"],
    from: VANTAGES,
    because: "nobody forwards from those services: the trail has them all",
  },
  {
    ids: ["archive-findings"],
    from: ["management", "security"],
    because: "analysts archive findings every day: they are counted, and nobody is told of each",
  },
  { ids: ["change-forwarding-stack"], from: ["workload", "unplaced"], because: "the same, by way of its stack" },
];

const has = (ids: readonly string[], { id }: Attack): boolean => ids.includes(id);

function waysOf({ attack, vantage, records, outcome }: Attempt, organization: Organization): readonly Way[] {
  const { counted, told } = watchOf(organization);
  const by = outcome.kind === "detected" ? outcome.by : [];
  const named = (ids: readonly DetectionId[]) => ids.some((id) => by.includes(id));
  const ways: readonly (readonly [Way, boolean])[] = [
    ["log group", records.every((record) => named(counted(record)))],
    ["audit bus", records.every((record) => named(told(record)))],
    ["silence", by.some((id) => !isEventBased(id))],
  ];
  const closed = CLOSES.filter(({ ids, from }) => has(ids, attack) && from.includes(vantage)).map(({ way }) => way);
  return ways.filter(([way, open]) => open && !closed.includes(way)).map(([way]) => way);
}

/** Whether an account has forwarders: one that nobody has described has none. */
function forwards(accountId: string, organization: Organization): boolean {
  const stopped = { eventSource: "cloudtrail.amazonaws.com", eventName: "StopLogging", accountId };
  return watchOf(organization).told(cloudTrailRecord({ ...stopped, region: organization.homeRegion })).length > 0;
}

const title = ({ attack, vantage }: Attempt): string => `${attack.id} from ${vantage}`;

describe.each([
  ["askflorence", askflorence],
  ["askflorence, if it named no deploy role", undeployed],
  ["example", example],
  ["a large organization", large],
])("attacks on %s", (_, organization) => {
  const attempts = attemptsOn(organization);
  const detected = attempts.flatMap((attempt) =>
    attempt.outcome.kind === "detected" ? [{ ...attempt, by: attempt.outcome.by }] : [],
  );

  it("leave records where they are said to be detected, if there is what they attack", () => {
    const unrecorded = detected.filter(({ records }) => records.length === 0);
    const nameless = ["management", "log-archive", "workload", "unplaced"].map(
      (vantage) => `take-deploy-role from ${vantage}`,
    );
    expect([...new Set(unrecorded.map(title))]).toEqual(organization === undeployed ? nameless : []);
  });

  it("are seen by the detections that are named, and by no other that would see every call", () => {
    const wrong = detected
      .filter(({ records }) => records.length > 0)
      .map((attempt) => ({
        attack: title(attempt),
        named: attempt.by.filter(isEventBased).toSorted(),
        seen: seenBy(attempt.records, organization),
      }))
      .filter(({ named, seen }) => named.join() !== seen.join());
    expect(wrong).toEqual([]);
    expect(detected.length).toBeGreaterThan(60);
  });

  it("are seen by nobody where they are said to be residual", () => {
    const residual = attempts.filter(({ outcome }) => outcome.kind === "residual");
    const seen = residual.filter(({ records }) => seenBy(records, organization).length > 0);
    expect(seen.map(title)).toEqual([]);
    expect(residual.length).toBeGreaterThan(20);
  });

  it("are seen on two ways that fail apart, but for those that are listed with their reasons", () => {
    const onOne = detected.filter((attempt) => attempt.records.length > 0 && waysOf(attempt, organization).length < 2);
    const listed = detected.filter(
      ({ attack, vantage, records }) =>
        ONE_WAY.some(({ ids, from }) => has(ids, attack) && from.includes(vantage)) ||
        records.some(({ recipientAccountId }) => !forwards(recipientAccountId, organization)),
    );
    expect(onOne.map(title)).toEqual(listed.map(title));
    expect(onOne.filter((attempt) => waysOf(attempt, organization).length === 0).map(title)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import type { AttackAnswer } from "../../../src/tools/rehearse/drill-answer";
import { report } from "../../../src/tools/rehearse/report";
import { problemsOf, type Rehearsal } from "../../../src/tools/rehearse/result";

const attack: AttackAnswer = {
  id: "T01",
  title: "Stop the trail",
  plane: "trail",
  vantage: "workload",
  calls: 3,
  allowed: 0,
  refusedBy: ["DenyTrailTampering"],
  seenBy: [],
  accepted: undefined,
  broken: [],
};
const fromManagement: AttackAnswer = {
  ...attack,
  vantage: "management",
  allowed: 3,
  refusedBy: [],
  seenBy: ["trail-changed"],
};
const residual: AttackAnswer = {
  ...fromManagement,
  id: "T02",
  title: "Other",
  seenBy: [],
  accepted: "it is read anyway",
};

const rehearsal: Rehearsal = {
  organization: "acme",
  organizationId: "o-acmeacmeacme",
  when: new Date("2026-11-25T11:00:00Z"),
  before: ["4 accounts"],
  stacks: [
    { name: "log-archive", accountId: "444455556666", resources: 36, applied: "applied", replanned: "no change" },
  ],
  leftOut: [],
  steps: [{ what: "npm run deploy", milliseconds: 65_000 }],
  drill: {
    attacks: [attack, fromManagement, residual],
    read: { policies: 12, patterns: 40 },
    leftOut: 0,
    differences: [],
  },
  judged: { calls: 900, violations: [] },
  refusedByDoor: [],
  notices: ["Irreversible: for ever"],
  substituted: ["key.id"],
};

describe("the result of a rehearsal", () => {
  it.each(["text", "markdown"] as const)(
    "as %s says what was made, planned again, attacked, and is not to be undone",
    (format) => {
      const page = report(rehearsal, format);
      for (const said of [
        "AWS was not touched",
        "log-archive, account 444455556666: 36 resources; applied; planned again: no change",
        "trail: 2 attacks, 9 calls, 3 refused by DenyTrailTampering; seen by trail-changed; residual: T02",
        "Irreversible: for ever",
        "key.id",
        "What the emulator cannot show",
        "npm run deploy: 1 min 5 s",
      ]) {
        expect(page).toContain(said);
      }
    },
  );

  it("as markdown has each attack with each of its answers, and where from", () => {
    const page = report(rehearsal, "markdown");
    expect(page).toContain(
      "T01 Stop the trail. From workload: refused by DenyTrailTampering. From management: seen by trail-changed",
    );
    expect(page).toContain("T02 Other. From management: residual: it is read anyway");
  });

  it("says that the drill was not run, and what it wants", () => {
    expect(report({ ...rehearsal, drill: undefined }, "text")).toContain("Install it with: npm ci");
  });

  it.each<[string, Partial<Rehearsal>]>([
    [
      "a plan that still finds changes",
      { stacks: rehearsal.stacks.map((stack) => ({ ...stack, replanned: "1 to change" })) },
    ],
    ["a call that AWS would refuse", { judged: { calls: 1, violations: ["s3.PutBucketPolicy: too long"] } }],
    ["a call that was meant for AWS", { refusedByDoor: ["sts.amazonaws.com"] }],
    [
      "a policy that is not there",
      { drill: { attacks: [], read: { policies: 0, patterns: 0 }, leftOut: 0, differences: ["gone"] } },
    ],
    [
      "an attack that is answered otherwise",
      {
        drill: {
          attacks: [{ ...attack, broken: ["allowed"] }],
          read: { policies: 1, patterns: 1 },
          leftOut: 0,
          differences: [],
        },
      },
    ],
  ])("is a failure with %s", (_, wrong) => {
    const failed = { ...rehearsal, ...wrong };
    expect(problemsOf(rehearsal)).toEqual([]);
    expect(problemsOf(failed)).toHaveLength(1);
    expect(report(failed, "text")).toContain("Not as described: 1 problem.");
  });
});

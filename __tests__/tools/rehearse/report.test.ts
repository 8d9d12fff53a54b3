import { describe, expect, it } from "vitest";
import { details } from "../../../src/tools/rehearse/details";
import type { AttackAnswer } from "../../../src/tools/rehearse/drill-answer";
import { report } from "../../../src/tools/rehearse/report";
import { problemsOf, type Rehearsal } from "../../../src/tools/rehearse/result";

const attack: AttackAnswer = {
  id: "stop-trail",
  title: "Stop the trail",
  plane: "trail",
  vantage: "workload",
  calls: 3,
  allowed: 0,
  seen: 0,
  refusedBy: ["DenyTrailTampering"],
  seenBy: [],
  accepted: undefined,
  broken: [],
};
const fromManagement: AttackAnswer = {
  ...attack,
  vantage: "management",
  allowed: 3,
  seen: 3,
  refusedBy: [],
  seenBy: ["trail-changed"],
};
const residual: AttackAnswer = {
  ...fromManagement,
  id: "read-other",
  title: "Other",
  seen: 0,
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
  asked: { times: 70, refused: [] },
  toAccept: [],
  refusedByDoor: [],
  notices: ["Irreversible: for ever"],
  substituted: ["key.id"],
};

describe("the result of a rehearsal", () => {
  it.each([
    ["text", /log-archive {2}444455556666 {2}36 +applied +no change/, /trail +2 +9 +3 +3 +3\n/],
    ["markdown", "| log-archive | 444455556666 | 36 | applied | no change |", "| trail | 2 | 9 | 3 | 3 | 3 |"],
  ] as const)("as %s says what was made, planned again, attacked, and is not to be undone", (format, stack, plane) => {
    const page = report(rehearsal, format);
    expect(page).toMatch(stack);
    expect(page).toMatch(plane);
    for (const said of [
      "Rehearsal of acme (o-acmeacmeacme), 2026-11-25 11:00 UTC: PASSED",
      "AWS was not touched",
      "accepted in docs/threat-model.md: calls of read-other",
      "for 1 adopted resource.",
      "Irreversible: for ever",
      "What an emulator cannot show",
      "npm run deploy 1 min 5 s",
    ]) {
      expect(page).toContain(said);
    }
  });

  it("is a page, however much there is to count", () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      ...residual,
      id: `T${index % 12}`,
      broken: [`${index}`, "another"],
    }));
    const drill = { attacks: many, read: { policies: 1, patterns: 1 }, leftOut: 0, differences: [] };
    const page = report({ ...rehearsal, drill, substituted: Array(200).fill("an id") }, "text");
    expect(page.split("\n").length).toBeLessThan(60);
    expect(page).toContain("490 more are in the details.");
  });

  it("counts what its details name: each attack with each of its answers, and where from", () => {
    const all = details(rehearsal);
    expect(all).toContain(
      "- stop-trail Stop the trail\n  - from workload: refused by DenyTrailTampering\n  - from management: seen by trail-changed\n",
    );
    expect(all).toContain("- read-other Other\n  - from management: accepted: it is read anyway\n");
    expect(all).toContain("- key.id");
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
    [
      "a call that the deploy role's policies do not permit",
      { asked: { times: 1, refused: ["s3:GetObject on a bucket, asked by a role"] } },
    ],
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
    expect(report(failed, "text")).toContain("FAILED, 1 problem\n");
  });
});

import { describe, expect, it } from "vitest";
import { decisionsFor } from "../../../src/tools/adopt/decisions";
import type { LiveBucket } from "../../../src/tools/adopt/live/survey";
import { acceptanceOf } from "../../../src/tools/adopt/report/acceptance";
import { reportMarkdown } from "../../../src/tools/adopt/report/markdown";
import { isClean, type PlannedStack, reportOf } from "../../../src/tools/adopt/report/report";
import { reportText } from "../../../src/tools/adopt/report/text";
import { type Accepted, ADOPTION, parseAccepted } from "../../../src/tools/review/accepted";
import { readPlan } from "../../../src/tools/review/plan";
import { review } from "../../../src/tools/review/review-plan";
import { adoptableStacks } from "../../support/adoptions";
import { PLAN_ALONE } from "../../support/plans";
import { askflorence } from "../../support/synthesized";
import { asDescribed, compared } from "./surveys";

const STACKS = ["log-archive", "management", "prod"];

const TODAY = "2026-11-25";
const adoptables = adoptableStacks(askflorence).find(({ name }) => name === "management")?.adoptables ?? [];
const trail = adoptables.find(({ path }) => path === "org-trail/trail")?.address ?? "";

/** A plan that imports the trail, and changes these of its attributes. */
function planned(before: object, after: object): PlannedStack {
  const change = {
    actions: ["update"],
    before,
    after,
    after_unknown: {},
    before_sensitive: {},
    after_sensitive: {},
    importing: { id: "arn" },
  };
  const [type = "", name = ""] = trail.split(".");
  const plan = {
    format_version: "1.2",
    resource_changes: [{ address: trail, mode: "managed", type, name, change }],
    configuration: { root_module: { resources: [{ address: trail, provider_config_key: "aws" }] } },
  };
  return { name: "management", adoptables, review: review(readPlan(JSON.stringify(plan), "a test"), PLAN_ALONE) };
}

function reported(
  stack: PlannedStack,
  otherwise: Parameters<typeof compared>[0] = {},
  entries: readonly Accepted[] = [],
) {
  return reportOf({
    organization: "askflorence",
    description: "organizations/askflorence.ts",
    stacks: [{ name: "management", accountId: "778477254880", live: 1, resources: 213 }],
    notes: [],
    planned: [stack],
    decisions: decisionsFor(compared(otherwise)),
    entries,
    today: TODAY,
  });
}

const nothing = planned({ name: "a" }, { name: "a" });
const bucketKey = { bucket: { ...(asDescribed.bucket as LiveBucket), bucketKey: true } };

describe("the report of an adoption", () => {
  it("tells what becomes stronger, and is clean", () => {
    const report = reported(planned({ enable_log_file_validation: false }, { enable_log_file_validation: true }));
    expect(report.stronger.map(({ path, attribute }) => [path, attribute])).toEqual([
      ["org-trail/trail", "enable_log_file_validation"],
    ]);
    expect(isClean(report)).toBe(true);
  });

  it("refuses what becomes weaker", () => {
    const report = reported(planned({ enable_log_file_validation: true }, { enable_log_file_validation: false }));
    expect(report.weaker.map(({ stack, attribute }) => [stack, attribute])).toEqual([
      ["management", "enable_log_file_validation"],
    ]);
    expect(isClean(report)).toBe(false);
    expect(reportText(report, TODAY)).toContain("1 thing would become weaker");
  });

  it("proposes an acceptance that counts once each entry has a reason, and not before", () => {
    const report = reported(nothing, bucketKey);
    const proposed = /\{ "accepted": .*\] \}/s.exec(reportText(report, TODAY))?.[0] ?? "";
    expect(() => parseAccepted(proposed, "accepted.json", STACKS)).toThrow(/reason/);
    const reasoned = proposed.replaceAll('"reason":""', '"reason":"Agreed with the owner of the archive."');
    const after = reported(nothing, bucketKey, parseAccepted(reasoned, "accepted.json", STACKS));
    expect(isClean(after)).toBe(true);
    expect(after.accepted.map(({ entry }) => entry.stack)).toEqual([ADOPTION]);
  });

  it("proposes to accept what a plan leaves open in its stack's name, where the review of the plan looks for it", () => {
    const unjudged = planned({ nobody_knows_this: 1 }, { nobody_knows_this: 2 });
    const report = reported(unjudged);
    expect(report.decisions.map(({ check }) => check)).toEqual(["unjudged-change"]);
    const reasoned = acceptanceOf(report, TODAY).replaceAll(
      '"reason":""',
      '"reason":"Agreed with the owner of the trail."',
    );
    expect(isClean(reported(unjudged, {}, parseAccepted(reasoned, "accepted.json", STACKS)))).toBe(true);
  });

  it("says of an acceptance that nobody needs any more that it has to go", () => {
    const entry = {
      check: "adopt-bucket-key",
      stack: ADOPTION,
      address: "x",
      reason: "Agreed with the owner.",
      acceptedOn: TODAY,
      expiresOn: TODAY,
    };
    expect(reported(nothing, {}, [entry]).decisions.map(({ check }) => check)).toEqual(["accepted-unused"]);
  });

  it("asks once about an attribute that a question is about", () => {
    const moved = planned({ s3_key_prefix: "org" }, { s3_key_prefix: null });
    const { decisions } = reported(moved, {
      trail: { ...asDescribed.trail, prefix: "org" } as typeof asDescribed.trail,
    });
    expect(decisions.map(({ check }) => check)).toEqual(["adopt-key-prefix"]);
  });

  it("proposes to accept what a question covers with it: deploy reviews the plan, and knows no question", () => {
    const moved = planned({ s3_key_prefix: "org" }, { s3_key_prefix: null });
    const live = { trail: { ...asDescribed.trail, prefix: "org" } as typeof asDescribed.trail };
    const entries = acceptanceOf(reported(moved, live), TODAY).replaceAll(
      '"reason":""',
      '"reason":"Agreed with the owner."',
    );
    const both = parseAccepted(entries, "accepted.json", STACKS);
    expect(both.map(({ stack }) => stack)).toEqual(["management", ADOPTION]);
    expect(isClean(reported(moved, live, both))).toBe(true);
    const [, question] = both;
    const half = reported(moved, live, question === undefined ? [] : [question]);
    expect(half.decisions.map(({ finding }) => finding?.attribute)).toEqual(["s3_key_prefix"]);
  });

  it.each([reportText, reportMarkdown])("names every question, and the line that keeps what is live", (format) => {
    const otherwise = { trail: { ...asDescribed.trail, logGroup: "old-group" } as typeof asDescribed.trail };
    const text = format(reported(nothing, otherwise), TODAY);
    expect(text).toContain("adopt-log-group-name");
    expect(text).toContain('trail: { logGroupName: "old-group" }');
    expect(text).toContain("organizations/askflorence.ts");
  });
});

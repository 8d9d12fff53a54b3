import { describe, expect, it } from "vitest";
import type { StackJson } from "../../../src/adoption/stack-json";
import type { Organization } from "../../../src/config/organization";
import { CHECK_IDS } from "../../../src/functions/trail-sentinel/finding";
import { afterAllowances } from "../../../src/tools/cost/bill";
import { Emitted } from "../../../src/tools/cost/emitted";
import { FREE_TYPES, ITEMS } from "../../../src/tools/cost/items";
import { OUR_PRICES, pricesWith } from "../../../src/tools/cost/prices";
import { minimalOrganization } from "../../support/organizations";
import { askflorence, example, exampleInHongKong, exampleWithStackSet, valid } from "../../support/synthesized";
import { amountOf, bill, emittedOf, quantityOf, stacksOf } from "./bills";

const ORGANIZATIONS = [askflorence, example, exampleWithStackSet, exampleInHongKong];

/** Resources of a type, counted in the JSON that Terraform reads and by nothing of the command's. */
function counted(organization: Organization, type: string, isMeant: (block: object) => boolean = () => true): number {
  return [...stacksOf(organization).values()].flatMap(({ resource = {} }) =>
    Object.values(resource[type] ?? {}).filter(isMeant),
  ).length;
}

/** The stacks with a resource more. */
function with1More(organization: Organization, type: string): Emitted {
  const [name, stack] = [...stacksOf(organization)].find(([, { resource }]) => resource?.[type] !== undefined) ?? [];
  const [block] = Object.values(stack?.resource?.[type] ?? {});
  if (name === undefined || stack === undefined || block === undefined) throw new Error(`no stack has ${type}`);
  const more: StackJson = {
    ...stack,
    resource: { ...stack.resource, [type]: { ...stack.resource?.[type], another: renamed(block) } },
  };
  return new Emitted(new Map([...stacksOf(organization), [name, more]]));
}

/** As a metric filter, one that counts for a metric of its own. */
function renamed(block: object) {
  return JSON.parse(JSON.stringify(block).replace(/("metric_transformation":.*?"name":")/, "$1another-"));
}

describe("the bill of an organization", () => {
  it.each(ORGANIZATIONS.map((one) => [one.name, one] as const))(
    "%s: every type of resource that is emitted is paid for, or free for a reason",
    (_, organization) => {
      const paid = new Set(ITEMS.flatMap(({ types }) => types));
      const types = emittedOf(organization).types();
      const unknown = types
        .filter((type) => !paid.has(type) && FREE_TYPES[type] === undefined)
        .map((type) => `${type}: give it an item in src/tools/cost/items/, or a reason in FREE_TYPES`);
      const both = types
        .filter((type) => paid.has(type) && FREE_TYPES[type] !== undefined)
        .map((type) => `${type} has an item: take it out of FREE_TYPES`);
      expect([...unknown, ...both]).toEqual([]);
    },
  );

  it("no type is free that nobody emits", () => {
    const emitted = new Set(ORGANIZATIONS.flatMap((organization) => emittedOf(organization).types()));
    expect(Object.keys(FREE_TYPES).filter((type) => !emitted.has(type))).toEqual([]);
    expect(ITEMS.flatMap(({ types }) => types).filter((type) => !emitted.has(type))).toEqual([]);
  });

  it.each<[id: string, type: string]>([
    ["alarms", "aws_cloudwatch_metric_alarm"],
    ["dashboard", "aws_cloudwatch_dashboard"],
    ["keys", "aws_kms_key"],
  ])("%s: as many as Terraform makes", (id, type) => {
    for (const organization of ORGANIZATIONS) {
      expect(quantityOf(bill(organization), id)).toBe(counted(organization, type));
    }
  });

  it.each<[type: string, dollars: number]>([
    ["aws_cloudwatch_metric_alarm", 0.1],
    ["aws_cloudwatch_dashboard", 3],
    ["aws_kms_key", 1],
    ["aws_s3_bucket_metric", 2.4],
  ])("one %s more costs %d a month more", (type, dollars) => {
    const more = bill(askflorence, {}, { emitted: with1More(askflorence, type) });
    expect((more.totals[0]?.fixed ?? 0) - (bill(askflorence).totals[0]?.fixed ?? 0)).toBeCloseTo(dollars, 6);
  });

  it("a filter more, for a metric of its own, costs more; one that counts for a known metric does not", () => {
    const growing = (emitted?: Emitted) =>
      bill(askflorence, {}, emitted === undefined ? {} : { emitted }).totals[0]?.growing ?? 0;
    expect(growing(with1More(askflorence, "aws_cloudwatch_log_metric_filter"))).toBeGreaterThan(growing());
    const names = [...stacksOf(askflorence).values()].flatMap(({ resource = {} }) =>
      Object.values(resource.aws_cloudwatch_log_metric_filter ?? {}).map(({ metric_transformation: one }) =>
        JSON.stringify(one),
      ),
    );
    const of = bill(askflorence);
    const metrics =
      quantityOf(of, "filter-metrics-daily") +
      (quantityOf(of, "filter-metrics-rare") * 730.5) / OUR_PRICES.assumptions.rareFilterHours.value;
    expect(metrics).toBeCloseTo(new Set(names).size, 6);
  });

  it("alarms are of one metric and of standard resolution, as their price says", () => {
    for (const organization of ORGANIZATIONS) {
      const others = ({ period, metric_query: queries }: { period?: number; metric_query?: unknown }) =>
        queries !== undefined || (period ?? 0) < 60;
      expect(counted(organization, "aws_cloudwatch_metric_alarm", others)).toBe(0);
    }
  });

  it("the sentinel writes a metric for each check, and lists one place in every run, the others every hour", () => {
    const of = bill(askflorence, { accounts: "4", regions: "3" });
    expect(quantityOf(of, "sentinel-metrics")).toBe(CHECK_IDS.length);
    // The management account's digests may lie in two places.
    const hours = quantityOf(of, "sentinel-runs") / 4;
    expect(quantityOf(of, "sentinel-listings") / hours).toBeCloseTo(4 * 2 + (4 + 1) * 3 - 2, 6);
  });

  it("a key costs as much again after each of the first two rotations, and no more after the third", () => {
    const keys = counted(askflorence, "aws_kms_key");
    const of = bill(askflorence, { months: "48" });
    expect([1, 12, 13, 24, 25, 36, 37, 48].map((month) => amountOf(of, "keys", month) / keys)).toEqual([
      1, 1, 2, 2, 3, 3, 3, 3,
    ]);
  });

  it("storage grows with every month that the lock lasts, and levels off where a lifecycle deletes", () => {
    const locked = bill(askflorence, { months: "84" });
    expect(amountOf(locked, "archive-standard", 84)).toBeCloseTo(84 * amountOf(locked, "archive-standard", 1), 6);
    // Hidden after 3653 days, deleted 2557 later: 204 months.
    const expiring = bill(example, { months: "300" });
    expect(amountOf(expiring, "archive-standard", 210)).toBeCloseTo(amountOf(expiring, "archive-standard", 300), 6);
    expect(amountOf(expiring, "archive-standard", 203)).toBeLessThan(amountOf(expiring, "archive-standard", 210));
  });

  it("log files move to cheaper classes once they are large enough, and digests never", () => {
    const small = bill(example);
    expect(small.lines.filter(({ item }) => item.id.startsWith("moves-to"))).toEqual([]);
    const large = bill(example, { eventsPerMonth: "1000000000", months: "36" });
    expect(amountOf(large, "moves-to-glacier-ir", 2)).toBe(0);
    expect(amountOf(large, "moves-to-glacier-ir", 3)).toBeGreaterThan(0);
    expect(amountOf(large, "archive-deep-archive", 23)).toBe(0);
    expect(amountOf(large, "archive-deep-archive", 36)).toBeGreaterThan(0);
    expect(quantityOf(large, "archive-standard", 36)).toBeLessThan(3.1 * quantityOf(large, "archive-standard", 1));
  });

  it("reckons AWS's own examples as AWS does", () => {
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/insights-events-costs.html: 300,000 events, 30,000 of them writes.
    const list = pricesWith(
      {
        assumptions: {
          writeShare: { value: 0.1, unit: "of events", because: "AWS's example" },
          dataEvents: { value: 2_000_000, unit: "events", because: "AWS's example" },
        },
      },
      "AWS's examples",
    );
    expect(quantityOf(bill(askflorence, { eventsPerMonth: "300000" }, { list }), "insights")).toBeCloseTo(330_000, 6);
    // https://aws.amazon.com/cloudtrail/pricing/: a second copy of 150,000 events, 3 dollars; 2 million data events, 2 dollars.
    const copied = bill(example, { eventsPerMonth: "150000" }, { list });
    expect(amountOf(copied, "management-copy")).toBeCloseTo(3, 6);
    expect(amountOf(copied, "data-events")).toBeCloseTo(2, 6);
  });

  it("has no second copy without Control Tower, no data events without a selector, no queries without a workbench, no Insights without a type", () => {
    const without = minimalOrganization();
    const of = bill(valid({ ...without, trail: { ...without.trail, insights: [] } }));
    for (const id of ["management-copy", "data-events", "queries", "query-reads", "insights"]) {
      expect([id, amountOf(of, id)]).toEqual([id, 0]);
    }
  });

  it("forwards from every account where a StackSet does, and else from those with a stack", () => {
    const events = { eventsPerMonth: "1000000", accounts: "10" };
    const share = OUR_PRICES.assumptions.forwardedShare.value;
    expect(quantityOf(bill(exampleWithStackSet, events), "forwarded-events")).toBeCloseTo(1e6 * share, 6);
    expect(quantityOf(bill(example, events), "forwarded-events")).toBeCloseTo((1e6 * share * 5) / 10, 6);
  });

  it("takes what AWS gives each month off once, however many items have the price", () => {
    const { lines } = bill(askflorence);
    const metrics = lines.filter(({ item }) => item.price === "cloudwatch-metric");
    expect(metrics.length).toBeGreaterThan(1);
    expect(metrics.reduce((sum, { allowance }) => sum + allowance, 0)).toBeCloseTo(10 * 0.3, 6);
  });

  it("after allowances costs no less than nothing, and what the allowances are less than before", () => {
    const of = bill(askflorence);
    const { fixed, growing } = afterAllowances(of);
    const allowances = of.lines.reduce((sum, { allowance }) => sum + allowance, 0);
    expect((of.totals[0]?.fixed ?? 0) + (of.totals[0]?.growing ?? 0) - fixed - growing).toBeCloseTo(allowances, 9);
    for (const { allowance, months } of of.lines) expect(allowance).toBeLessThanOrEqual(months[0]?.amount ?? 0);
  });

  it("its totals are its lines", () => {
    const { lines, totals } = bill(example, { months: "30" });
    for (const { month, fixed, growing } of totals) {
      const sum = lines.reduce((all, { months }) => all + (months[month - 1]?.amount ?? 0), 0);
      expect(fixed + growing).toBeCloseTo(sum, 9);
    }
  });
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ConfigError, type Problem } from "../../../src/config/problem";
import { ITEMS } from "../../../src/tools/cost/items";
import { OUR_PRICES, pricesWith, readPrices } from "../../../src/tools/cost/prices";
import { type UsageOptions, usageOf } from "../../../src/tools/cost/usage";
import { Refused } from "../../../src/tools/terraform/refused";
import { temporaryFolder } from "../../support/organizations";
import { askflorence, example, exampleWithStackSet } from "../../support/synthesized";

const ALARM = { ...OUR_PRICES.prices["cloudwatch-alarm"], price: 0.05, by: "own" };

function problemsOf(work: () => unknown): readonly Problem[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the list of prices", () => {
  it("has each price that an item needs, and none besides", () => {
    expect([...new Set(ITEMS.map(({ price }) => price))].sort()).toEqual(Object.keys(OUR_PRICES.prices).sort());
  });

  it("names AWS's own page for each", () => {
    for (const { source } of Object.values(OUR_PRICES.prices)) {
      expect(new URL(source).hostname).toMatch(/^(docs\.)?aws\.amazon\.com$/);
    }
  });

  it("is ours where a list of one's own says nothing", () => {
    const list = pricesWith({ prices: { "cloudwatch-alarm": ALARM } }, "own.json");
    expect(list).toEqual({ ...OUR_PRICES, prices: { ...OUR_PRICES.prices, "cloudwatch-alarm": ALARM } });
  });

  it("our own file is a list of one's own too", () => {
    expect(readPrices(join(__dirname, "../../../src/tools/cost/prices.json"))).toEqual(OUR_PRICES);
  });

  it("everything that is wrong in one's own is said at once", () => {
    const own = {
      curency: "EUR",
      prices: { "cloudwatch-alarms": ALARM, "kms-key": { ...ALARM, price: -1, per: "one" } },
      assumptions: { writeShare: { value: 0.2, unit: "of events" } },
    };
    expect(
      problemsOf(() => pricesWith(own, "own.json"))
        .map(({ path, remedy }) => [path, remedy])
        .sort(),
    ).toEqual([
      ["assumptions.writeShare.because", "write it as in src/tools/cost/prices.json"],
      ["curency", "did you mean `currency`?"],
      [`prices["cloudwatch-alarms"]`, "did you mean `cloudwatch-alarm`?"],
      [`prices["kms-key"].per`, "write it as in src/tools/cost/prices.json"],
      [`prices["kms-key"].price`, "write it as in src/tools/cost/prices.json"],
    ]);
  });

  it.each([
    ["is no JSON", "{", /it is no JSON/],
    ["is not there", undefined, /ENOENT/],
  ])("a file that %s is refused, with what to do", (_, text, why) => {
    const file = join(temporaryFolder({ onTestFinished }), "own.json");
    if (text !== undefined) writeFileSync(file, text);
    expect(() => readPrices(file)).toThrow(Refused);
    expect(() => readPrices(file)).toThrow(why);
    expect(() => readPrices(file)).toThrow(/Copy src\/tools\/cost\/prices\.json/);
  });
});

describe("what is reckoned with", () => {
  it("is what the description says: its accounts, governed Regions and the months of its lock", () => {
    const { eventsPerAccount } = OUR_PRICES.assumptions;
    const events = (accounts: number) => accounts * eventsPerAccount.value;
    expect(usageOf({}, askflorence, OUR_PRICES)).toEqual({
      accounts: 2,
      regions: 1,
      eventsPerMonth: events(2),
      months: 84,
    });
    // 2,557 days are the end of the 85th month. A StackSet's workloads have no stack, and are accounts all the same.
    for (const organization of [example, exampleWithStackSet]) {
      expect(usageOf({}, organization, OUR_PRICES)).toEqual({
        accounts: 5,
        regions: 3,
        eventsPerMonth: events(5),
        months: 85,
      });
    }
  });

  it("is what the command line says", () => {
    const options = { accounts: "1000", regions: "17", eventsPerMonth: "900000000", months: "12" };
    expect(usageOf(options, example, OUR_PRICES)).toEqual({
      accounts: 1000,
      regions: 17,
      eventsPerMonth: 900_000_000,
      months: 12,
    });
  });

  it.each<[UsageOptions, string]>([
    [{ accounts: "0" }, "--accounts"],
    [{ accounts: "4" }, "--accounts"],
    [{ regions: "35" }, "--regions"],
    [{ eventsPerMonth: "1e6" }, "--events-per-month"],
    [{ eventsPerMonth: "-5" }, "--events-per-month"],
    [{ months: "1201" }, "--months"],
    [{ months: "1.5" }, "--months"],
  ])("%j is refused", (options, path) => {
    expect(problemsOf(() => usageOf(options, example, OUR_PRICES)).map((one) => one.path)).toEqual([path]);
  });

  it("everything that is wrong is said at once", () => {
    const options = { accounts: "x", regions: "x", eventsPerMonth: "x", months: "x" };
    expect(problemsOf(() => usageOf(options, example, OUR_PRICES))).toHaveLength(4);
  });
});

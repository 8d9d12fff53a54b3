import { describe, expect, it } from "vitest";
import { FORMATS } from "../../../src/tools/cost/formats";
import { askflorence, example } from "../../support/synthesized";
import { bill } from "./bills";

const BILL = bill(askflorence, { accounts: "4", months: "30" });

describe("how a bill is written", () => {
  it("table: each item with its quantity, years, each price with its day and page, and what it comes to", () => {
    const text = FORMATS.table(BILL);
    const alarms = BILL.lines.find(({ item }) => item.id === "alarms")?.months[0];
    expect(text).toMatch(
      /^askflorence: 4 accounts, 1 Region, 3,000,000 management events a month, 30 months; list prices of us-east-1 in USD$/m,
    );
    expect(text).toMatch(
      new RegExp(`^  alarms +${alarms?.quantity} +${alarms?.amount.toFixed(2)} +${alarms?.amount.toFixed(2)}$`, "m"),
    );
    expect(text).toMatch(/^ {2}3 \(6 months\) /m);
    expect(text).toMatch(
      /^ {2}cloudwatch-alarm +0\.10 \/ alarm and month +\d{4}-\d\d-\d\d +https:\/\/aws\.amazon\.com\/cloudwatch\/pricing\/$/m,
    );
    expect(text).toMatch(/Month 1: [\d.]+ fixed and [\d.]+ growing, [\d.]+ together\. Month 30: [\d.]+\.$/m);
  });

  it("table: an amount below half a cent is no nothing", () => {
    expect(FORMATS.table(BILL)).toMatch(/^ {2}calls of the self-test .*< 0\.01/m);
  });

  it("markdown: tables whose rows have as many cells as their heads", () => {
    const tables = FORMATS.markdown(bill(example))
      .split("\n\n")
      .filter((block) => block.startsWith("|"));
    expect(tables.length).toBe(4);
    for (const rows of tables.map((one) => one.split("\n"))) {
      expect(new Set(rows.map((row) => row.split(/(?<!\\)\|/).length)).size).toBe(1);
      expect(rows.length).toBeGreaterThan(3);
    }
  });

  it("json: every month of every item, unrounded, of which the totals are the sums", () => {
    const read = JSON.parse(FORMATS.json(BILL));
    expect(read.usage).toEqual({ accounts: 4, regions: 1, eventsPerMonth: 3_000_000, months: 30 });
    for (const { month, fixed, growing } of read.totals) {
      const sum = read.items.reduce(
        (all: number, { months }: { months: readonly { amount: number }[] }) => all + (months[month - 1]?.amount ?? 0),
        0,
      );
      expect(sum).toBeCloseTo(fixed + growing, 9);
    }
    expect(read.items[0].price).toMatchObject({ name: expect.any(String), checked: expect.any(String) });
  });
});

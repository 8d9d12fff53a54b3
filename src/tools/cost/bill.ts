import type { Organization } from "../../config/organization";
import type { Emitted } from "./emitted";
import { ITEMS } from "./items";
import type { Given, Item } from "./items/item";
import type { PriceList } from "./prices";
import { trafficOf } from "./traffic";
import type { Usage } from "./usage";

export interface Line {
  readonly item: Item;
  /** Units, and what they cost, of each month; the first month first. */
  readonly months: readonly { readonly quantity: number; readonly amount: number }[];
  /** What AWS's allowance takes off the first month, if nothing else of the payer's uses it. */
  readonly allowance: number;
}

/** What is left of the first month after AWS's allowances. */
export function afterAllowances({ lines }: Bill): Omit<Total, "month"> {
  const of = (part: Item["part"]) =>
    lines
      .filter(({ item }) => item.part === part)
      .reduce((all, { months: [first], allowance }) => all + (first?.amount ?? 0) - allowance, 0);
  return { fixed: of("fixed"), growing: of("growing") };
}

export interface Total {
  readonly month: number;
  readonly fixed: number;
  readonly growing: number;
}

export interface Bill {
  readonly organization: string;
  readonly usage: Usage;
  readonly list: PriceList;
  /** What costs something at some time. */
  readonly lines: readonly Line[];
  readonly totals: readonly Total[];
}

export function billOf(organization: Organization, emitted: Emitted, usage: Usage, list: PriceList): Bill {
  const assume: Given["assume"] = (name) => list.assumptions[name].value;
  const given: Given = { organization, emitted, usage, assume, traffic: trafficOf(organization, usage, assume) };
  const months = Array.from({ length: usage.months }, (_, index) => index + 1);

  const priced = ITEMS.map((item) => {
    const { price, per } = list.prices[item.price];
    return {
      item,
      months: months.map((month) => {
        const quantity = item.quantity(given, month);
        return { quantity, amount: (quantity / per) * price };
      }),
    };
  }).filter(({ months }) => months.some(({ amount }) => amount > 0));
  const lines = withAllowances(priced, list);

  const totals = months.map((month, index) => {
    const of = (part: Item["part"]) =>
      sum(
        lines.filter(({ item }) => item.part === part),
        index,
      );
    return { month, fixed: of("fixed"), growing: of("growing") };
  });
  return { organization: organization.name, usage, list, lines, totals };
}

function sum(lines: readonly Line[], index: number): number {
  return lines.reduce((all, { months }) => all + (months[index]?.amount ?? 0), 0);
}

/** Items of one price share its allowance, the first of them first. */
function withAllowances(priced: readonly Omit<Line, "allowance">[], list: PriceList): readonly Line[] {
  const left = new Map(Object.entries(list.prices).map(([name, { free = 0 }]) => [name, free]));
  return priced.map((line) => {
    const { price, per } = list.prices[line.item.price];
    const taken = Math.min(left.get(line.item.price) ?? 0, line.months[0]?.quantity ?? 0);
    left.set(line.item.price, (left.get(line.item.price) ?? 0) - taken);
    return { ...line, allowance: (taken / per) * price };
  });
}

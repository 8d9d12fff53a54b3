import { afterAllowances, type Bill } from "../bill";

/** For a program: every month of every line, in the currency, unrounded. */
export function asJson(bill: Bill): string {
  const { organization, usage, list, lines, totals } = bill;
  const items = lines.map(({ item: { id, what, part, price }, months }) => ({
    id,
    what,
    part,
    price: { name: price, ...list.prices[price] },
    months: months.map((month, index) => ({ month: index + 1, ...month })),
  }));
  const { currency, region, assumptions } = list;
  return JSON.stringify(
    { organization, usage, currency, region, assumptions, items, totals, afterAllowances: afterAllowances(bill) },
    undefined,
    2,
  );
}

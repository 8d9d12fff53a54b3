import { counted, number } from "../../words";
import { afterAllowances, type Bill, type Line, type Total } from "../bill";
import type { Price } from "../prices";

/** Rows of cells under a head, without a form. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** `12.60`; what is less than half a cent is said to be something. */
export function amount(value: number): string {
  if (value > 0 && value < 0.005) return "< 0.01";
  return value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

export function unitPrice({ price, per, unit }: Price): string {
  const shown = price.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 10 });
  return `${shown} / ${per === 1 ? "" : `${number(per)} × `}${unit}`;
}

export function quantity(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 2 : 0 });
}

/** What the bill is of, in a sentence. */
export function subject({ organization, usage, list }: Bill): string {
  const { accounts, regions, eventsPerMonth, months } = usage;
  return `${organization}: ${counted(accounts, "account")}, ${counted(regions, "Region")}, ${number(eventsPerMonth)} management events a month, ${counted(months, "month")}; list prices of ${list.region} in ${list.currency}`;
}

/** The parts, line by line. */
export function itemTables({ lines, totals }: Bill): readonly Table[] {
  return (["fixed", "growing"] as const).map((part) => {
    const own = lines.filter(({ item }) => item.part === part).toSorted(byAmount);
    const of = (total: Total | undefined) => amount(total?.[part] ?? 0);
    return {
      title: part === "fixed" ? "Fixed: the same however much happens" : "Growing: with events, and with what is kept",
      head: ["item", "quantity", "month 1", `month ${totals.length}`],
      rows: [...own.map(row), ["together", "", of(totals[0]), of(totals.at(-1))]],
    };
  });
}

/** What each year costs, and what its last month does. */
export function yearTable({ totals }: Bill): Table {
  const years = Array.from({ length: Math.ceil(totals.length / 12) }, (_, year) =>
    totals.slice(year * 12, year * 12 + 12),
  );
  return {
    title: "Year by year",
    head: ["year", "fixed", "growing", "together", "its last month"],
    rows: years.map((months, year) => {
      const fixed = months.reduce((sum, one) => sum + one.fixed, 0);
      const growing = months.reduce((sum, one) => sum + one.growing, 0);
      const last = months.at(-1);
      return [
        `${year + 1}${months.length < 12 ? ` (${counted(months.length, "month")})` : ""}`,
        amount(fixed),
        amount(growing),
        amount(fixed + growing),
        amount((last?.fixed ?? 0) + (last?.growing ?? 0)),
      ];
    }),
  };
}

/** What it comes to, in two sentences. */
export function summary(bill: Bill): readonly string[] {
  const [first] = bill.totals;
  const last = bill.totals.at(-1);
  if (first === undefined || last === undefined) return [];
  return [
    `Month 1: ${parts(first)}. Month ${last.month}: ${amount(last.fixed + last.growing)}.`,
    `After AWS's monthly allowances, if nothing else of the organization uses them, month 1: ${parts(afterAllowances(bill))}.`,
  ];
}

function parts({ fixed, growing }: Omit<Total, "month">): string {
  return `${amount(fixed)} fixed and ${amount(growing)} growing, ${amount(fixed + growing)} together`;
}

function row({ item, months }: Line): readonly string[] {
  return [
    item.what,
    quantity(months[0]?.quantity ?? 0),
    amount(months[0]?.amount ?? 0),
    amount(months.at(-1)?.amount ?? 0),
  ];
}

function byAmount(one: Line, other: Line): number {
  return (other.months.at(-1)?.amount ?? 0) - (one.months.at(-1)?.amount ?? 0);
}

import { table } from "../../docs/markdown";
import type { Bill } from "../bill";
import { itemTables, subject, summary, type Table, unitPrice, yearTable } from "./tables";

/** For a page, a ticket or a pull request. */
export function asMarkdown(bill: Bill): string {
  return [subject(bill), ...billTables(bill), block(priceTable(bill)), summary(bill).join(" ")].join("\n\n");
}

/** Items and years. */
export function billTables(bill: Bill): readonly string[] {
  return [...itemTables(bill), yearTable(bill)].map(block);
}

function block({ title, head, rows }: Table): string {
  return `**${title}**\n\n${table(head, rows)}`;
}

function priceTable({ lines, list }: Bill): Table {
  const names = [...new Set(lines.map(({ item }) => item.price))];
  return {
    title: "Prices",
    head: ["name", "price", "checked"],
    rows: names.map((name) => {
      const { source, checked } = list.prices[name];
      return [`[${name}](${source})`, unitPrice(list.prices[name]), checked];
    }),
  };
}

import { columns } from "../../columns";
import type { Bill } from "../bill";
import { itemTables, subject, summary, type Table, unitPrice, yearTable } from "./tables";

/** For a terminal. */
export function asText(bill: Bill): string {
  const tables = [...itemTables(bill), yearTable(bill)].map(block);
  return [subject(bill), ...tables, reckonedWith(bill), summary(bill).join("\n")].join("\n\n");
}

function block({ title, head, rows }: Table): string {
  return [title, ...columns([head, ...rows]).map((line) => `  ${line}`)].join("\n");
}

function reckonedWith({ lines, list }: Bill): string {
  const names = [...new Set(lines.map(({ item }) => item.price))];
  const rows = names.map((name) => {
    const { source, checked } = list.prices[name];
    return [name, unitPrice(list.prices[name]), checked, source];
  });
  return block({ title: "Prices", head: ["name", "price", "checked", "source"], rows });
}

import type { Cell, Rows } from "./rows";

/**
 * With such a sign first, a spreadsheet takes a text for a formula and runs it; the logs hold what callers chose to send.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

export async function* csvLines({ columns, numeric, chunks }: Rows): AsyncGenerator<string> {
  yield columns.map((column) => field(column, false)).join(",");
  for await (const chunk of chunks())
    for (const row of chunk) yield row.map((cell, index) => field(cell, numeric[index] === true)).join(",");
}

/** A formula gets an apostrophe in front, by which a spreadsheet takes it for the text that it is. */
function field(cell: Cell, isNumber: boolean): string {
  if (cell === null) return "";
  const text = typeof cell === "object" ? JSON.stringify(cell) : String(cell);
  const harmless = !isNumber && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

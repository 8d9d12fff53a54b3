import { printable } from "../../printable";
import type { Cell, Rows } from "./rows";

/** Narrower than this a column says nothing any more: the rows are then written one field to a line. */
const NARROWEST = 8;

const GAP = "  ";

/** @param width of the terminal; undefined where there is none, and nothing has to fit */
export async function* tableLines(rows: Rows, width: number | undefined): AsyncGenerator<string> {
  const texts: string[][] = [];
  for await (const chunk of rows.chunks()) texts.push(...chunk.map((row) => row.map(cellText)));
  const widths = fitted(naturalWidths(rows.columns, texts), width);
  if (widths === undefined) {
    yield* records(rows.columns, texts);
    return;
  }
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => padded(cell, widths[index] ?? 0, rows.numeric[index] === true))
      .join(GAP)
      .trimEnd();
  yield line(rows.columns);
  yield widths.map((columnWidth) => "-".repeat(columnWidth)).join(GAP);
  for (const row of texts) yield line(row);
}

/** What a cell shows: nothing for null, JSON for what has parts. */
export function cellText(cell: Cell): string {
  if (cell === null) return "";
  return printable(typeof cell === "object" ? JSON.stringify(cell) : String(cell));
}

function naturalWidths(columns: readonly string[], rows: readonly (readonly string[])[]): readonly number[] {
  return columns.map((column, index) =>
    rows.reduce((most, row) => Math.max(most, lengthOf(row[index] ?? "")), lengthOf(column)),
  );
}

function lengthOf(text: string): number {
  return [...text].length;
}

/** The widest columns give way first. Undefined where even narrow ones have no room. */
function fitted(natural: readonly number[], width: number | undefined): readonly number[] | undefined {
  if (width === undefined) return natural;
  const room = width - GAP.length * (natural.length - 1);
  if (natural.reduce((sum, one) => sum + Math.min(one, NARROWEST), 0) > room) return undefined;
  let limit = Math.max(...natural);
  while (natural.reduce((sum, one) => sum + Math.min(one, limit), 0) > room) limit--;
  return natural.map((one) => Math.min(one, limit));
}

function padded(text: string, width: number, isNumber: boolean): string {
  const signs = [...text];
  if (signs.length > width) return `${signs.slice(0, width - 1).join("")}…`;
  const blanks = " ".repeat(width - signs.length);
  return isNumber ? blanks + text : text + blanks;
}

function* records(columns: readonly string[], rows: readonly (readonly string[])[]): Generator<string> {
  const width = Math.max(...columns.map(lengthOf));
  for (const [index, row] of rows.entries()) {
    yield `-- ${index + 1} of ${rows.length}`;
    for (const [place, column] of columns.entries())
      yield `${padded(column, width, false)}  ${row[place] ?? ""}`.trimEnd();
  }
}

import type { Query } from "../../../queries/catalogue";
import { escapedHtml } from "../../html";
import { number } from "../../words";
import type { Given } from "../asked-days";
import type { Cell, Rows } from "./rows";
import { cellText } from "./table";
import { timelineOf, timelineSvg } from "./timeline";

/** What a report says beside the rows. */
export interface Report {
  readonly query: Query;
  readonly given: Given;
  readonly rows: number;
  /** Undefined where the copy is complete. */
  readonly warning?: string;
  readonly coverage: readonly string[];
  readonly made: Date;
}

/** More rows than anybody scrolls through; a browser would stand still. */
const MOST_ROWS = 10_000;

/** Light, or dark where the reader's system is. Each text has a contrast of 4.5 to 1 with what is behind it. */
const STYLE = `:root{color-scheme:light dark;--text:#1a1a1a;--page:#fff;--quiet:#555;--line:#ddd;--block:#f5f5f5;--bar:#1d4ed8;--warn:#fff1e0;--edge:#b45309}
@media (prefers-color-scheme:dark){:root{--text:#e8e8e8;--page:#16181c;--quiet:#a8adb5;--line:#363b44;--block:#22262d;--bar:#7aa2ff;--warn:#3a2a12;--edge:#f0a040}}
body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:var(--text);background:var(--page)}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
.warning{background:var(--warn);border-left:4px solid var(--edge);padding:.6rem 1rem;font-weight:600}
.quiet{color:var(--quiet)}.rows{overflow-x:auto}
table{border-collapse:collapse;font-size:12px}th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
td,th{white-space:nowrap}td.long{white-space:normal;overflow-wrap:anywhere;min-width:18rem}td.number{text-align:right}th{background:var(--block)}
pre{background:var(--block);padding:1rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
svg{width:100%;height:auto}rect{fill:var(--bar)}text{font-size:11px;fill:var(--quiet)}`;

/**
 * The answer as one page that needs nothing else: no script runs in it, and it fetches nothing, whatever a caller put into the
 * logs.
 */
export async function* htmlLines(rows: Rows, report: Report): AsyncGenerator<string> {
  const { query, given, warning, coverage, made } = report;
  const shown: (readonly Cell[])[] = [];
  const times: number[] = [];
  const timeColumn = rows.columns.findIndex((column) => /time$/.test(column));
  for await (const chunk of rows.chunks()) {
    shown.push(...chunk.slice(0, Math.max(0, MOST_ROWS - shown.length)));
    for (const row of chunk) {
      const time = Date.parse(String(row[timeColumn]));
      if (!Number.isNaN(time)) times.push(time);
    }
  }
  const timeline = timelineOf(times);
  yield '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">';
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;
  yield `<title>${escapedHtml(query.title)}</title><style>${STYLE}</style></head><body>`;
  yield `<h1>${escapedHtml(query.title)}</h1><p>${escapedHtml(query.question)}</p>`;
  if (warning !== undefined) yield `<p class="warning">${escapedHtml(warning)}</p>`;
  yield `<p class="quiet">${escapedHtml(asked(query, given, made))}</p>`;
  if (timeline !== undefined) yield timelineSvg(timeline);
  yield* tableHtml(rows, shown, report.rows);
  if (query.hit !== "") yield `<h2>What a row means</h2><p>${escapedHtml(query.hit)}</p>`;
  if (query.next.length > 0) yield `<h2>Ask next</h2><p>${escapedHtml(query.next.join(", "))}</p>`;
  yield `<h2>What this rests on</h2><pre>${escapedHtml(coverage.join("\n"))}</pre>`;
  yield `<h2>The statement</h2><pre>${escapedHtml(query.sql)}</pre></body></html>`;
}

function asked({ name }: Query, given: Given, made: Date): string {
  const values = Object.entries(given).map(([parameter, value]) => `${parameter}=${value}`);
  return `${[name, ...values].join(" ")}; made ${made.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function* tableHtml({ columns, numeric }: Rows, shown: readonly (readonly Cell[])[], count: number): Generator<string> {
  yield `<h2>${count === 1 ? "1 row" : `${number(count)} rows`}</h2>`;
  if (shown.length < count) yield `<p>The first ${number(shown.length)}; --format csv has all of them.</p>`;
  yield `<div class="rows"><table><thead><tr>${columns.map((column) => `<th>${escapedHtml(column)}</th>`).join("")}</tr></thead><tbody>`;
  for (const row of shown) {
    const cells = row.map((cell, index) => cellHtml(cellText(cell), numeric[index] === true));
    yield `<tr>${cells.join("")}</tr>`;
  }
  yield "</tbody></table></div>";
}

/** Characters that stay on one line: an ARN's name, an id. */
const SHORT = 48;

function cellHtml(text: string, isNumber: boolean): string {
  const kind = isNumber ? "number" : text.length > SHORT ? "long" : undefined;
  return `<td${kind === undefined ? "" : ` class="${kind}"`}>${escapedHtml(text)}</td>`;
}

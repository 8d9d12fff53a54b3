import type { Query } from "../../../queries/catalogue";
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

const STYLE = `body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
.warning{background:#fff1e0;border-left:4px solid #b45309;padding:.6rem 1rem;font-weight:600}
.quiet{color:#555}.rows{overflow-x:auto}
table{border-collapse:collapse;font-size:12px}th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
td.number{text-align:right}th{position:sticky;top:0;background:#f5f5f5}
pre{background:#f5f5f5;padding:1rem;overflow-x:auto;white-space:pre-wrap}
svg{width:100%;height:auto}rect{fill:#1d4ed8}text{font-size:11px;fill:#555}`;

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
  yield '<!doctype html><html lang="en"><head><meta charset="utf-8">';
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;
  yield `<title>${escaped(query.title)}</title><style>${STYLE}</style></head><body>`;
  yield `<h1>${escaped(query.title)}</h1><p>${escaped(query.question)}</p>`;
  if (warning !== undefined) yield `<p class="warning">${escaped(warning)}</p>`;
  yield `<p class="quiet">${escaped(asked(query, given, made))}</p>`;
  if (timeline !== undefined) yield timelineSvg(timeline);
  yield* tableHtml(rows, shown, report.rows);
  if (query.hit !== "") yield `<h2>What a row means</h2><p>${escaped(query.hit)}</p>`;
  if (query.next.length > 0) yield `<h2>Ask next</h2><p>${escaped(query.next.join(", "))}</p>`;
  yield `<h2>What this rests on</h2><pre>${escaped(coverage.join("\n"))}</pre>`;
  yield `<h2>The statement</h2><pre>${escaped(query.sql)}</pre></body></html>`;
}

function asked({ name }: Query, given: Given, made: Date): string {
  const values = Object.entries(given).map(([parameter, value]) => `${parameter}=${value}`);
  return `${[name, ...values].join(" ")}; made ${made.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function* tableHtml({ columns, numeric }: Rows, shown: readonly (readonly Cell[])[], count: number): Generator<string> {
  yield `<h2>${count === 1 ? "1 row" : `${number(count)} rows`}</h2>`;
  if (shown.length < count) yield `<p>The first ${number(shown.length)}; --format csv has all of them.</p>`;
  yield `<div class="rows"><table><thead><tr>${columns.map((column) => `<th>${escaped(column)}</th>`).join("")}</tr></thead><tbody>`;
  for (const row of shown) {
    const cells = row.map(
      (cell, index) => `<td${numeric[index] === true ? ' class="number"' : ""}>${escaped(cellText(cell))}</td>`,
    );
    yield `<tr>${cells.join("")}</tr>`;
  }
  yield "</tbody></table></div>";
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

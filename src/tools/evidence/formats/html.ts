import { createHash } from "node:crypto";
import { Marked } from "marked";
import type { Status } from "../../doctor/check";
import { escapedHtml } from "../../html";
import type { Evidence } from "../evidence";
import { ARCHITECTURE } from "./architecture-svg";
import { about, type Section, sectionsOf } from "./markdown";

/** Light, or dark where the reader's system is; on paper black on white. Each text has a contrast of 4.5 to 1 with what is behind it. */
const STYLE = `:root{color-scheme:light dark;--text:#1a1a1a;--page:#fff;--quiet:#555;--line:#ccc;--block:#f4f4f4;--link:#1d4ed8;--pass:#166534;--fail:#b91c1c;--open:#92400e}
@media (prefers-color-scheme:dark){:root{--text:#e8e8e8;--page:#16181c;--quiet:#a8adb5;--line:#3d434d;--block:#22262d;--link:#8ab0ff;--pass:#86efac;--fail:#fca5a5;--open:#fcd34d}}
*{box-sizing:border-box}body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:80rem;padding:1rem;overflow-wrap:anywhere;color:var(--text);background:var(--page)}
a{color:var(--link)}a:focus-visible,input:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100rem}.skip:focus{position:static}
h1{font-size:1.5rem}h2{font-size:1.25rem;margin-top:2.5rem;border-top:1px solid var(--line);padding-top:1rem}h3{font-size:1.05rem}
.verdict{font-size:1.2rem;font-weight:700;padding:.8rem 1rem;border-left:.5rem solid;background:var(--block)}
.pass{color:var(--pass)}.fail{color:var(--fail)}.could-not-check{color:var(--open)}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;padding:0;list-style:none}
.find{position:sticky;top:0;background:var(--page);padding:.6rem 0;display:flex;flex-wrap:wrap;gap:.6rem;align-items:center}
input{font:inherit;padding:.4rem .6rem;width:min(28rem,100%);color:inherit;background:var(--block);border:1px solid var(--quiet);border-radius:.3rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem;width:100%}
th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}th{background:var(--block)}
td{overflow-wrap:anywhere;min-width:6rem}code{font-size:.92em;overflow-wrap:anywhere}
figure{margin:1rem 0}svg{width:100%;height:auto;max-width:60rem}figcaption{color:var(--quiet)}
@media print{:root{color-scheme:light;--text:#000;--page:#fff;--quiet:#333;--line:#999;--block:#f4f4f4;--link:#000;--pass:#14532d;--fail:#7f1d1d;--open:#78350f}.find,.skip,nav{display:none}tr{break-inside:avoid}h2{break-after:avoid}body{font-size:10pt;max-width:none}}`;

/** Hides the rows that do not have the words, and says how many have. */
const SCRIPT = `const box=document.getElementById("words"),count=document.getElementById("count"),rows=[...document.querySelectorAll("tbody tr")];
box.addEventListener("input",()=>{const words=box.value.toLowerCase().split(/\\s+/).filter(Boolean);let shown=0;
for(const row of rows){const has=words.every(word=>row.textContent.toLowerCase().includes(word));row.hidden=!has;if(has)shown++}
count.textContent=words.length?shown+" of "+rows.length+" rows":""});
addEventListener("beforeprint",()=>{for(const row of rows)row.hidden=false});`;

/** One page that needs nothing else: it fetches nothing, and runs the one script above. */
export function formatHtml(evidence: Evidence): string {
  const { organization, verdict } = evidence;
  const sections = sectionsOf(evidence);
  const script = createHash("sha256").update(SCRIPT).digest("base64");
  const title = `Evidence: the audit trail of ${organization.name}`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${script}'">`,
    `<title>${escapedHtml(title)}</title><style>${STYLE}</style></head><body>`,
    `<p class="verdict ${verdict.status}">${escapedHtml(verdict.headline)}</p>`,
    '<a class="skip" href="#main">To the evidence</a>',
    `<header><h1>${escapedHtml(title)}</h1>${rendered(about(evidence))}</header>`,
    `<nav aria-label="Sections"><ul>${sections.map(({ id, title: name }) => `<li><a href="#${id}">${escapedHtml(name)}</a></li>`).join("")}</ul></nav>`,
    `<figure>${ARCHITECTURE}<figcaption>CloudTrail records, the archive keeps. Two channels alert people, and they share nothing but the call.</figcaption></figure>`,
    '<div class="find" role="search"><label for="words">Find in all tables</label><input id="words" type="search" autocomplete="off"><span id="count" role="status"></span></div>',
    `<main id="main">${sections.map(sectionHtml).join("\n")}</main>`,
    `<script>${SCRIPT}</script></body></html>`,
    "",
  ].join("\n");
}

function sectionHtml({ id, title, markdown }: Section): string {
  return `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${escapedHtml(title)}</h2>${rendered(markdown)}</section>`;
}

const STATUS_OF_WORDS: Readonly<Record<string, Status>> = {
  pass: "pass",
  FAIL: "fail",
  "pass, in part": "pass",
  "could not check": "could-not-check",
};

const RENDERER = new Marked({ gfm: true, async: false }).use({
  // An address in AWS's words is no link of ours.
  tokenizer: { url: () => undefined },
  // What AWS's words would make of HTML is escaped where the Markdown is written; the one tag of ours is a line break.
  renderer: { html: ({ text }) => (text === "<br>" ? "<br>" : escapedHtml(text)) },
});

function rendered(markdown: string): string {
  return String(RENDERER.parse(markdown))
    .replaceAll("<table>", '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>')
    .replaceAll("</table>", "</table></div>")
    .replaceAll("<th>", '<th scope="col">')
    .replaceAll(
      /<td>(pass|pass, in part|FAIL|could not check)<\/td>/g,
      (_, words: string) => `<td class="${STATUS_OF_WORDS[words]}"><strong>${words}</strong></td>`,
    );
}

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** As wide as the code. */
const WIDTH = 120;

const FENCE = /^\s*```/;
/** Tables, headings, comments, thematic breaks and reference links stay as they are. */
const VERBATIM = /^\s*(?:\||#{1,6} |<!--|<|-{3,}$|\[[^\]]+\]: )/;
const ITEM = /^(\s*)((?:[-*+]|\d+\.)\s+(?:\[[ x]\] )?)/;
const QUOTE = /^\s*>( |$)/;
/** Code by indentation, where no list is open. */
const INDENTED_CODE = /^ {4}/;
/** A line that began so would be a list, a heading, a table or a quotation. */
const NO_BEGINNING = /^(?:[-*+>|#]|#{1,6}|\d+\.)$/;

/** Tests write them. */
const WRITTEN_BY_TESTS = ["docs/messages-per-week.md", "docs/plan-review-corpus.md"];

/** Pages that people write, generated ones among them still. */
export function handWritten(projectRoot: string): readonly string[] {
  const top = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].filter((name) =>
    existsSync(join(projectRoot, name)),
  );
  const below = readdirSync(join(projectRoot, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name.replaceAll("\\", "/")}`);
  return [...top, ...below.sort()].filter((name) => !WRITTEN_BY_TESTS.includes(name));
}

/** Wraps the paragraphs, list items and quotations of a page at one width. Everything else keeps its lines. */
export function wrapProse(markdown: string): string {
  const page = new Page();
  for (const line of markdown.split("\n")) page.add(line);
  return page.text();
}

interface Paragraph {
  /** What the first line begins with, and the others. */
  readonly first: string;
  readonly rest: string;
  readonly words: string[];
}

class Page {
  private readonly done: string[] = [];
  private open: Paragraph | undefined;
  private isFenced = false;
  private isInList = false;

  add(line: string): void {
    if (this.keeps(line)) this.keep(line);
    else this.take(line);
  }

  text(): string {
    this.end();
    return this.done.join("\n");
  }

  private keeps(line: string): boolean {
    if (this.isFenced || FENCE.test(line) || VERBATIM.test(line) || line.trim() === "") return true;
    return INDENTED_CODE.test(line) && !this.isInList && this.open === undefined;
  }

  private keep(line: string): void {
    this.end();
    this.done.push(line);
    if (FENCE.test(line)) this.isFenced = !this.isFenced;
    else if (/^\S/.test(line) && !this.isFenced) this.isInList = false;
  }

  private take(line: string): void {
    const [begin = "", indent = "", marker] = ITEM.exec(line) ?? [];
    if (marker !== undefined) {
      this.isInList = true;
      this.begin(begin, indent + " ".repeat(marker.trimEnd().length + 1), line.slice(begin.length));
    } else if (this.open !== undefined && QUOTE.test(line) === QUOTE.test(this.open.first)) {
      this.open.words.push(...wordsOf(line.replace(QUOTE, "")));
    } else {
      const [own = ""] = QUOTE.exec(line) ?? /^\s*/.exec(line) ?? [];
      if (own === "") this.isInList = false;
      this.begin(own, own, line.slice(own.length));
    }
    // Two spaces, or a backslash, at its end break a line for good.
    if (/(?: {2}|\\)$/.test(line)) this.end(line.endsWith("\\") ? "" : "  ");
  }

  private begin(first: string, rest: string, text: string): void {
    this.end();
    this.open = { first, rest, words: wordsOf(text) };
  }

  private end(ending = ""): void {
    if (this.open === undefined) return;
    const lines = linesOf(this.open);
    this.open = undefined;
    this.done.push(...lines.slice(0, -1), `${lines.at(-1)}${ending}`);
  }
}

/** What stays together: code and its spaces are one word. */
function wordsOf(text: string): string[] {
  return text.trim().match(/(?:`[^`]*`|[^\s`]|`)+/g) ?? [];
}

function linesOf({
  first,
  rest,
  words,
}: {
  readonly first: string;
  readonly rest: string;
  readonly words: readonly string[];
}): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of words) {
    const fits = line.length + (isEmpty ? 0 : 1) + word.length <= WIDTH;
    if (isEmpty || fits || NO_BEGINNING.test(word)) {
      line += isEmpty ? word : ` ${word}`;
    } else {
      lines.push(line);
      line = rest + word;
    }
    isEmpty = false;
  }
  return [...lines, line];
}

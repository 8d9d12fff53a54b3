import type { Finding } from "../finding";
import type { ReviewedChange } from "../review-plan";
import type { Story } from "../story";
import { actionWords, totals, verdictOf } from "./text";
import { changeWords, DIRECTION_WORDS } from "./words";

/** For a pull request: findings where one looks first, the rest in tables. */
export function formatMarkdown(stories: readonly Story[]): string {
  return stories.map(markdownOf).join("\n\n");
}

function markdownOf({ of, live, unimportant, counts, warnings, judged }: Story): string {
  return [
    `## Review of ${code(of)}`,
    "",
    `**${verdictOf(judged.findings)}**`,
    ...table(
      "Findings",
      ["", "check", "resource", "what", "before → after", "what to do"],
      judged.findings.map(findingRow),
    ),
    ...table("What changes on live resources", ["resource", "", "attribute", "before → after"], live.flatMap(liveRows)),
    ...(unimportant.length === 0
      ? []
      : [
          "",
          `Unimportant: ${unimportant.map(({ type, attributes, count }) => `${count} × ${code(type)} (${attributes.join(", ")})`).join("; ")}.`,
        ]),
    ...(warnings.length === 0
      ? []
      : ["", "### Warnings of check blocks", "", ...warnings.map((warning) => `- ${escaped(warning)}`)]),
    ...table(
      "Accepted",
      ["check", "resource", "reason", "until"],
      judged.accepted.map(({ finding, entry }) => [
        finding.check,
        code(finding.address),
        escaped(entry.reason),
        entry.expiresOn,
      ]),
    ),
    ...details(
      "All changes",
      table(
        "",
        ["where", "kind", "changes"],
        counts.map((count) => [count.place, code(count.type), totals([count])]),
      ),
    ),
  ].join("\n");
}

function findingRow({
  check,
  address,
  attribute,
  direction,
  what,
  before,
  after,
  remedy,
  healed,
}: Finding): readonly string[] {
  const where = attribute === undefined ? code(address) : `${code(address)} ${code(attribute)}`;
  const difference = attribute?.includes(": ") ? "" : code(changeWords(before, after));
  return [
    DIRECTION_WORDS[direction],
    check,
    where,
    escaped(`${what}${healed ? " Applying the plan puts it right." : ""}`),
    difference,
    escaped(remedy),
  ];
}

function liveRows(change: ReviewedChange): readonly (readonly string[])[] {
  const { address, differences } = change;
  const action = actionWords(change);
  const important = differences.filter(({ direction }) => direction !== "neutral");
  if (important.length === 0) return [[code(address), action, "", ""]];
  return important.map(({ attribute, direction, what, before, after }) => [
    code(address),
    [action, DIRECTION_WORDS[direction]].join(" "),
    code(attribute),
    attribute.includes(": ") ? escaped(what) : code(changeWords(before, after)),
  ]);
}

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    "",
    ...(title === "" ? [] : [`### ${title}`, ""]),
    line(heads),
    line(heads.map(() => "---")),
    ...rows.map(line),
  ];
}

function details(summary: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `<details><summary>${summary}</summary>`, ...lines, "", "</details>"];
}

/** Whoever names a resource, or a tag, must not write the comment of a pull request. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#@]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, " ");
}

function code(text: string): string {
  return text === "" ? "" : `\`${text.replace(/`/g, "'").replace(/\|/g, "\\|").replace(/\r?\n/g, " ")}\``;
}

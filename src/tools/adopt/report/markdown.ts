import { changeWords } from "../../review/formats/words";
import type { Decision } from "../decisions/decision";
import type { AdoptionReport, Row, StackFinding } from "./report";
import { grouped, madeLines, summary, verdict } from "./text";

/** For a pull request. */
export function reportMarkdown(report: AdoptionReport): string {
  const { weaker, decisions, stronger, unimportant, made, accepted, notes } = report;
  return [
    "## Adoption",
    "",
    ...summary(report)
      .split("\n")
      .map((line, index) => (index === 0 ? line : `-${line}`)),
    ...section(`Becomes weaker: ${weaker.length}`, weaker.map(weakerItem)),
    ...section(
      `Must be decided: ${decisions.length}`,
      decisions.map((decision) => decisionItem(decision, report.description)),
    ),
    ...section(
      `Becomes stronger: ${stronger.length}`,
      [...grouped(stronger)].map(([where, rows]) => strongerItem(where, rows)),
    ),
    ...section(
      "Changes without consequence",
      [...grouped(unimportant)].map(
        ([where, rows]) => `- ${where}: ${rows.map(({ attribute }) => code(attribute)).join(", ")}`,
      ),
    ),
    ...section(
      "Is made",
      madeLines(made).map((line) => `- ${line.trim()}`),
    ),
    ...section(
      "Accepted",
      accepted.map(
        ({ finding, entry }) =>
          `- ${code(finding.check)} ${finding.address}: ${entry.reason} (until ${entry.expiresOn})`,
      ),
    ),
    ...section(
      "Not known",
      notes.map((note) => `- ${note}`),
    ),
    "",
    `**${verdict(report)}**`,
  ].join("\n");
}

function section(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ["", `### ${title}`, "", ...items];
}

function weakerItem({ stack, address, attribute, check, what, before, after, remedy }: StackFinding): string {
  return `- **${stack}: ${address}${attribute === undefined ? "" : ` ${attribute}`}** (${code(check)}): ${[what, changeWords(before, after)].filter(Boolean).join(" ")} → ${remedy}`;
}

function decisionItem(
  { what, check, address, live, described, keep, otherwise, detail }: Decision,
  description: string,
): string {
  return [
    `- **${what}** (${code(check)}, ${address})`,
    `  - live: ${live}`,
    `  - described: ${described}`,
    ...(keep === undefined ? [] : [`  - to keep it, add to ${description}: ${code(keep)}`]),
    `  - ${keep === undefined ? "then" : "otherwise"}: ${otherwise}`,
    ...(detail === undefined ? [] : ["", "  ```diff", ...detail.split("\n").map((line) => `  ${line}`), "  ```"]),
  ].join("\n");
}

function strongerItem(where: string, rows: readonly Row[]): string {
  return [
    `- ${where}`,
    ...rows.map(({ attribute, what, before, after }) => `  - ${attribute}: ${what || changeWords(before, after)}`),
  ].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}

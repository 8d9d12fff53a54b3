import { columns } from "../../columns";
import { printable } from "../../printable";
import { counted } from "../../words";
import type { Status } from "../check";
import type { DoctorLine, DoctorReport } from "./report";

const WORDS: Readonly<Record<Status, string>> = { pass: "pass", fail: "FAIL", "could-not-check": "could not check" };

/** Things of one kind that a page lists: the JSON has all of them. */
const LISTED = 20;

export const FORMATS = {
  table,
  markdown,
  json: (report: DoctorReport) => JSON.stringify(report, undefined, 2),
} as const;

export type Format = keyof typeof FORMATS;

function table(report: DoctorReport): string {
  const rows = report.lines.map(({ id, question, status }) => [WORDS[status], id, question]);
  const details = report.lines.filter(({ status }) => status !== "pass").flatMap(detail);
  return [title(report), "", ...columns(rows), ...details, "", verdict(report)].map(printable).join("\n");
}

function detail({ id, status, deviations, unread }: DoctorLine): readonly string[] {
  return [
    "",
    `${WORDS[status]}: ${id}`,
    ...listed(deviations, ({ subject, what, remedy }) => [`  ${subject}: ${what}.`, `    → ${remedy}`]),
    ...listed(unread, ({ subject, reason }) => [`  ${subject} could not be read: ${reason}`]),
    ...(status === "could-not-check" && unread.length === 0 ? ["  AWS answered, and named nothing to look at."] : []),
  ];
}

function listed<Item>(items: readonly Item[], lines: (item: Item) => readonly string[]): readonly string[] {
  const more = items.length - LISTED;
  return [
    ...items.slice(0, LISTED).flatMap(lines),
    ...(more > 0 ? [`  and ${more} more: --format json has all of them`] : []),
  ];
}

function title({ organization, organizationId, askedAt }: DoctorReport): string {
  return `${organization} (${organizationId}), asked at ${askedAt}`;
}

function verdict({ lines, status }: DoctorReport): string {
  const of = (wanted: Status) => lines.filter((line) => line.status === wanted).length;
  const counts = `${counted(lines.length, "line")}: ${of("pass")} pass, ${of("fail")} fail, ${of("could-not-check")} could not be checked.`;
  if (status !== "could-not-check") return counts;
  return `${counts} What could not be checked is no pass. \`npx org-trail doctor --print-policy\` prints what the reader has to be allowed.`;
}

function markdown(report: DoctorReport): string {
  const rows = report.lines.map(
    ({ id, question, page, status }) => `| ${WORDS[status]} | \`${id}\` | [${cell(question)}](${page}) |`,
  );
  return [
    `# ${cell(title(report))}`,
    "",
    cell(verdict(report)),
    "",
    "| result | line | question |",
    "|---|---|---|",
    ...rows,
    ...report.lines.flatMap(section),
  ].join("\n");
}

function section({ id, status, deviations, unread, evidence }: DoctorLine): readonly string[] {
  return [
    "",
    `## ${id}: ${WORDS[status]}`,
    "",
    ...listed(deviations, ({ subject, what, remedy }) => [`- **${cell(subject)}**: ${cell(what)}. ${cell(remedy)}`]),
    ...listed(unread, ({ subject, reason }) => [`- ${cell(subject)} could not be read: ${cell(reason)}`]),
    ...listed(evidence, (seen) => [`- ${cell(seen)}`]),
  ];
}

/** A text in a cell or item: nothing of it is markup, or a line of its own. */
function cell(text: string): string {
  return printable(text).replace(/[\\|<>[\]*]/g, "\\$&");
}

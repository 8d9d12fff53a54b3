import { acceptedLine } from "../../review/formats/text";
import { changeWords, counted } from "../../review/formats/words";
import type { Decision } from "../decisions/decision";
import { acceptanceOf } from "./acceptance";
import { type AdoptionReport, isClean, type Row, type StackFinding } from "./report";

/** For a terminal. */
export function reportText(report: AdoptionReport, today: string): string {
  const { weaker, decisions, stronger, accepted, notes } = report;
  return [
    summary(report),
    ...section(
      `BECOMES WEAKER: ${weaker.length}. Refused, unless somebody accepts it by name`,
      weaker.flatMap(weakerLines),
    ),
    ...section(
      `MUST BE DECIDED: ${decisions.length}`,
      decisions.flatMap((decision, index) => decisionLines(decision, index + 1, report.description)),
    ),
    ...section(`BECOMES STRONGER: ${stronger.length}`, strongerLines(stronger)),
    ...section("CHANGES WITHOUT CONSEQUENCE", unimportantLines(report.unimportant)),
    ...section("IS MADE", madeLines(report.made)),
    ...section("ACCEPTED", accepted.map(acceptedLine)),
    ...section(
      "NOT KNOWN",
      notes.map((note) => `  ${note}`),
    ),
    ...section("TO ACCEPT WHAT IS LEFT", acceptanceLines(report, today)),
    "",
    verdict(report),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

export function summary({ organization, stacks, made }: AdoptionReport): string {
  const live = stacks.reduce((sum, stack) => sum + stack.live, 0);
  const all = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const added = Object.values(made).reduce((sum, count) => sum + count, 0);
  return [
    `Adoption of ${organization}: ${live} of ${all} resources are live and are taken over; ${added} are made.`,
    ...stacks.map(
      ({ name, accountId, live: own, resources, waitsFor }) =>
        `  ${name}  ${accountId}  ${own} of ${resources} live${waitsFor === undefined ? "" : `; can be planned once ${waitsFor} is applied: what it would change is not in this report`}`,
    ),
  ].join("\n");
}

function weakerLines({
  stack,
  address,
  attribute,
  check,
  what,
  before,
  after,
  remedy,
}: StackFinding): readonly string[] {
  return [
    `  ${stack}: ${address}${attribute === undefined ? "" : ` ${attribute}`}  [${check}]`,
    `    ${what || changeWords(before, after)}`,
    ...(what && !attribute?.includes(": ") ? [`    ${changeWords(before, after)}`] : []),
    `    → ${remedy}`,
  ];
}

function decisionLines(decision: Decision, number: number, description: string): readonly string[] {
  const { what, check, address, live, described, keep, otherwise, detail } = decision;
  return [
    `  ${number}. ${what}  [${check}]`,
    `     where      ${address}`,
    `     live       ${live}`,
    `     described  ${described}`,
    ...(keep === undefined ? [] : [`     to keep it  add to ${description}: ${keep}`]),
    `     ${keep === undefined ? "then       " : "otherwise  "}${otherwise}`,
    ...(detail === undefined ? [] : detail.split("\n").map((line) => `       ${line}`)),
  ];
}

function strongerLines(rows: readonly Row[]): readonly string[] {
  return [...grouped(rows)].flatMap(([where, own]) => [
    `  ${where}`,
    ...own.map(({ attribute, what, before, after }) => `    ${attribute}: ${what || changeWords(before, after)}`),
  ]);
}

export function grouped(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const where = `${row.stack}: ${row.path}`;
    groups.set(where, [...(groups.get(where) ?? []), row]);
  }
  return groups;
}

function unimportantLines(rows: readonly Row[]): readonly string[] {
  return [...grouped(rows)].map(([where, own]) => `  ${where}: ${own.map(({ attribute }) => attribute).join(", ")}`);
}

export function madeLines(made: AdoptionReport["made"]): readonly string[] {
  return Object.entries(made)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([type, count]) => `  ${String(count).padStart(4)}  ${type}`);
}

function acceptanceLines(report: AdoptionReport, today: string): readonly string[] {
  if (isClean(report)) return [];
  return [
    `  What the description does not keep and you mean all the same: put it into organizations/${report.organization}.accepted.json, each with its reason.`,
    ...acceptanceOf(report, today)
      .split("\n")
      .map((line) => `  ${line}`),
  ];
}

export function verdict(report: AdoptionReport): string {
  const { weaker, decisions } = report;
  if (isClean(report)) return "Nothing is left to decide. Next: npm run plan, then npm run deploy.";
  const parts = [
    ...(weaker.length === 0 ? [] : [`${counted(weaker.length, "thing")} would become weaker`]),
    ...(decisions.length === 0 ? [] : [`${counted(decisions.length, "thing")} must be decided`]),
  ];
  return `${parts.join("; ")}. Change the description or accept them, and run npx org-trail adopt again.`;
}

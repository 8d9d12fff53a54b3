import type { Judged } from "../accepted";
import type { Finding } from "../finding";
import type { ReviewedChange } from "../review-plan";
import type { Count, Story } from "../story";
import { changeWords, counted, DIRECTION_WORDS } from "./words";

/** For a terminal. */
export function formatText(stories: readonly Story[]): string {
  return stories.map(textOf).join("\n\n");
}

function textOf({ of, live, unimportant, counts, warnings, judged }: Story): string {
  return [
    `── Review of ${of}`,
    ...section("What changes on live resources", [
      ...live.flatMap(liveLines),
      ...unimportant.map(
        ({ type, attributes, count }) => `  ${counted(count, type, `× ${type}`)}: ${attributes.join(", ")}`,
      ),
    ]),
    ...section("All changes", countLines(counts)),
    ...section(
      "Warnings of check blocks",
      warnings.map((warning) => `  ! ${warning}`),
    ),
    ...section("Accepted", judged.accepted.map(acceptedLine)),
    ...section("Findings", judged.findings.flatMap(findingLines)),
    "",
    verdictOf(judged.findings),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

export function acceptedLine({ finding, entry }: Judged["accepted"][number]): string {
  return `  ${finding.check} ${placeOf(finding)}: ${entry.reason} (until ${entry.expiresOn})`;
}

function placeOf({ address, attribute }: Pick<Finding, "address" | "attribute">): string {
  return attribute === undefined ? address : `${address} ${attribute}`;
}

export function verdictOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return "Nothing found: the plan weakens nothing that is judged here.";
  const weaker = findings.filter(({ direction }) => direction === "weaker").length;
  return `${counted(findings.length, "finding")}: ${weaker} weaker, ${findings.length - weaker} undecided.`;
}

function liveLines(change: ReviewedChange): readonly string[] {
  const { address, differences } = change;
  const important = differences.filter(({ direction }) => direction !== "neutral");
  const others = differences.filter(({ direction }) => direction === "neutral").map(({ attribute }) => attribute);
  return [
    `  ${address}: ${actionWords(change)}`,
    ...important.flatMap(({ attribute, direction, what, before, after }) => [
      `    ${[DIRECTION_WORDS[direction], attribute.includes(": ") ? what : `${attribute}: ${changeWords(before, after)}`].join(" ")}`,
    ]),
    ...(others.length === 0 ? [] : [`    also: ${others.join(", ")}`]),
  ];
}

/** `update`, `import and update`, `update, moved from aws_kms_key.old`. */
export function actionWords({ action, importing, previousAddress }: ReviewedChange): string {
  const moved = previousAddress === undefined ? "" : `, moved from ${previousAddress}`;
  return `${importing === undefined ? "" : "import and "}${action}${moved}`;
}

export function findingLines({
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
  return [
    `  ${DIRECTION_WORDS[direction]} [${check}] ${placeOf({ address, attribute })}`,
    `    ${[what, ...(healed ? ["Applying the plan puts it right."] : [])].join(" ")}`.trimEnd(),
    ...(attribute?.includes(": ") ? [] : [`    ${changeWords(before, after)}`]),
    `    → ${remedy}`,
  ];
}

const VERBS = ["create", "update", "replace", "destroy", "forget", "import", "move"] as const;

function countLines(counts: readonly Count[]): readonly string[] {
  const places = [...new Set(counts.map(({ place }) => place))];
  return places.flatMap((place) => {
    const own = counts.filter((count) => count.place === place);
    return [`  ${place}: ${totals(own)}`, ...own.map((count) => `    ${count.type}: ${totals([count])}`)];
  });
}

export function totals(counts: readonly Count[]): string {
  return VERBS.flatMap((verb) => {
    const total = counts.reduce((sum, count) => sum + count[verb], 0);
    return total === 0 ? [] : [`${total} to ${verb}`];
  }).join(", ");
}

import { columns } from "../columns";
import { counted as count } from "../review/formats/words";
import { formatDuration } from "../words";
import { describeAcceptance } from "./acceptances";
import { acceptedAttacks, byPlane, type CallCounts, counted } from "./attack-summary";
import type { DrillAnswer } from "./drill-answer";
import { NOT_SHOWN } from "./not-shown";
import { problemsOf, type Rehearsal } from "./result";

export type Format = "text" | "markdown";

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
  /** Comes before the lines; its first row is its head. */
  readonly table?: readonly (readonly string[])[];
}

/** Problems on the page. The first one often explains the others, and the details have all of them. */
const SHOWN_PROBLEMS = 10;

/** One page that a reviewer can keep: counts, and what to know. Its details are a page of their own. */
export function report(rehearsal: Rehearsal, format: Format): string {
  const problems = problemsOf(rehearsal);
  const verdict = problems.length === 0 ? "PASSED" : `FAILED, ${count(problems.length, "problem")}`;
  const title = `Rehearsal of ${rehearsal.organization} (${rehearsal.organizationId}), ${minute(rehearsal.when)}: ${verdict}`;
  const intro =
    problems.length === 0
      ? "Terraform applied the description to an emulator of AWS, and a second plan found nothing to change. AWS was not touched."
      : "This ran on an emulator of AWS. AWS was not touched.";
  const sections = [problemSection(problems), ...sectionsOf(rehearsal)].filter(
    ({ lines, table = [] }) => lines.length + table.length > 0,
  );
  return `${(format === "markdown" ? markdown : text)(title, intro, sections)}\n`;
}

export const minute = (when: Date): string => `${when.toISOString().slice(0, 16).replace("T", " ")} UTC`;

function problemSection(problems: readonly string[]): Section {
  const more = problems.length - SHOWN_PROBLEMS;
  const rest = more > 0 ? [`${more} more are in the details.`] : [];
  return { title: "What is wrong", lines: [...problems.slice(0, SHOWN_PROBLEMS), ...rest] };
}

function sectionsOf(rehearsal: Rehearsal): readonly Section[] {
  const { before, drill, notices, steps, toAccept } = rehearsal;
  const total = steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return [
    { title: "Before the first plan", lines: before },
    { title: "Applied, then planned again", ...applied(rehearsal) },
    drill === undefined
      ? {
          title: "Not attacked",
          lines: ["The simulator that decides attacks is a development dependency. Install it with: npm ci"],
        }
      : { title: "Attacked", ...attacked(drill) },
    { title: "npm run deploy will ask you to accept", lines: toAccept.map(describeAcceptance) },
    { title: "Know before you deploy", lines: notices },
    { title: "What an emulator cannot show", lines: NOT_SHOWN },
    {
      title: `It took ${formatDuration(total)}`,
      lines: [steps.map(({ what, milliseconds }) => `${what} ${formatDuration(milliseconds)}`).join(", ")],
    },
  ];
}

function applied({ stacks, leftOut, substituted, judged, asked }: Rehearsal): Omit<Section, "title"> {
  return {
    table: [
      ["stack", "account", "resources", "deploy", "second plan"],
      ...stacks.map((one) => [one.name, one.accountId, String(one.resources), one.applied, one.replanned]),
    ],
    lines: [
      ...(leftOut.length === 0
        ? []
        : [`${count(leftOut.length, "more workload stack")} like these: not applied. Only the account differs.`]),
      ...(substituted.length === 0
        ? []
        : [
            `The emulator chose ids of its own for ${count(substituted.length, "adopted resource")}. The details name them.`,
          ]),
      `AWS's API models accept ${judged.calls - judged.violations.length} of ${judged.calls} calls.`,
      asked.refused.length === 0
        ? `The policies of \`npx org-trail permissions\` allow every call that Terraform made, ${asked.times} in all.`
        : `The policies of \`npx org-trail permissions\` refused ${count(asked.refused.length, "call")} that Terraform made.`,
    ],
  };
}

function attacked({ attacks, read, leftOut }: DrillAnswer): Omit<Section, "title"> {
  const planes = byPlane(attacks);
  const row = (what: string, number: number, { calls, refused, seen, neither }: CallCounts) =>
    [what, number, calls, refused, seen, neither].map(String);
  const accepted = acceptedAttacks(attacks);
  const number = planes.reduce((sum, plane) => sum + plane.attacks, 0);
  return {
    table: [
      ["target", "attacks", "calls", "refused", "seen", "neither"],
      ...planes.map((plane) => row(plane.plane, plane.attacks, plane)),
      row("all", number, counted(attacks)),
    ],
    lines: [
      `A simulator decided each call on the ${read.policies} policies and ${read.patterns} event patterns that the emulator had after the deploy.`,
      ...(leftOut === 0 ? [] : [`${count(leftOut, "more workload account")}: no attack started there.`]),
      ...(accepted.length === 0
        ? []
        : [`Neither refused nor seen, and accepted in docs/threat-model.md: calls of ${accepted.join(", ")}.`]),
    ],
  };
}

function text(title: string, intro: string, sections: readonly Section[]): string {
  const parts = sections.map(({ title: heading, lines, table = [] }) =>
    [heading, ...[...columns(table), ...lines].map((line) => `  ${line}`)].join("\n"),
  );
  return [title, intro, ...parts].join("\n\n");
}

function markdown(title: string, intro: string, sections: readonly Section[]): string {
  const parts = sections.map(({ title: heading, lines, table = [] }) =>
    [`## ${heading}`, tableOf(table), lines.map((line) => `- ${line}`).join("\n")].filter(Boolean).join("\n\n"),
  );
  return [`# ${title}`, intro, ...parts].join("\n\n");
}

function tableOf([head, ...rows]: readonly (readonly string[])[]): string {
  if (head === undefined) return "";
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

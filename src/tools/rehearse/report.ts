import { formatDuration } from "../terraform/progress";
import { byAttack, byPlane, type PlaneSummary } from "./attack-summary";
import { NOT_SHOWN } from "./not-shown";
import { problemsOf, type Rehearsal } from "./result";

export type Format = "text" | "markdown";

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
  /** Under a click, where the format knows such a thing; else left out. */
  readonly folded?: boolean;
}

/** One page that a reviewer can keep. */
export function report(rehearsal: Rehearsal, format: Format): string {
  const { organization, organizationId, when } = rehearsal;
  const problems = problemsOf(rehearsal);
  const title = `Rehearsal of ${organization} (${organizationId}), ${when.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const verdict =
    problems.length === 0
      ? "All as described: applied, planned again without a change, every attack answered as promised. On an emulator; AWS was not touched."
      : `Not as described: ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}. On an emulator; AWS was not touched.`;
  const sections = sectionsOf(rehearsal, problems).filter(({ lines }) => lines.length > 0);
  const render = format === "markdown" ? markdown : text;
  return `${render(title, verdict, sections)}\n`;
}

function sectionsOf(rehearsal: Rehearsal, problems: readonly string[]): readonly Section[] {
  const { before, drill, judged, leftOut, notices, stacks, steps, substituted } = rehearsal;
  return [
    { title: "Problems", lines: problems },
    { title: "There before", lines: before },
    { title: "Taken in place of what the description says", lines: substituted },
    {
      title: "Planned and applied",
      lines: [
        ...stacks.map(
          ({ name, accountId, resources, applied, replanned }) =>
            `${name}, account ${accountId}: ${resources} resources; ${applied}; planned again: ${replanned}`,
        ),
        ...(leftOut.length === 0
          ? []
          : [
              `Not applied, because they differ in nothing but the account: ${leftOut.length} workload stacks, ${leftOut[0]} to ${leftOut.at(-1)}`,
            ]),
        `${judged.calls} calls held against AWS's own models, ${judged.violations.length} refused`,
      ],
    },
    {
      title: "Attacked",
      lines:
        drill === undefined
          ? ["Not tried: the simulator is a development dependency. Install it with: npm ci"]
          : [
              `Decided on ${drill.read.policies} policies and ${drill.read.patterns} patterns, read back after the apply`,
              ...(drill.leftOut === 0 ? [] : [`Not attacked from: ${drill.leftOut} more workload accounts`]),
              ...byPlane(drill.attacks).map(planeLine),
            ],
    },
    {
      title: "Each attack",
      folded: true,
      lines: byAttack(drill?.attacks ?? []).map(
        ({ id, title, answers }) =>
          `${id} ${title}. ${answers.map(({ from, answer }) => `From ${from.join(", ")}: ${answer}`).join(". ")}`,
      ),
    },
    { title: "To know before you apply", lines: notices },
    { title: "What the emulator cannot show", lines: NOT_SHOWN },
    {
      title: `Took ${formatDuration(steps.reduce((total, { milliseconds }) => total + milliseconds, 0))}`,
      lines: steps.map(({ what, milliseconds }) => `${what}: ${formatDuration(milliseconds)}`),
    },
  ];
}

function planeLine({ plane, attacks, calls, refused, refusedBy, seenBy, accepted }: PlaneSummary): string {
  return [
    `${plane}: ${attacks} attacks, ${calls} calls, ${refused} refused by ${refusedBy.join(", ")}`,
    ...(seenBy.length === 0 ? [] : [`seen by ${seenBy.join(", ")}`]),
    ...(accepted.length === 0 ? [] : [`residual: ${accepted.join(", ")}`]),
  ].join("; ");
}

function text(title: string, verdict: string, sections: readonly Section[]): string {
  const shown = sections.filter(({ folded }) => !folded);
  const parts = shown.map(({ title: heading, lines }) => [heading, ...lines.map((line) => `  ${line}`)].join("\n"));
  return [title, verdict, ...parts].join("\n\n");
}

function markdown(title: string, verdict: string, sections: readonly Section[]): string {
  const parts = sections.map(({ title: heading, lines, folded }) => {
    const list = lines.map((line) => `- ${line}`).join("\n");
    return folded ? `<details><summary>${heading}</summary>\n\n${list}\n\n</details>` : `## ${heading}\n\n${list}`;
  });
  return [`# ${title}`, verdict, ...parts].join("\n\n");
}

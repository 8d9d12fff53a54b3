import { byAttack } from "./attack-summary";
import { minute } from "./report";
import { problemsOf, type Rehearsal } from "./result";

/** Everything that the page only counts, as Markdown. */
export function details(rehearsal: Rehearsal): string {
  const { organization, organizationId, when, substituted, drill } = rehearsal;
  const sections = [
    ["What is wrong", problemsOf(rehearsal)],
    ["Calls that are not answered as the threat model says", (drill?.attacks ?? []).flatMap(({ broken }) => broken)],
    ["Ids that differ on the emulator", substituted],
    [
      "Each attack: who refuses it, who sees it, why it is accepted",
      byAttack(drill?.attacks ?? []).map(({ id, title, answers }) =>
        [`${id} ${title}`, ...answers.map(({ from, answer }) => `  - from ${from.join(", ")}: ${answer}`)].join("\n"),
      ),
    ],
  ] as const;
  const shown = sections.filter(([, lines]) => lines.length > 0);
  return [
    `# Details of the rehearsal of ${organization} (${organizationId}), ${minute(when)}`,
    ...shown.map(([title, lines]) => `## ${title}\n\n${lines.map((line) => `- ${line}`).join("\n")}`),
    "",
  ].join("\n\n");
}

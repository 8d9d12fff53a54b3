import { DETECTION_IDS, DETECTIONS } from "../../detections";
import type { Query } from "../../queries/catalogue";
import { MACROS, SETTINGS } from "../../queries/duckdb/macros";
import { FORBIDDEN_FUNCTIONS } from "../../queries/functions";
import { ANY, TYPE_RULES } from "../../queries/parameter-types";
import { TECHNIQUES } from "../../queries/techniques";
import { code, table } from "./markdown";

/** docs/queries.md: what can be asked of the archive, what a row means, and what to ask next. */
export function queriesDocument(queries: readonly Query[]): string {
  return `${[
    "# Queries",
    `Generated from \`queries/\` by \`npm run docs\`: ${queries.length} investigations, one file each. Each is one SELECT in Trino's SQL, which Athena runs; \`npx org-trail investigate\`
runs the same file with DuckDB over a copied folder of log files. Days are UTC days of the events: a query reads the folders of one day more, since a file of the last minutes of a day lies in the next.`,
    table(["query", "answers", "serves"], queries.map(overviewRow)),
    "## What a parameter takes",
    `A parameter without a default must be given. ${code(ANY)} takes every value.`,
    table(
      ["type", "takes"],
      Object.entries(TYPE_RULES).map(([type, { rule }]) => [code(type), rule]),
    ),
    ...queries.flatMap(section),
    "## How the engines differ",
    "Athena's engine 3 is Trino. On DuckDB these functions of Trino's are macros (`src/queries/duckdb/macros.ts`), each tested against Trino's documented results; two settings do the rest.",
    table(
      ["of Trino", "differs"],
      [
        ...Object.entries(MACROS).map(([name, { differs }]) => [code(name), differs]),
        ...SETTINGS.map(({ statement, differs }) => [code(statement), differs]),
      ],
    ),
    "## Functions that no query calls",
    "The two do not answer alike, or only one of them has it.",
    table(
      ["function", "because"],
      Object.entries(FORBIDDEN_FUNCTIONS).map(([name, why]) => [code(name), why]),
    ),
  ].join("\n\n")}\n`;
}

function overviewRow({ name, question, controls }: Query): readonly string[] {
  return [`[${name}](#${name})`, question, controls.join(", ")];
}

function section({ name, title, question, parameters, techniques, hit, next }: Query): readonly string[] {
  const alerts = DETECTION_IDS.filter((id) => DETECTIONS[id].next.query === name);
  return [
    `## ${name}`,
    `**${title}.** ${question}`,
    table(
      ["parameter", "type", "default", "is"],
      parameters.map((one) => [code(one.name), code(one.type), one.default ?? "–", one.description]),
    ),
    `A row: ${hit}`,
    `Shows ${techniques.map((id) => `${id} ${TECHNIQUES[id]}`).join("; ")}.`,
    `Ask next: ${next.map((other) => `[${other}](#${other})`).join(", ")}.`,
    ...(alerts.length === 0
      ? []
      : [
          `Begins from: ${alerts.map((id) => `[${id}](runbooks/alerts/${DETECTIONS[id].group}.md#${id})`).join(", ")}.`,
        ]),
  ];
}

import { DETECTIONS } from "../../../detections";
import { table } from "../../docs/markdown";
import type { Status } from "../../doctor/check";
import { printable } from "../../printable";
import { counted } from "../../words";
import type { Evidence } from "../evidence";
import { type JudgedFramework, type JudgedRequirement, type Line, statusOf } from "../verdict";

const WORDS: Readonly<Record<Status, string>> = { pass: "pass", fail: "FAIL", "could-not-check": "could not check" };

/** Things of one kind in one cell; the input files have all of them. */
const LISTED = 10;

/** A part of the evidence, as a page has it. */
export interface Section {
  /** For links. */
  readonly id: string;
  readonly title: string;
  readonly markdown: string;
}

export function formatMarkdown(evidence: Evidence): string {
  const { organization, verdict } = evidence;
  const parts = sectionsOf(evidence).map(({ title, markdown }) => `## ${title}\n\n${markdown}`);
  return `${[`**${text(verdict.headline)}**`, `# Evidence: the audit trail of ${text(organization.name)}`, about(evidence), ...parts].join("\n\n")}\n`;
}

/** Where it comes from, and from when. */
export function about({ organization, trailArn, madeAt, sources }: Evidence): string {
  const { organizationId, accounts } = organization;
  return `Organization ${organizationId}, management account ${accounts.management.id}, trail ${code(trailArn)}. Made ${madeAt}${sources.commit === undefined ? "" : ` from commit ${code(sources.commit)}`}. Each requirement is described in our words; the framework's own text decides. A result that is missing, too old or empty is no pass.`;
}

export function sectionsOf(evidence: Evidence): readonly Section[] {
  const { verdict, configuration, sources, inputs, threatModel } = evidence;
  return [
    { id: "lines", title: "What was checked", markdown: linesTable(verdict.lines) },
    ...verdict.frameworks.map(frameworkSection),
    {
      id: "configuration",
      title: "What each account holds",
      markdown: table(
        ["account", "type", "resources"],
        configuration.flatMap(({ stack, accountId, types }) =>
          types.map(({ type, addresses }) => [`${stack} ${accountId}`, code(type), listed(addresses.map(code))]),
        ),
      ),
    },
    { id: "threats", title: "Threat model", markdown: nested(threatModel) },
    {
      id: "sources",
      title: "What this was made from",
      markdown: table(
        ["what", "version or SHA-256"],
        [
          ...Object.entries(sources.versions).map(([name, version]) => [text(name), code(version)]),
          ...Object.entries(sources.hashes).map(([name, hash]) => [text(name), code(hash)]),
          ...inputs.files.map(({ name, sha256 }) => [text(name), code(sha256)]),
        ],
      ),
    },
  ];
}

function linesTable(lines: readonly Line[]): string {
  return table(
    ["result", "line", "asks", "seen"],
    lines.map(({ status, id, asks, says, seenAt }) => [
      WORDS[status],
      code(id),
      text(asks),
      [listed(says.map(text)), ...(seenAt === undefined ? [] : [`(${seenAt})`])].join("<br>"),
    ]),
  );
}

function frameworkSection({ framework, requirements }: JudgedFramework): Section {
  const shown = requirements.filter((requirement) => statusOf(requirement) === "pass").length;
  return {
    id: framework.id,
    title: framework.name,
    markdown: [
      `${counted(requirements.length, "requirement")}, ${shown} of them shown. Source: <${framework.source}>`,
      table(["result", "asks", "served by", "left to the organization"], requirements.map(requirementRow)),
    ].join("\n\n"),
  };
}

function requirementRow(judged: JudgedRequirement): readonly string[] {
  const { requirement, settings, statements, live } = judged;
  const { by, id, asks, left } = requirement;
  const measures = [
    ...settings.map(({ says, where, value }) =>
      where === undefined || value === undefined
        ? `${text(says)}: **left out by the description**`
        : `${text(says)}: ${code(where)} = ${code(value)}`,
    ),
    ...statements.map(({ sid, where }) =>
      where.length === 0
        ? `Statement ${code(sid)}: **left out by the description**`
        : `Statement ${code(sid)}: ${listed(where.map(code), ", ")}`,
    ),
    ...(by.detections ?? []).map((detection) => `Alert ${code(detection)}: ${text(DETECTIONS[detection].title)}`),
    ...live.map((line) => `Live, ${text(line.id)}: ${WORDS[line.status]}`),
    ...(by.queries ?? []).map((query) => `Query ${code(query)}`),
    ...(by.pages ?? []).map((page) => `Page docs/${page}`),
  ];
  const status = statusOf(judged);
  const result = status === "pass" && left !== undefined ? "pass, in part" : WORDS[status];
  return [result, `**${text(id)}** ${text(asks)}`, measures.join("<br>"), text(left ?? "Nothing.")];
}

function listed(items: readonly string[], between = "<br>"): string {
  const more = items.length - LISTED;
  return [...items.slice(0, LISTED), ...(more > 0 ? [`and ${more} more`] : [])].join(between);
}

/** A document below a heading of its own: without its title, its headings two levels down. Links into docs/ lead nowhere from here. */
function nested(document: string): string {
  return document
    .replace(/^# .*\n+/, "")
    .replaceAll(/^(#+ )/gm, "##$1")
    .replaceAll(/\[([^\]]+)\]\((?!https:)[^)]+\)/g, "$1");
}

/** Words that AWS, or somebody in it, wrote: nothing of them is markup. */
function text(value: string): string {
  return printable(value)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_~[\]]/g, "\\$&");
}

function code(value: string): string {
  return `\`${printable(value).replaceAll("`", "'")}\``;
}

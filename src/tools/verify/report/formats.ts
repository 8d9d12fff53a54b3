import { printable } from "../../printable";
import { number } from "../../words";
import type { VerifiedChain } from "../offline/unit";
import { LIMITS, rangeText, type VerifyReport, verdictOf } from "./report";

export const FORMATS = { text: formatText, markdown: formatMarkdown, json: formatJson } satisfies Readonly<
  Record<string, (report: VerifyReport) => string>
>;

export type Format = keyof typeof FORMATS;

/** What a person reads of a long list; JSON has all of it. */
const SHOWN = 50;

/** For another program, and for the file of an audit. */
export function formatJson({ chains, ...report }: VerifyReport): string {
  const own = chains.map(({ matched: _, ...chain }) => chain);
  return JSON.stringify({ report: "org-trail verify", version: 1, ...report, limits: LIMITS, chains: own }, null, 2);
}

/** For a terminal. */
export function formatText(report: VerifyReport): string {
  const { madeAt, source, bucket, range, inputs, findings, notes, chains } = report;
  return [
    verdictOf(report),
    "",
    `made      ${madeAt}`,
    `of        ${source}, bucket ${bucket}`,
    `range     ${rangeText(range)}`,
    ...inputs.map(({ file, sha256, holds }) => `rests on  ${file}, ${holds}, SHA-256 ${sha256}`),
    ...findings.flatMap(({ kind, rule, remedy, count, told }) => [
      "",
      `${kind}: ${number(count)}`,
      `  rule:   ${rule}`,
      `  remedy: ${remedy}`,
      ...shown(told, count, ({ file, value }) => `  ${printable(file)}\n    ${printable(value)}`, "  "),
    ]),
    ...(notes.count === 0 ? [] : ["", "To know"]),
    ...shown(notes.told, notes.count, ({ about, text }) => `  ${printable(about)}\n    ${printable(text)}`, "  "),
    ...(chains.length === 0 ? [] : ["", "Chains"]),
    ...shown(chains, chains.length, (chain) => `  ${chainText(chain)}`, "  "),
    "",
    LIMITS,
  ].join("\n");
}

/** For a ticket, or the auditor's file. */
export function formatMarkdown(report: VerifyReport): string {
  const { madeAt, source, bucket, range, inputs, findings, notes, chains } = report;
  return [
    "## Integrity of the audit trail's logs",
    "",
    `**${verdictOf(report)}**`,
    "",
    `- made ${madeAt}, of ${code(source)}, bucket ${code(bucket)}, ${rangeText(range)}`,
    ...inputs.map(({ file, sha256, holds }) => `- rests on ${code(file)}, ${holds}, SHA-256 ${code(sha256)}`),
    ...findings.flatMap(({ kind, rule, remedy, count, told }) => [
      "",
      `### ${kind}: ${number(count)}`,
      "",
      `Rule: ${rule}. Remedy: ${remedy}.`,
      "",
      ...shown(told, count, ({ file, value }) => `- ${code(file)}: ${code(value)}`, "- "),
    ]),
    ...(notes.count === 0 ? [] : ["", "### To know", ""]),
    ...shown(notes.told, notes.count, ({ about, text }) => `- ${code(about)}: ${text}`, "- "),
    "",
    "### Chains",
    "",
    "| account | Region | trail | from | until | digests proven | log files proven | newest digest, SHA-256 |",
    "|---|---|---|---|---|--:|--:|---|",
    ...chains.map(chainRow),
    "",
    LIMITS,
  ].join("\n");
}

function chainText(chain: VerifiedChain): string {
  const { accountId, region, trail, isBackfill, digests, provenDigests, provenLogFiles, oldestStart, newest } = chain;
  return [
    `${accountId} ${region} ${trail}${isBackfill ? " (backfill)" : ""}`,
    `${oldestStart ?? "?"} to ${newest?.end ?? chain.lastEnd}`,
    `${number(provenDigests)} of ${number(digests)} digests`,
    `${number(provenLogFiles)} log files`,
  ].join(", ");
}

function chainRow(chain: VerifiedChain): string {
  const { accountId, region, trail, isBackfill, digests, provenDigests, provenLogFiles, oldestStart, newest } = chain;
  const cells = [
    accountId,
    region,
    `${code(trail)}${isBackfill ? " (backfill)" : ""}`,
    oldestStart ?? "",
    newest?.end ?? chain.lastEnd,
    `${number(provenDigests)} of ${number(digests)}`,
    number(provenLogFiles),
    newest === undefined ? "" : code(newest.sha256),
  ];
  return `| ${cells.join(" | ")} |`;
}

function shown<T>(all: readonly T[], count: number, line: (one: T) => string, indent: string): readonly string[] {
  const lines = all.slice(0, SHOWN).map(line);
  return count > lines.length ? [...lines, `${indent}and ${number(count - lines.length)} more: --format json`] : lines;
}

function code(text: string): string {
  return `\`${printable(text).replace(/`/g, "'").replace(/\|/g, "\\|")}\``;
}

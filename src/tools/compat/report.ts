import type { Difference } from "./differences";
import type { Variant } from "./variants";
import { isClean, type OrganizationVerdict, type Verdict } from "./verdict";

/** Values longer than this are cut: a policy is a line of kilobytes. */
const LONGEST_VALUE = 160;

/** A variant's verdict, as the terminal shows it. */
export function formatVerdict(variant: Variant, verdict: Verdict): string {
  return [
    `${isClean(verdict) ? "same Terraform" : "DIFFERS"}  ${variant.name}: ${variant.description}`,
    ...(variant.context === undefined ? [] : [`  needs the context ${JSON.stringify(variant.context)}`]),
    `  type check: ${verdict.typeErrors.length === 0 ? "no new errors" : `${verdict.typeErrors.length} new lines of errors`}`,
    ...verdict.typeErrors.map((error) => `    ${error}`),
    ...verdict.organizations.flatMap(linesOf),
  ].join("\n");
}

function linesOf({ organization, files, failure, expected, unexpected }: OrganizationVerdict): readonly string[] {
  if (failure !== undefined) {
    return [`  ${organization}: could not be synthesized`, ...failure.split("\n").map((line) => `    ${line}`)];
  }
  return [
    `  ${organization}: ${files} files, ${unexpected.length} unexpected differences, ${expected.length} expected`,
    ...summarized(expected).map((line) => `    expected  ${line}`),
    ...unexpected.flatMap((difference) => [
      `    ${kindOf(difference)}  ${difference.file}  ${difference.path}`,
      ...(difference.before === undefined ? [] : [`      - ${cut(difference.before)}`]),
      ...(difference.after === undefined ? [] : [`      + ${cut(difference.after)}`]),
    ]),
  ];
}

/** Expected differences repeat in each stack; one line says it. */
function summarized(differences: readonly Difference[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { path, before, after } of differences) {
    const line = `${path}: ${cut(before)} -> ${cut(after)}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `${line} (in ${count} ${count === 1 ? "file" : "files"})`);
}

function kindOf({ before, after }: Difference): string {
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
}

function cut(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}... (${text.length} characters)`;
}

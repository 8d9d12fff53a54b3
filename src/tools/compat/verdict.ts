import { type Difference, differencesOf } from "./differences";
import { isFailure, type Trial } from "./try-sources";
import type { Variant } from "./variants";

/** What a maintainer needs to know before moving. */
export interface Verdict {
  readonly typeErrors: readonly string[];
  readonly organizations: readonly OrganizationVerdict[];
}

export interface OrganizationVerdict {
  readonly organization: string;
  readonly files: number;
  /** Why it could not be synthesized. */
  readonly failure: string | undefined;
  readonly expected: readonly Difference[];
  readonly unexpected: readonly Difference[];
}

/** Compares a variant with today. Type errors that today's sources have too are no matter of the move. */
export function judge(variant: Variant, today: Trial, trial: Trial): Verdict {
  return {
    typeErrors: trial.typeErrors.filter((error) => !today.typeErrors.includes(error)),
    organizations: Object.entries(trial.outputs).map(([organization, output]) => {
      const before = today.outputs[organization];
      if (before === undefined || isFailure(before)) throw new Error(`${organization} has no output to compare with`);
      if (isFailure(output)) return { organization, files: 0, failure: output.failure, expected: [], unexpected: [] };
      const differences = differencesOf(before, output);
      const isExpected = ({ path, after }: Difference) =>
        variant.expected.some((expected) => expected.path === path && expected.to === after);
      return {
        organization,
        files: Object.keys(output).length,
        failure: undefined,
        expected: differences.filter(isExpected),
        unexpected: differences.filter((difference) => !isExpected(difference)),
      };
    }),
  };
}

export function isClean({ typeErrors, organizations }: Verdict): boolean {
  return (
    typeErrors.length === 0 &&
    organizations.every(({ failure, unexpected }) => failure === undefined && unexpected.length === 0)
  );
}

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

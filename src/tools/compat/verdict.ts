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

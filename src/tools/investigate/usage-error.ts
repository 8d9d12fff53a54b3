import { formatValue, type Problem } from "../../config/problem";

/** What was asked cannot be understood: every problem at once, and exit code 2. */
export class UsageError extends Error {
  constructor(
    source: string,
    readonly problems: readonly Problem[],
  ) {
    const lines = problems.map(
      ({ path, value, rule, remedy }) =>
        `  ${path} = ${formatValue(value)}\n    rule:   ${rule}\n    remedy: ${remedy}`,
    );
    super(
      [
        `${source}: ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}. Nothing was asked.`,
        ...lines,
      ].join("\n\n"),
    );
    this.name = "UsageError";
  }
}

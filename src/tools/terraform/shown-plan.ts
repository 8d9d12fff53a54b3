/** What Terraform says while it looks: of two hundred resources, two hundred lines before the first change. */
const LOOKING = /^\S+: (?:Refreshing state\.\.\.|Reading\.\.\.|Still reading\.\.\.|Read complete)/;

/** Where Terraform says how to apply the plan's file, which is not for that: deploy does it, and deletes the file. */
const SAVED = /\n─+\n\s*Saved the plan to: [\s\S]*$/;

/** What a person reads of `terraform plan`: every change and every message, and nothing else. */
export function shownPlan(output: string): string {
  const lines = output.replace(SAVED, "\n").split("\n");
  return lines
    .filter((line) => !LOOKING.test(line))
    .join("\n")
    .trim();
}

/** Whether a plan without a change has more to say: a warning, as of a `check` block, or a note on what changed outside. */
export function saysMore(output: string): boolean {
  return /^(?:│ )?Warning: |^Note: /m.test(output);
}

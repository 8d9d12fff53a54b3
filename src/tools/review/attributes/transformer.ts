import type { Rule } from "./rule";
import { type Block, blockAt } from "./values";

/**
 * What an alert says. Its words may change; what it says of the event may not become less: a path of the event that the text
 * no longer has. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export const transformer: Rule = ({ before, after, unknown, created }) => {
  if (unknown) return [{ direction: "undecided", what: "Terraform knows only after the apply what the alert says." }];
  if (created) return [];
  const now = toldOf(blockAt(after));
  const lost = toldOf(blockAt(before)).filter((path) => !now.includes(path));
  return lost.length === 0 ? [] : [{ direction: "weaker", what: `The alert no longer tells ${lost.join(", ")}.` }];
};

/** Paths of the event that the text has. */
function toldOf(block: Block | undefined): readonly string[] {
  const template = String(block?.input_template ?? "");
  return Object.entries((block?.input_paths ?? {}) as Readonly<Record<string, unknown>>)
    .filter(([name]) => template.includes(`<${name}>`))
    .map(([, path]) => String(path))
    .sort();
}

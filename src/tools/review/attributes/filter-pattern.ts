import type { Rule } from "./rule";

/**
 * A metric filter's pattern. Its alternatives are compared as text: with one more it counts more, with one less it counts less.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const filterPattern: Rule = ({ before, after, unknown, created }) => {
  if (created) return [];
  if (unknown) return [{ direction: "undecided", what: "Terraform knows the pattern only after the apply." }];
  const [old, now] = [alternativesOf(before), alternativesOf(after)];
  const lost = old.filter((one) => !now.includes(one));
  if (lost.length > 0) return [{ direction: "weaker", what: `It no longer counts: ${lost.join(" || ")}.` }];
  return old.length === now.length ? [] : [{ direction: "stronger", what: "It counts more." }];
};

/** Splits at the `||` outside of quotes and inner parentheses. */
function alternativesOf(pattern: unknown): readonly string[] {
  const text = unwrapped(
    String(pattern ?? "")
      .replace(/\s+/g, " ")
      .trim()
      .replace(/^\{(.*)\}$/, "$1"),
  );
  const alternatives: string[] = [];
  let [depth, quoted, from] = [0, false, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === "(") depth++;
    else if (sign === ")") depth--;
    else if (depth === 0 && text.startsWith("||", at)) {
      alternatives.push(unwrapped(text.slice(from, at)));
      from = at + 2;
    }
  }
  return [...alternatives, unwrapped(text.slice(from))].sort();
}

/** Without the parentheses around the whole. */
function unwrapped(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith("(") || closingOf(trimmed) !== trimmed.length - 1) return trimmed;
  return unwrapped(trimmed.slice(1, -1));
}

function closingOf(text: string): number {
  let [depth, quoted] = [0, false];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  return -1;
}

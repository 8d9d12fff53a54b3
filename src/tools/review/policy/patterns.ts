/**
 * Patterns of IAM's policy language: `*` stands for any text, `?` for one character, `${aws:PrincipalAccount}` for a value of
 * the request. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

/** One sign of a pattern: a character, `*`, `?`, or a whole variable. */
type Signs = readonly string[];

const SIGN = /\$\{[^}]*\}|[\s\S]/g;

/**
 * Whether everything that `small` stands for is among what `big` stands for. May say no where the answer is yes, never the
 * other way round.
 */
export function covers(big: string, small: string): boolean {
  if (big === small || big === "*") return true;
  const [bigParts, smallParts] = [arnParts(big), arnParts(small)];
  // A star does not reach from one part of an ARN into the next one.
  if (bigParts === undefined && smallParts === undefined) return coversText(signsOf(big), signsOf(small));
  if (bigParts === undefined || smallParts === undefined) return false;
  return bigParts.every((part, index) => coversText(signsOf(part), signsOf(smallParts[index] ?? "")));
}

/** Whether there may be a text that both stand for. May say yes where the answer is no, never the other way round. */
export function overlaps(one: string, other: string): boolean {
  return overlapFrom(signsOf(one), signsOf(other), 0, 0, new Set());
}

/** The six parts of an ARN; undefined of anything else, and of an ARN whose first parts are not all there. */
function arnParts(pattern: string): readonly string[] | undefined {
  const parts = pattern.split(":");
  if (parts[0] !== "arn" || parts.length < 6) return undefined;
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function signsOf(pattern: string): Signs {
  return pattern.match(SIGN) ?? [];
}

function isVariable(sign: string | undefined): boolean {
  return sign?.startsWith("${") === true && sign.length > 1;
}

/**
 * Walks `small` as if it were a text: a star or variable of it has to be met by a star of `big`, or a variable by itself,
 * since what is not known can be anything.
 */
function coversText(big: Signs, small: Signs): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let from = 0;
  while (from < small.length) {
    const wanted = big[at];
    const found = small[from];
    if (wanted === "*") {
      star = at++;
      resume = from;
    } else if (wanted !== undefined && (wanted === found || (wanted === "?" && found !== "*" && !isVariable(found)))) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++resume;
    } else return false;
  }
  while (big[at] === "*") at++;
  return at === big.length;
}

function overlapFrom(one: Signs, other: Signs, i: number, j: number, failed: Set<number>): boolean {
  const key = i * (other.length + 1) + j;
  if (failed.has(key)) return false;
  const found = meets(one, other, i, j, failed);
  if (!found) failed.add(key);
  return found;
}

function meets(one: Signs, other: Signs, i: number, j: number, failed: Set<number>): boolean {
  const [a, b] = [one[i], other[j]];
  if (a === undefined && b === undefined) return true;
  if (isOpen(a))
    return overlapFrom(one, other, i + 1, j, failed) || (b !== undefined && overlapFrom(one, other, i, j + 1, failed));
  if (isOpen(b))
    return overlapFrom(one, other, i, j + 1, failed) || (a !== undefined && overlapFrom(one, other, i + 1, j, failed));
  if (a === undefined || b === undefined) return false;
  return (a === "?" || b === "?" || a === b) && overlapFrom(one, other, i + 1, j + 1, failed);
}

function isOpen(sign: string | undefined): boolean {
  return sign === "*" || isVariable(sign);
}

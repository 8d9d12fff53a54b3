import { covers } from "./patterns";
import type { Condition } from "./statements";

/** `ForAllValues:StringLikeIfExists` in its parts. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
interface Operator {
  readonly set: string;
  readonly base: string;
  readonly ifExists: boolean;
}

/** What each operator is about, whether it asks that a value be none of those named, and whether those are patterns. */
interface Kind {
  readonly family: string;
  readonly negated: boolean;
  readonly patterns: boolean;
}

const KINDS: Readonly<Record<string, Kind>> = {
  stringequals: { family: "string", negated: false, patterns: false },
  stringlike: { family: "string", negated: false, patterns: true },
  stringnotequals: { family: "string", negated: true, patterns: false },
  stringnotlike: { family: "string", negated: true, patterns: true },
  // The two are the same to IAM: both match patterns.
  arnequals: { family: "arn", negated: false, patterns: true },
  arnlike: { family: "arn", negated: false, patterns: true },
  arnnotequals: { family: "arn", negated: true, patterns: true },
  arnnotlike: { family: "arn", negated: true, patterns: true },
};

/** Whether a condition asks that a value be none of some, and so holds without a value. */
export function isNegated(condition: Condition): boolean {
  const { set, base } = operatorOf(condition);
  return set === "" && KINDS[base]?.negated === true;
}

/** Whether all that holds where `given` holds makes `wanted` hold as well. */
export function implies(given: readonly Condition[], wanted: readonly Condition[]): boolean {
  return wanted.every((one) => given.some((other) => impliesOne(other, one)));
}

function impliesOne(given: Condition, wanted: Condition): boolean {
  if (given.key !== wanted.key) return false;
  const [from, to] = [operatorOf(given), operatorOf(wanted)];
  if (isPresence(to, wanted)) return requiresPresence(from, given);
  if (isAbsence(from, given)) return isAbsence(to, wanted) || (to.set === "" && to.ifExists) || isNegated(wanted);
  if (from.set !== to.set) return false;
  // Where the key is missing, a condition with IfExists holds, and so does one that asks that a value be none of some.
  const [kind, wantedKind] = [KINDS[from.base], KINDS[to.base]];
  const holdsWithout = (operator: Operator, { negated }: { readonly negated: boolean }) => operator.ifExists || negated;
  if (kind === undefined || wantedKind === undefined) return sameOtherwise(given, wanted, from, to);
  if (kind.family !== wantedKind.family || kind.negated !== wantedKind.negated) return false;
  if (holdsWithout(from, kind) && !holdsWithout(to, wantedKind)) return false;
  if (kind.negated) return isWithin(wanted.values, wantedKind, given.values, kind);
  return isWithin(given.values, kind, wanted.values, wantedKind);
}

/** Every value of the one is among those of the other. */
function isWithin(values: readonly string[], kind: Kind, among: readonly string[], amongKind: Kind): boolean {
  return values.every((value) =>
    among.some((other) => (amongKind.patterns ? coversValue(other, value, kind) : isSame(other, value, kind))),
  );
}

function coversValue(pattern: string, value: string, { family }: Kind): boolean {
  if (pattern === value) return true;
  // A bare star as an ARN: no ARN is named by it, as far as AWS's pages say.
  return family === "arn" && pattern === "*" ? false : covers(pattern, value);
}

function isSame(exact: string, value: string, { patterns }: Kind): boolean {
  return exact === value && !(patterns && /[*?]/.test(value));
}

/** Numbers, dates, Booleans, addresses: the same operator with the same values, or with fewer of them; of dates also an earlier or later one. */
function sameOtherwise(given: Condition, wanted: Condition, from: Operator, to: Operator): boolean {
  if (from.base !== to.base || (from.ifExists && !to.ifExists)) return false;
  const [value, other] = [given.values, wanted.values].map(onlyDay);
  if (value !== undefined && other !== undefined) {
    if (/^dategreaterthan/.test(from.base)) return value >= other;
    if (/^datelessthan/.test(from.base)) return value <= other;
  }
  const isNegated = from.base.includes("not");
  const [some, all] = isNegated ? [wanted.values, given.values] : [given.values, wanted.values];
  return some.every((value) => all.includes(value));
}

/** The instant that a condition names, if it names one: what holds from July on holds in August. */
function onlyDay([value, ...others]: readonly string[]): number | undefined {
  // IAM takes a bare number for seconds, JavaScript for a year.
  const instant = /^\d{4}-\d\d-\d\dT/.test(value ?? "") ? Date.parse(value ?? "") : Number.NaN;
  return others.length > 0 || Number.isNaN(instant) ? undefined : instant;
}

function isPresence({ base }: Operator, { values }: Condition): boolean {
  return base === "null" && values.length === 1 && values[0] === "false";
}

function isAbsence({ base }: Operator, { values }: Condition): boolean {
  return base === "null" && values.length === 1 && values[0] === "true";
}

/** Whether a condition holds only where its key is there. */
function requiresPresence({ base, ifExists, set }: Operator, condition: Condition): boolean {
  if (base === "null") return isPresence({ base, ifExists, set }, condition);
  const kind = KINDS[base];
  return kind !== undefined && !kind.negated && !ifExists && set !== "forallvalues";
}

function operatorOf({ operator }: Condition): Operator {
  const lower = operator.toLowerCase();
  const [set, rest] = lower.includes(":") ? (lower.split(":", 2) as [string, string]) : ["", lower];
  const ifExists = rest.endsWith("ifexists");
  return { set, base: ifExists ? rest.slice(0, -"ifexists".length) : rest, ifExists };
}

import type { Organization } from "../../config/organization";
import { isNeutral } from "./attributes/neutral";
import type { Rule, Verdict } from "./attributes/rule";
import { isSame, isUnknown } from "./attributes/values";
import { ATTRIBUTE_CHECKS } from "./checks/attribute-checks";

import { AFTER_APPLY, type Difference } from "./finding";
import type { Values } from "./plan";

/** A resource before and after. Null before: it is made. */
export interface Compared {
  readonly before: Values | null | undefined;
  readonly after: Values | null | undefined;
  /** Marks what Terraform knows only after the apply, as a plan's `after_unknown` does. */
  readonly unknown?: unknown;
  /** Marks what nobody is shown, as a plan's `before_sensitive` and `after_sensitive` do. */
  readonly sensitive?: readonly unknown[];
  /** It is made beside what exists already: a policy of a live bucket. */
  readonly onLive?: boolean;
  /** The description's, where it is known. */
  readonly organization?: Organization | undefined;
}

/** The check that stands for all that nobody has judged yet. */
export const UNJUDGED = "unjudged-change";

/** A difference, and the check that judged it. */
export interface JudgedDifference extends Difference {
  /** Undefined where the attribute says nothing of importance. */
  readonly check: string | undefined;
}

interface Judge {
  readonly check: string;
  readonly rule: Rule;
}

/** Who judges an attribute. */
const JUDGES: ReadonlyMap<string, ReadonlyMap<string, Judge>> = judgesOf();

function judgesOf(): ReadonlyMap<string, ReadonlyMap<string, Judge>> {
  const all = new Map<string, Map<string, Judge>>();
  for (const { id, attributes } of ATTRIBUTE_CHECKS) {
    for (const [type, rules] of Object.entries(attributes)) {
      const judges = all.get(type) ?? new Map<string, Judge>();
      for (const [attribute, rule] of Object.entries(rules)) judges.set(attribute, { check: id, rule });
      all.set(type, judges);
    }
  }
  return all;
}

/** Whether a type of resource is one of those that are judged. */
export function isJudgedType(type: string): boolean {
  return JUDGES.has(type) || isNeutralType(type);
}

/** Resources of these types are for the eye alone. */
function isNeutralType(type: string): boolean {
  return type === "aws_cloudwatch_dashboard";
}

/** Whether somebody has said what an attribute is worth. */
export function isJudgedAttribute(type: string, attribute: string): boolean {
  return JUDGES.get(type)?.has(attribute) === true || isNeutral(type, attribute);
}

/** Every attribute that differs, each with its direction. Of what is made, only what is wrong with it. */
export function compareResource(type: string, compared: Compared): readonly JudgedDifference[] {
  const judges = JUDGES.get(type) ?? new Map<string, Judge>();
  const attributes = new Set([
    ...Object.keys(compared.before ?? {}),
    ...Object.keys(compared.after ?? {}),
    ...markedIn(compared.unknown),
    ...judges.keys(),
  ]);
  return [...attributes].flatMap((attribute) => compareAttribute(type, attribute, judges.get(attribute), compared));
}

function compareAttribute(
  type: string,
  attribute: string,
  judge: Judge | undefined,
  compared: Compared,
): readonly JudgedDifference[] {
  const { before, after, unknown, onLive = false, organization } = compared;
  const unknownParts = markOf(unknown, attribute);
  const isUnknownAfter = isUnknown(unknownParts);
  const [from, to] = [before?.[attribute], after?.[attribute]];
  const created = before === null || before === undefined;
  const shown = shownOf(attribute, isUnknownAfter, compared);
  const resource = { before: before ?? {}, after: after ?? {} };
  const change = {
    before: from,
    after: to,
    unknown: isUnknownAfter,
    unknownParts,
    created,
    onLive,
    resource,
    organization,
  };
  const verdicts = judge?.rule(change) ?? [];
  if (verdicts.length > 0) return verdicts.map((verdict) => judged(shown, judge?.check, verdict));
  if (created || (!isUnknownAfter && isSame(from, to))) return [];
  if (judge !== undefined || isUnknownAfter || isNeutral(type, attribute) || isNeutralType(type))
    return [judged(shown, undefined, { direction: "neutral", what: "" })];
  const what = "Nobody has said yet what this attribute is worth.";
  return [judged(shown, UNJUDGED, { direction: "undecided", what })];
}

type Shown = Pick<Difference, "attribute" | "before" | "after">;

function judged(shown: Shown, check: string | undefined, { direction, what, part }: Verdict): JudgedDifference {
  const attribute = part === undefined ? shown.attribute : `${shown.attribute}: ${part}`;
  return { ...shown, attribute, check, direction, what };
}

/** What a reader is shown of both values. */
function shownOf(attribute: string, isUnknownAfter: boolean, { before, after, sensitive = [] }: Compared): Shown {
  const isHidden = sensitive.some((mark) => isUnknown(markOf(mark, attribute)));
  const words = (value: unknown) => (isHidden ? "(sensitive)" : (value ?? null));
  return {
    attribute,
    before: words(before?.[attribute]),
    after: isUnknownAfter ? AFTER_APPLY : words(after?.[attribute]),
  };
}

function markOf(marks: unknown, attribute: string): unknown {
  if (marks === true) return true;
  return typeof marks === "object" && marks !== null
    ? (marks as Readonly<Record<string, unknown>>)[attribute]
    : undefined;
}

function markedIn(marks: unknown): readonly string[] {
  return typeof marks === "object" && marks !== null ? Object.keys(marks) : [];
}

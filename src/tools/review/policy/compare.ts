import { contradicts } from "./contradiction";
import { parsePolicy } from "./document";
import { coversStatement, mayMeet, type NormalStatement, partsOf } from "./statements";

/**
 * What a policy is for: a guardrail's Deny never meets an AWS service; on a resource, and as what a role may, an Allow is what
 * delivery rests on.
 */
export type PolicyUse = "guardrail" | "resource" | "trust" | "role";

/** How one statement differs. */
export interface StatementDifference {
  readonly sid: string;
  readonly direction: "stronger" | "weaker" | "undecided";
  readonly what: string;
}

/**
 * Compares two policy documents, statement by statement. `weaker`: after may allow a request that before did not. What is not
 * named weaker allows none; the test proves it with a simulator of IAM.
 */
export function comparePolicies(before: unknown, after: unknown, use: PolicyUse): readonly StatementDifference[] {
  const [old, now] = [parsePolicy(before), parsePolicy(after)];
  if (old === undefined || now === undefined)
    return [{ sid: "", direction: "undecided", what: "It is no policy document that can be read." }];
  const [oldAllows, oldDenies] = divide(old);
  const [allows, denies] = divide(now);
  const widened = notCovered(allows, oldAllows);
  const narrowed = notCovered(oldAllows, allows);
  const opened = notCovered(oldDenies, denies);
  const closed = notCovered(denies, oldDenies);
  return [
    ...widened.map(({ sid, parts }) =>
      said(sid, "weaker", `${sid} ${oldHas(oldAllows, sid) ? "allows more" : "is a new Allow"}: ${describe(parts)}.`),
    ),
    ...opened.map(({ sid, parts }) =>
      said(sid, "weaker", `${sid} ${oldHas(denies, sid) ? "denies less" : "no longer denies"}: ${describe(parts)}.`),
    ),
    ...narrowed.map((one) => lessAllowed(one, use)),
    ...closed.flatMap((one) => moreDenied(one, allows, use)),
  ];
}

/** Sids of the statements that allow everybody something under no condition. */
export function openStatements(document: unknown): readonly string[] {
  return (parsePolicy(document) ?? [])
    .filter(({ effect, principal, condition }) => effect === "Allow" && condition.length === 0 && isOpen(principal))
    .map(({ sid }) => sid);
}

function isOpen({ except, values }: NormalStatement["principal"]): boolean {
  return except || values.includes("*");
}

interface Uncovered {
  readonly sid: string;
  readonly parts: readonly NormalStatement[];
}

function divide(
  statements: readonly NormalStatement[],
): readonly [readonly NormalStatement[], readonly NormalStatement[]] {
  return [statements.filter(({ effect }) => effect === "Allow"), statements.filter(({ effect }) => effect === "Deny")];
}

/** The statements of which something is covered by none of the others. */
function notCovered(statements: readonly NormalStatement[], by: readonly NormalStatement[]): readonly Uncovered[] {
  return statements.flatMap((statement) => {
    if (by.some((other) => coversStatement(other, statement))) return [];
    const parts = partsOf(statement).filter((part) => !by.some((other) => coversStatement(other, part)));
    return parts.length === 0 ? [] : [{ sid: statement.sid, parts }];
  });
}

function oldHas(statements: readonly NormalStatement[], sid: string): boolean {
  return statements.some((statement) => statement.sid === sid);
}

/** An Allow that got narrower is what one wants of a person; of an AWS service, it may be what delivery rests on. */
function lessAllowed({ sid, parts }: Uncovered, use: PolicyUse): StatementDifference {
  const rests = use === "role" || use === "trust" || parts.some(({ principal }) => isService(principal.values));
  if (use === "guardrail" || !rests) return said(sid, "stronger", `${sid} allows less: ${describe(parts)}.`);
  return said(
    sid,
    "undecided",
    `${sid} allows less, and delivery, alerts or the sentinel may rest on it: ${describe(parts)}.`,
  );
}

/** A Deny that got wider is what one wants, unless it now refuses the service that delivers. */
function moreDenied(
  { sid, parts }: Uncovered,
  allows: readonly NormalStatement[],
  use: PolicyUse,
): readonly StatementDifference[] {
  if (use === "guardrail") return [said(sid, "stronger", `${sid} denies more: ${describe(parts)}.`)];
  const refused = allows.filter(
    (allow) =>
      (use === "role" || isService(allow.principal.values)) &&
      parts.some((part) => mayMeet(part, allow) && !contradicts(part.condition, allow)),
  );
  if (refused.length === 0) return [said(sid, "stronger", `${sid} denies more: ${describe(parts)}.`)];
  return [
    said(
      sid,
      "undecided",
      `${sid} denies more, and may refuse what ${refused.map((allow) => allow.sid).join(", ")} allows: ${describe(parts)}.`,
    ),
  ];
}

function isService(principals: readonly string[]): boolean {
  return principals.some((principal) => principal.startsWith("Service "));
}

function said(sid: string, direction: StatementDifference["direction"], what: string): StatementDifference {
  return { sid, direction, what };
}

/** What the parts are about, with the conditions that they stand under. */
function describe(parts: readonly NormalStatement[]): string {
  const [first] = parts;
  if (first === undefined) return "";
  const elements = [
    listed(parts.flatMap(({ action }) => named(action))),
    ...(parts.every(({ resource }) => isEverything(resource))
      ? []
      : [`on ${listed(parts.flatMap(({ resource }) => named(resource)))}`]),
    ...(parts.every(({ principal }) => isEverything(principal))
      ? []
      : [`by ${listed(parts.flatMap(({ principal }) => named(principal)))}`]),
  ];
  const conditions = first.condition.map(({ operator, key, values }) => `${operator} ${key} ${listed(values)}`);
  return [elements.join(" "), ...(conditions.length === 0 ? [] : [`where ${conditions.join(" and ")}`])].join(", ");
}

function isEverything({ except, values }: NormalStatement["action"]): boolean {
  return !except && values.includes("*");
}

function named({ except, values }: NormalStatement["action"]): readonly string[] {
  return except ? [`everything but ${listed(values)}`] : values;
}

const SHOWN = 4;

function listed(values: readonly string[]): string {
  const each = [...new Set(values)];
  return each.length <= SHOWN ? each.join(", ") : `${each.slice(0, SHOWN).join(", ")} and ${each.length - SHOWN} more`;
}

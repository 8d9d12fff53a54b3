import { contradicts, type OurOrganization } from "./contradiction";
import { parsePolicy } from "./document";
import { coversStatement, mayMeet, type NormalStatement, partsOf } from "./statements";
import { describeDifference, describeParts } from "./words";

/**
 * What a policy is for: a guardrail's Deny never meets an AWS service; on a resource, an Allow of a service is what delivery
 * rests on; on a channel, that is a bus, a topic or a queue, and as what a role may, every Allow is.
 */
export type PolicyUse = "guardrail" | "resource" | "channel" | "trust" | "role";

/** How one statement differs. */
export interface StatementDifference {
  readonly sid: string;
  readonly direction: "stronger" | "weaker" | "undecided";
  readonly what: string;
}

/**
 * Compares two policy documents, statement by statement. `weaker`: after may allow a request that before did not. What is not
 * named weaker allows none, and what is not named undecided either refuses no AWS service what it was allowed; the tests prove
 * both with a simulator of IAM.
 *
 * @param organization whose policies they are, where that is known
 */
export function comparePolicies(
  before: unknown,
  after: unknown,
  use: PolicyUse,
  organization?: OurOrganization,
): readonly StatementDifference[] {
  const [old, now] = [parsePolicy(before), parsePolicy(after)];
  if (old === undefined || now === undefined)
    return [{ sid: "", direction: "undecided", what: "It is no policy document that can be read." }];
  const [oldAllows, oldDenies] = divide(old);
  const [allows, denies] = divide(now);
  const bucket = use === "resource" ? onlyBucket(old, now) : undefined;
  return [
    ...notCovered(allows, oldAllows, bucket).map((one) =>
      said(one, "weaker", one.twin === undefined ? "is a new Allow" : "allows more", "after"),
    ),
    ...notCovered(oldDenies, denies, bucket).map((one) =>
      said(one, "weaker", one.twin === undefined ? "no longer denies" : "denies less", "before"),
    ),
    ...notCovered(oldAllows, allows, bucket).map((one) => lessAllowed(one, use)),
    ...notCovered(denies, oldDenies, bucket).map((one) => moreDenied(one, allows, use, organization)),
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

/** A statement of which something is covered by none of the others. */
interface Uncovered {
  readonly statement: NormalStatement;
  readonly parts: readonly NormalStatement[];
  /** The other document's statement of the same Sid. */
  readonly twin: NormalStatement | undefined;
}

function divide(
  statements: readonly NormalStatement[],
): readonly [readonly NormalStatement[], readonly NormalStatement[]] {
  return [statements.filter(({ effect }) => effect === "Allow"), statements.filter(({ effect }) => effect === "Deny")];
}

function notCovered(
  statements: readonly NormalStatement[],
  by: readonly NormalStatement[],
  bucket: string | undefined,
): readonly Uncovered[] {
  return statements.flatMap((statement) => {
    const least = bucket === undefined ? statement : withinBucket(statement, bucket);
    if (by.some((other) => coversStatement(other, statement) || coversStatement(other, least))) return [];
    const parts = partsOf(statement).filter((part) => !by.some((other) => coversStatement(other, part)));
    const twin = by.find(({ sid }) => sid === statement.sid);
    return parts.length === 0 ? [] : [{ statement, parts, twin }];
  });
}

/** The ARN of the bucket that a policy is of: what it was about before, and all that either document names. */
function onlyBucket(old: readonly NormalStatement[], now: readonly NormalStatement[]): string | undefined {
  const bucketsIn = (statements: readonly NormalStatement[]) =>
    new Set(statements.flatMap(({ resource }) => resource.values.map((value) => value.split("/", 1)[0])));
  const [bucket] = bucketsIn(old.filter(({ resource }) => !resource.except));
  return bucket?.startsWith("arn:aws") && bucketsIn([...old, ...now]).size === 1 ? bucket : undefined;
}

/**
 * On a bucket, everything but some of its objects is still no more than its objects, as far as calls of objects go.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
 */
function withinBucket(statement: NormalStatement, bucket: string): NormalStatement {
  const { resource, action } = statement;
  const isOfObjects = !action.except && action.values.every((value) => /^s3:(?:get|put|delete)object/i.test(value));
  if (!resource.except || !isOfObjects) return statement;
  return { ...statement, resource: { except: false, values: [`${bucket}/*`] } };
}

/** An Allow that got narrower is what one wants of a person; of an AWS service, it may be what delivery rests on. */
function lessAllowed(one: Uncovered, use: PolicyUse): StatementDifference {
  const rests = use !== "resource" || isService(one.statement.principal.values);
  if (use === "guardrail" || !rests) return said(one, "stronger", "allows less", "before");
  return said(one, "undecided", "allows less, and delivery, alerts or the sentinel may rest on it", "before");
}

/** A Deny that got wider is what one wants, unless it now refuses the service that delivers. */
function moreDenied(
  one: Uncovered,
  allows: readonly NormalStatement[],
  use: PolicyUse,
  organization: OurOrganization | undefined,
): StatementDifference {
  const refused = allows.filter(
    (allow) =>
      use !== "guardrail" &&
      (use === "role" || use === "channel" || isService(allow.principal.values)) &&
      one.parts.some((part) => mayMeet(part, allow) && !contradicts(part.condition, allow, organization)),
  );
  if (refused.length === 0) return said(one, "stronger", "denies more", "after");
  const names = refused.map(({ sid }) => sid).join(", ");
  return said(one, "undecided", `denies more, and may refuse what ${names} allows`, "after");
}

function isService(principals: readonly string[]): boolean {
  return principals.some((principal) => principal.startsWith("Service "));
}

/** @param is which document the statement is of */
function said(
  { statement, parts, twin }: Uncovered,
  direction: StatementDifference["direction"],
  does: string,
  is: "before" | "after",
): StatementDifference {
  const [before, after] = is === "before" ? [statement, twin] : [twin, statement];
  const differs = before === undefined || after === undefined ? "" : describeDifference(before, after);
  return { sid: statement.sid, direction, what: `${statement.sid} ${does}: ${differs || describeParts(parts)}.` };
}

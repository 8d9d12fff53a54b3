import { implies, isNegated } from "./conditions";
import { covers, overlaps } from "./patterns";

/** Either what is named, or everything but that. */
export interface Named {
  readonly except: boolean;
  readonly values: readonly string[];
}

/** A statement whose every element is there and is a list. */
export interface NormalStatement {
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  /** `AWS arn:aws:iam::111122223333:root`, `Service cloudtrail.amazonaws.com`, `*`. */
  readonly principal: Named;
  /** In any case: IAM takes them for the same. */
  readonly action: Named;
  readonly resource: Named;
  readonly condition: readonly Condition[];
}

/** `StringEquals`, its key in lower case, and its values. All conditions of a statement must hold. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  /** The key as it was written. */
  readonly written: string;
  readonly values: readonly string[];
}

const ELEMENTS = ["principal", "action", "resource"] as const;

/** Whether every request that `small` is about is one that `big` is about. May say no where the answer is yes, never the other way round. */
export function coversStatement(big: NormalStatement, small: NormalStatement): boolean {
  return (
    ELEMENTS.every((element) => coversNamed(comparable(big, element), comparable(small, element))) &&
    implies([...small.condition, ...impliedByPrincipal(small)], big.condition)
  );
}

/**
 * Whoever a statement names is who calls: a role by its own ARN, whatever its session is called. Not the other way round: what names a
 * role as Principal means that very role, and no later one of its name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
function impliedByPrincipal({ principal: { except, values } }: NormalStatement): readonly Condition[] {
  const arns = values.flatMap(
    (value) => /^AWS (arn:[^:*?]+:iam::\d{12}:(?:role|user)\/[^*?]+)$/.exec(value)?.[1] ?? [],
  );
  if (except || arns.length < values.length) return [];
  return [{ operator: "ArnEquals", key: "aws:principalarn", written: "aws:PrincipalArn", values: arns }];
}

/**
 * The parts of a statement, one of each principal, action and resource that it names, with and without a key that it wants to be
 * none of some: one statement may be covered by several others, each of which has a part of it.
 */
export function partsOf(statement: NormalStatement): readonly NormalStatement[] {
  return each(statement.principal).flatMap((principal) =>
    each(statement.action).flatMap((action) =>
      each(statement.resource).flatMap((resource) =>
        withAndWithout(statement.condition).map((condition) => ({
          ...statement,
          principal,
          action,
          resource,
          condition,
        })),
      ),
    ),
  );
}

/** A negated condition holds where its key is missing, and where it has another value: two parts. The rest stays. */
function withAndWithout([first, ...rest]: readonly Condition[]): readonly (readonly Condition[])[] {
  if (first === undefined) return [[]];
  const { key, written } = first;
  const present = { operator: "Null", key, written, values: ["false"] };
  const isThere = rest.some((one) => one.key === key && one.operator === present.operator);
  const firsts = isNegated(first) && !isThere ? [[first, present], [{ ...present, values: ["true"] }]] : [[first]];
  return withAndWithout(rest).flatMap((others) => firsts.map((one) => [...one, ...others]));
}

function each(named: Named): readonly Named[] {
  return named.except ? [named] : named.values.map((value) => ({ except: false, values: [value] }));
}

/** Whether there may be a request that both are about, as far as principals, actions and resources say. */
export function mayMeet(one: NormalStatement, other: NormalStatement): boolean {
  return ELEMENTS.every((element) => mayOverlap(comparable(one, element), comparable(other, element)));
}

function comparable(statement: NormalStatement, element: (typeof ELEMENTS)[number]): Named {
  const { except, values } = statement[element];
  return element === "action" ? { except, values: values.map((value) => value.toLowerCase()) } : { except, values };
}

function coversNamed(big: Named, small: Named): boolean {
  if (!big.except && big.values.includes("*")) return true;
  if (big.except && small.except)
    return big.values.every((value) => small.values.some((other) => covers(other, value)));
  if (big.except) return small.values.every((value) => !big.values.some((other) => overlaps(other, value)));
  if (small.except) return false;
  return small.values.every((value) => big.values.some((other) => covers(other, value)));
}

function mayOverlap(one: Named, other: Named): boolean {
  if (one.except && other.except) return true;
  if (one.except) return other.values.some((value) => !one.values.some((excepted) => covers(excepted, value)));
  if (other.except) return mayOverlap(other, one);
  return one.values.some((value) => other.values.some((second) => overlaps(value, second)));
}

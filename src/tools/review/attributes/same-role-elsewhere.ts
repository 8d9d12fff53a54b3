import type { Rule } from "./rule";

/**
 * A guardrail spares one role, in each member account that has a stack (ADR 0011): of an account that joins, the same role. That
 * is how the description is meant; that the account is one of the description, outside-organization judges.
 *
 * @param rule judges what else differs
 */
export function butForSameRoleElsewhere(rule: Rule): Rule {
  return (change) => rule({ ...change, after: withoutSiblings(change.before, change.after) });
}

const ROLE = /^(arn:aws[a-z-]*:iam::)\d{12}(:role\/.+)$/;

interface Document {
  readonly Statement?: readonly Statement[];
}

type Statement = Readonly<Record<string, unknown>> & {
  readonly Sid?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

function withoutSiblings(before: unknown, after: unknown): unknown {
  const [old, now] = [read(before), read(after)];
  if (old === undefined || now === undefined) return after;
  const statements = now.Statement?.map((statement) => {
    const twin = old.Statement?.find(({ Sid }) => Sid !== undefined && Sid === statement.Sid);
    const spared = twin?.Condition?.ArnNotLike?.["aws:PrincipalArn"];
    const sparing = statement.Condition?.ArnNotLike?.["aws:PrincipalArn"];
    if (!Array.isArray(spared) || !Array.isArray(sparing)) return statement;
    const known = new Set(spared.map(nameOf));
    const kept = sparing.filter((arn) => spared.includes(arn) || !known.has(nameOf(arn)));
    const arnNotLike = { ...statement.Condition?.ArnNotLike, "aws:PrincipalArn": kept };
    return { ...statement, Condition: { ...statement.Condition, ArnNotLike: arnNotLike } };
  });
  return JSON.stringify({ ...now, Statement: statements });
}

/** A role's ARN without its account; of anything else, what is like nothing. */
function nameOf(arn: unknown): string | symbol {
  const found = ROLE.exec(String(arn));
  return found === null ? Symbol() : `${found[1]}${found[2]}`;
}

function read(text: unknown): Document | undefined {
  if (typeof text !== "string") return undefined;
  try {
    const json = JSON.parse(text) as Document;
    return Array.isArray(json.Statement) ? json : undefined;
  } catch {
    return undefined;
  }
}

import type { Rule } from "./rule";

/** Which condition names roles, and what of a role's ARN its siblings elsewhere share. Undefined: it has none. */
interface Siblings {
  readonly operator: "ArnLike" | "ArnNotLike";
  readonly shared: (arn: string) => string | undefined;
}

/**
 * A guardrail spares one role, in each member account that has a stack (ADR 0011): of an account that joins, the same role. That
 * is how the description is meant; that the account is one of the description, outside-organization judges.
 *
 * @param rule judges what else differs
 */
export function butForSameRoleElsewhere(rule: Rule): Rule {
  return withoutSiblings(rule, {
    operator: "ArnNotLike",
    shared: (arn) => /^arn:aws[a-z-]*:iam::\d{12}(:role\/.+)$/.exec(arn)?.[1],
  });
}

/** The bus lets in one forwarder of each governed Region, and of one that is governed from now on the same. Guardrails keep others from making a role of such a name. */
export function butForSameForwarderElsewhere(rule: Rule): Rule {
  return withoutSiblings(rule, {
    operator: "ArnLike",
    shared: (arn) => /^(arn:aws[a-z-]*:iam::\*:role\/.+-)[a-z]{2}(?:-[a-z]+)+-\d$/.exec(arn)?.[1],
  });
}

const PRINCIPAL = "aws:PrincipalArn";

interface Document {
  readonly Statement: readonly Statement[];
}

type Statement = Readonly<Record<string, unknown>> & {
  readonly Sid?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

function withoutSiblings(rule: Rule, siblings: Siblings): Rule {
  return (change) => {
    const [before, after] = [read(change.before), read(change.after)];
    if (before === undefined || after === undefined) return rule(change);
    const Statement = after.Statement.map((statement) => {
      const twin = before.Statement.find(({ Sid }) => Sid !== undefined && Sid === statement.Sid);
      return twin === undefined ? statement : withoutNew(statement, twin, siblings);
    });
    return rule({ ...change, after: JSON.stringify({ ...after, Statement }) });
  };
}

/** Without the roles that are siblings of those named before. */
function withoutNew(statement: Statement, twin: Statement, { operator, shared }: Siblings): Statement {
  const [old, now] = [twin.Condition?.[operator]?.[PRINCIPAL], statement.Condition?.[operator]?.[PRINCIPAL]];
  if (!Array.isArray(old) || !Array.isArray(now)) return statement;
  const known = new Set(old.flatMap((arn) => shared(String(arn)) ?? []));
  const kept = now.filter((arn) => old.includes(arn) || !known.has(shared(String(arn)) ?? ""));
  const condition = { ...statement.Condition?.[operator], [PRINCIPAL]: kept };
  return { ...statement, Condition: { ...statement.Condition, [operator]: condition } };
}

function read(text: unknown): Document | undefined {
  if (typeof text !== "string") return undefined;
  try {
    const json = JSON.parse(text) as Partial<Document>;
    return Array.isArray(json.Statement) ? { ...json, Statement: json.Statement } : undefined;
  } catch {
    return undefined;
  }
}

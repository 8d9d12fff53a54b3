import { covers } from "./patterns";
import type { Condition, NormalStatement } from "./statements";

/**
 * Whether a Deny's conditions cannot hold for what an Allow is for, when a service makes the call. A service calls over TLS, and
 * as itself: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice
 */
export function contradicts(conditions: readonly Condition[], allow: NormalStatement): boolean {
  return conditions.some((condition) => neverOfService(condition) || excludedBy(condition, allow.condition));
}

function neverOfService({ operator, key, values }: Condition): boolean {
  const base = operator.toLowerCase();
  if (!base.startsWith("bool")) return false;
  return (
    (key === "aws:principalisawsservice" || key === "aws:securetransport") && values.every((value) => value === "false")
  );
}

/** The Deny spares a value, as StringNotEquals does, that the Allow asks for. */
function excludedBy({ operator, key, values }: Condition, required: readonly Condition[]): boolean {
  const base = operator.toLowerCase().replace(/ifexists$/, "");
  const asked = required.filter(
    (other) => other.key === key && /^(?:string|arn)(?:equals|like)$/i.test(other.operator),
  );
  if (/^(?:string|arn)not(?:equals|like)$/.test(base))
    return asked.some((other) => other.values.every((value) => values.some((spared) => covers(spared, value))));
  if (base === "null") return values.every((value) => value === "true") && asked.length > 0;
  return false;
}

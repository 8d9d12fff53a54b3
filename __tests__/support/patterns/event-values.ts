/** What EventBridge compares: the leaves of a JSON event. */
export type Scalar = string | number | boolean | null;

/** Which element of which array the object around a leaf stands in. */
export type Membership = ReadonlyMap<readonly unknown[], number>;

export interface Leaf {
  readonly value: Scalar;
  readonly membership: Membership;
}

/** In no element of any array. */
export const NOWHERE: Membership = new Map();

/**
 * The leaves at `path` of a JSON event, as event-ruler flattens it: arrays are "crushed out", the elements of `[1, 2]`
 * stand where the array stands; an object, `{}` or `[]` is no leaf; a name with dots equals nested names.
 * https://github.com/aws/event-ruler#json-array-matching
 */
export function leavesAt(event: unknown, path: readonly string[]): readonly Leaf[] {
  const leaves: Leaf[] = [];
  gather(event, path, NOWHERE, leaves);
  return leaves;
}

/** Asked for every field of every rule and event: it makes nothing but the leaves. `from` is the first name still to go. */
function gather(value: unknown, path: readonly string[], membership: Membership, leaves: Leaf[], from = 0): void {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      const place = isScalar(element) ? membership : new Map([...membership, [value, index] as const]);
      gather(element, path, place, leaves, from);
    }
  } else if (isObject(value)) {
    gatherNamed(value, path, membership, leaves, from);
  } else if (from === path.length && isScalar(value)) {
    leaves.push({ value, membership });
  }
}

function gatherNamed(
  object: Readonly<Record<string, unknown>>,
  path: readonly string[],
  membership: Membership,
  leaves: Leaf[],
  from: number,
): void {
  let name = "";
  for (let next = from; next < path.length; next++) {
    name = next === from ? (path[next] ?? "") : `${name}.${path[next]}`;
    if (Object.hasOwn(object, name)) gather(object[name], path, membership, leaves, next + 1);
  }
}

/** Both memberships together, or undefined where they name different elements of one array. */
export function joined(one: Membership, other: Membership): Membership | undefined {
  for (const [array, index] of other) {
    if ((one.get(array) ?? index) !== index) return undefined;
  }
  return other.size === 0 ? one : new Map([...one, ...other]);
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";

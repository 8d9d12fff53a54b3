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
export function leavesAt(event: unknown, path: readonly string[], membership: Membership = NOWHERE): readonly Leaf[] {
  if (Array.isArray(event)) {
    return event.flatMap((element, index) =>
      leavesAt(element, path, isScalar(element) ? membership : new Map([...membership, [event, index]])),
    );
  }
  if (!isObject(event)) return path.length === 0 && isScalar(event) ? [{ value: event, membership }] : [];
  return path.flatMap((_, index) => {
    const name = path.slice(0, index + 1).join(".");
    return Object.hasOwn(event, name) ? leavesAt(event[name], path.slice(index + 1), membership) : [];
  });
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

/** What is left of an input when the parts that broke the schema are taken out: anything may be missing. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly (Draft<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> }
    : T | undefined;

/**
 * A copy of `input` without the values at `refused` paths, so that rules between fields can be checked in the same
 * round in which single fields were refused. What remains has the types that the schema says; a key that is there
 * without a value is one that was refused.
 */
export function withoutRefused<T>(input: unknown, refused: readonly (readonly PropertyKey[])[]): Draft<T> {
  const refusedPaths = new Set(refused.map((path) => path.map(String).join("\0")));
  const copy = (value: unknown, path: readonly string[]): unknown => {
    if (refusedPaths.has(path.join("\0"))) return undefined;
    // Unlike map, from leaves no hole where `[first, , third]` has one.
    if (Array.isArray(value)) return Array.from(value, (item, index) => copy(item, [...path, String(index)]));
    if (typeof value === "object" && value !== null) {
      const given = Object.entries(value).filter(([, item]) => item !== undefined);
      return Object.fromEntries(given.map(([key, item]) => [key, copy(item, [...path, key])]));
    }
    return value;
  };
  return (copy(input, []) ?? {}) as Draft<T>;
}

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

type JsonObject = { readonly [key: string]: Json };

/** What differs: another value, or an object in which some keys differ and some are gone. */
export type Delta =
  | { readonly is: Json }
  | { readonly in: { readonly [key: string]: Delta }; readonly gone?: readonly string[] };

/** What makes `after` of `before`; undefined where they are equal. */
export function delta(before: Json | undefined, after: Json): Delta | undefined {
  if (before !== undefined && same(before, after)) return undefined;
  if (!isObject(before) || !isObject(after)) return { is: after };
  const gone = Object.keys(before).filter((key) => !(key in after));
  const changes = Object.keys(after).flatMap((key) => {
    const change = delta(before[key], after[key] as Json);
    return change === undefined ? [] : [[key, change] as const];
  });
  return { in: Object.fromEntries(changes), ...(gone.length > 0 ? { gone } : {}) };
}

/** The value that a delta was made of. What did not change is shared with `before`. */
export function applied(before: Json | undefined, change: Delta | undefined): Json {
  if (change === undefined) return before ?? null;
  if ("is" in change) return change.is;
  const kept = { ...(before as JsonObject) } as { [key: string]: Json };
  for (const key of change.gone ?? []) delete kept[key];
  for (const [key, inner] of Object.entries(change.in)) kept[key] = applied(kept[key], inner);
  return kept;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function same(one: Json, other: Json): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

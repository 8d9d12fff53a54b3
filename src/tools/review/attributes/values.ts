/**
 * Values as a comparison needs them: null, an empty text, list or block say the same, and so does false where a provider fills in
 * what was left out; JSON in a text is compared by what it says.
 */
export function normalized(value: unknown): unknown {
  if (value === null || value === undefined || value === "" || value === false) return undefined;
  if (typeof value === "string") return normalizedText(value);
  if (Array.isArray(value)) {
    const values = value.map(normalized).filter((one) => one !== undefined);
    return values.length === 0 ? undefined : values;
  }
  if (typeof value === "object") {
    const entries = Object.entries(value)
      .map(([key, one]) => [key, normalized(one)] as const)
      .filter(([, one]) => one !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  return value;
}

function normalizedText(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return normalized(JSON.parse(text));
  } catch {
    return text;
  }
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(normalized(one)) === JSON.stringify(normalized(other));
}

/** The same values, whatever their order. */
export function isSameSet(one: unknown, other: unknown): boolean {
  const [left, right] = [keysOf(one), keysOf(other)];
  return left.size === right.size && [...left].every((value) => right.has(value));
}

/** A list's values, each as text that is the same where the values are. */
export function keysOf(list: unknown): ReadonlySet<string> {
  return new Set(listOf(list).map((value) => JSON.stringify(normalized(value)) ?? "null"));
}

export function listOf(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export type Block = Readonly<Record<string, unknown>>;

/** The blocks of one kind, as a plan has them: a list, also of one. */
export function blocksOf(value: unknown): readonly Block[] {
  return listOf(value).filter((one): one is Block => typeof one === "object" && one !== null && !Array.isArray(one));
}

/** The one block at the end of a path: `["rule", "default_retention"]`. */
export function blockAt(value: unknown, ...path: readonly string[]): Block | undefined {
  return path.reduce<Block | undefined>((block, name) => blocksOf(block?.[name])[0], blocksOf(value)[0]);
}

/** Whether Terraform knows a value, or a part of it, only after the apply. https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
export function isUnknown(mark: unknown): boolean {
  if (mark === true) return true;
  if (typeof mark !== "object" || mark === null) return false;
  return Object.values(mark).some(isUnknown);
}

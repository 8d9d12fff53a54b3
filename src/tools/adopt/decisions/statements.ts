import { isDeepStrictEqual } from "node:util";

/** A statement of any policy document, as somebody wrote it. */
export interface WrittenStatement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A document's statements; none where it is no document. */
export function statementsOf(document: string | undefined): readonly WrittenStatement[] {
  if (document === undefined || document === "") return [];
  const { Statement = [] }: { readonly Statement?: WrittenStatement | readonly WrittenStatement[] } =
    JSON.parse(document);
  return Array.isArray(Statement) ? Statement : [Statement as WrittenStatement];
}

/** IAM takes one value without its brackets. */
export function listOf(value: unknown): readonly string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** Whether two statements say the same: neither Sid nor order means anything, nor does an action's case. */
export function isSame(one: WrittenStatement, other: WrittenStatement): boolean {
  return isDeepStrictEqual(normalized(one), normalized(other));
}

function normalized({ Sid: _sid, ...statement }: WrittenStatement): unknown {
  return sorted({
    ...statement,
    ...(statement.Action === undefined ? {} : { Action: lowered(statement.Action) }),
    ...(statement.NotAction === undefined ? {} : { NotAction: lowered(statement.NotAction) }),
  });
}

function lowered(actions: unknown): readonly string[] {
  return listOf(actions).map((action) => action.toLowerCase());
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const values = value.map(sorted).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
    return values.length === 1 ? values[0] : values;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** IAM's wildcards, of actions and ARNs alike; case counts in neither here, which finds too much rather than too little. */
export function matches(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "i").test(value);
}

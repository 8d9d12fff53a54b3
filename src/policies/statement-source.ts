import type { Organization } from "../config/organization";
import type { Names } from "../naming";
import type { Statement } from "./document";
import { missingOf, type Option } from "./options";

/** What a statement is written from. */
export interface Described {
  readonly names: Names;
  readonly organization: Organization;
}

/** All that there is to know of a statement; where it is attached, the policy says that lists it. */
export interface StatementSource<From extends Described = Described> {
  /** Written out, so that grep finds it. */
  readonly sid: string;
  /** What the description has to say; else the statement is left out. @default - nothing: it is always there */
  readonly needs?: readonly Option[];
  /** Whether it binds an account's root, and nobody else. @default false */
  readonly bindsRootAlone?: true;
  readonly says: (from: From) => Omit<Statement, "Sid">;
}

/** Statements of one kind, as many as the description has things of it, or as several buckets have; each is always there. */
export type StatementFamily<From extends Described = Described> = (from: From) => readonly Statement[];

/** What of the sources a description asks for, in their order. */
export function statementsOf<From extends Described>(
  sources: readonly (StatementSource<From> | StatementFamily<From>)[],
  from: From,
): readonly Statement[] {
  return sources.flatMap((source) => {
    if (typeof source === "function") return source(from);
    const { sid, needs = [], says } = source;
    return missingOf(needs, from.organization).length > 0 ? [] : [{ Sid: sid, ...says(from) }];
  });
}

/**
 * What a statement takes from the description because it needs it.
 *
 * @throws Error if the statement does not say so under `needs`
 */
export function needed<Value>(value: Value | undefined, option: Option): Value {
  if (value === undefined)
    throw new Error(`A statement uses ${option}, which the description lacks: name it in \`needs\`.`);
  return value;
}

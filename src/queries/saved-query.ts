import { loadQueries, type Query } from "./catalogue";
import { compile } from "./parameters";

/** A query as Athena keeps it in a work group. */
export interface SavedQuery {
  readonly name: string;
  /** At most 1,024 characters. */
  readonly description: string;
  /** At most 262,144 bytes, with a `?` for each parameter, whose values Athena's console asks for. */
  readonly sql: string;
}

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateNamedQuery.html */
const LONGEST_DESCRIPTION = 1024;

/** The catalogue, for a work group. Read once, however many stacks ask. */
export function savedQueries(): readonly SavedQuery[] {
  saved ??= loadQueries().map(savedQuery);
  return saved;
}

let saved: readonly SavedQuery[] | undefined;

/** The console shows a question mark for each value, so the description says which one is which. */
export function savedQuery({ name, title, sql }: Query): SavedQuery {
  const { sql: compiled, names } = compile(sql);
  const order = names.length === 0 ? "" : `. Values, in order: ${names.join(", ")}`;
  return { name, description: `${title}${order}`.slice(0, LONGEST_DESCRIPTION), sql: compiled };
}

export type OneOrMore<T = string> = T | readonly T[];

/** `{ StringEquals: { "aws:SourceArn": "arn:..." } }` */
export type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;

/** Wider than what src/policies may write, so that a test can hold a bad document up to the linter. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, OneOrMore>>;
  readonly NotPrincipal?: "*" | Readonly<Record<string, OneOrMore>>;
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  readonly Condition?: Conditions;
}

export interface PolicyDocument {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly Statement[];
}

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

export const list = <T>(value: OneOrMore<T> | undefined): readonly T[] =>
  value === undefined ? [] : ((Array.isArray(value) ? value : [value]) as readonly T[]);

const wildcards = new Map<string, RegExp>();

/** IAM's wildcards: `*` any characters, `?` one. The same patterns are asked for thousands of times: each is compiled once. */
export function wildcard(pattern: string, flags: "" | "i" = ""): RegExp {
  const id = `${flags} ${pattern}`;
  const known = wildcards.get(id);
  if (known !== undefined) return known;
  const fresh = compileWildcard(pattern, flags);
  wildcards.set(id, fresh);
  return fresh;
}

function compileWildcard(pattern: string, flags: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, "[^]*")
    .replace(/\?/g, "[^]");
  return new RegExp(`^${source}$`, flags);
}

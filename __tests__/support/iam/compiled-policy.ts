import {
  createValidatedPolicy,
  type ValidatedPolicy,
  type ValidationError,
  validateIdentityPolicy,
  validateResourceControlPolicy,
  validateResourcePolicy,
  validateServiceControlPolicy,
  validateSessionPolicy,
  validateTrustPolicy,
} from "@cloud-copilot/iam-policy";
import { rewrittenDocument } from "./encryption-context";
import { list, type NamedPolicy, type PolicyDocument, type Statement, wildcard } from "./policy-document";

export type PolicyRole = "identity" | "session" | "scp" | "rcp" | "resource" | "trust";

/** A policy cut down to what can concern one action, validated once. */
export interface CompiledPolicy {
  readonly name: string;
  readonly policy: ValidatedPolicy<{ name: string }>;
  /** No statement names the action: the policy says nothing about it. */
  readonly silent: boolean;
  /** Context keys that conditions and variables ask for, in lower case. Others cannot matter. */
  readonly keys: ReadonlySet<string>;
}

const VALIDATORS: Readonly<Record<PolicyRole, (document: PolicyDocument) => readonly ValidationError[]>> = {
  identity: validateIdentityPolicy,
  session: validateSessionPolicy,
  scp: validateServiceControlPolicy,
  rcp: validateResourceControlPolicy,
  resource: validateResourcePolicy,
  trust: validateTrustPolicy,
};

const valid = new WeakMap<PolicyDocument, Map<PolicyRole, PolicyDocument>>();
const compiled = new WeakMap<PolicyDocument, Map<string, CompiledPolicy>>();

/** Documents are values: compiled once per object, so change a copy. */
export function compile({ name, document }: NamedPolicy, role: PolicyRole, action: string): CompiledPolicy {
  const memo = memoOf(compiled, document);
  const key = `${role} ${name} ${action.toLowerCase()}`;
  const known = memo.get(key);
  if (known !== undefined) return known;
  const fresh = cutDown(name, validated(name, document, role), action);
  memo.set(key, fresh);
  return fresh;
}

function validated(name: string, document: PolicyDocument, role: PolicyRole): PolicyDocument {
  const memo = memoOf(valid, document);
  const known = memo.get(role);
  if (known !== undefined) return known;
  const rewritten = rewrittenDocument(document);
  const errors = VALIDATORS[role](rewritten).map(({ path, message }) => `${path}: ${message}`);
  if (errors.length > 0) throw new Error(`'${name}' is no valid ${role} policy: ${errors.join("; ")}`);
  memo.set(role, rewritten);
  return rewritten;
}

function cutDown(name: string, document: PolicyDocument, action: string): CompiledPolicy {
  const relevant = document.Statement.filter((statement) => concerns(statement, action));
  // A resource policy that says nothing still differs from none (a role's trust): one statement stays, unmatched.
  const kept = relevant.length > 0 ? relevant : document.Statement.slice(0, 1);
  return {
    name,
    policy: createValidatedPolicy({ ...document, Statement: kept }, () => [], { name }),
    silent: relevant.length === 0,
    keys: new Set(relevant.flatMap(keysOf)),
  };
}

const concerns = (statement: Statement, action: string): boolean =>
  statement.NotAction !== undefined || list(statement.Action).some((pattern) => wildcard(pattern, "i").test(action));

function keysOf(statement: Statement): readonly string[] {
  const conditions = Object.values(statement.Condition ?? {}).flatMap((keys) => Object.entries(keys));
  const texts = [
    ...list(statement.Resource),
    ...list(statement.NotResource),
    ...conditions.flatMap(([, value]) => list(value).map(String)),
  ];
  const variables = texts.flatMap((text) =>
    [...text.matchAll(/\$\{([^},]+)/g)].map((match) => (match[1] ?? "").trim()),
  );
  return [...conditions.map(([key]) => key), ...variables].map((key) => key.toLowerCase());
}

function memoOf<K extends object, N, V>(memos: WeakMap<K, Map<N, V>>, key: K): Map<N, V> {
  const known = memos.get(key);
  if (known !== undefined) return known;
  const fresh = new Map<N, V>();
  memos.set(key, fresh);
  return fresh;
}

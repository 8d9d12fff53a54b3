import { isDeepStrictEqual } from "node:util";
import type { Organization } from "../../src/config/organization";
import { namesOf } from "../../src/naming";
import { emittedEnvironment } from "../proof/emitted-environment";
import { KEY_IDS } from "../support/emitted-policies";
import type { DeclaredResource, Environment } from "../support/iam/environment";
import type { NamedPolicy, PolicyDocument } from "../support/iam/policy-document";
import type { ReadBack } from "./read-back";

export interface LiveEnvironment {
  readonly environment: Environment;
  /** How many policies were read back. */
  readonly policies: number;
  readonly differences: readonly string[];
}

/**
 * The environment of the proof, with every policy as it was read back. What nobody can read back keeps the document that
 * is emitted: accounts that only the proof invents, stacks that were not applied, and what others made.
 *
 * @param isApplied whether the stacks of an account were applied
 */
export function liveEnvironment(
  organization: Organization,
  read: ReadBack,
  isApplied: (account: string) => boolean,
): LiveEnvironment {
  const emitted = inOnePartition(emittedEnvironment(organization));
  const rewrite = asTheProofNamesIt(organization, read);
  const differences: string[] = [];
  let policies = 0;
  const readBack = (what: string, expected: PolicyDocument, text: string | undefined): PolicyDocument => {
    if (text === undefined) {
      differences.push(`${what}: nothing was read back`);
      return expected;
    }
    policies += 1;
    const document = JSON.parse(rewrite(text)) as PolicyDocument;
    if (!isDeepStrictEqual(comparable(document), comparable(expected))) {
      differences.push(`${what}: what was read back is not what was synthesized`);
    }
    return document;
  };

  const texts = new Map(read.resources.map(({ arn, text }) => [rewrite(arn), text]));
  const permissions = new Map(read.permissions.map(({ arn, texts: all }) => [rewrite(arn), all]));
  const attached = (type: string, expected: Environment["serviceControlPolicies"] = {}) =>
    attachedPolicies(read, type, expected, readBack, differences);
  const environment: Environment = {
    ...emitted,
    accounts: { ...emitted.accounts, ...read.accounts },
    serviceControlPolicies: attached("SERVICE_CONTROL_POLICY", emitted.serviceControlPolicies),
    resourceControlPolicies: attached("RESOURCE_CONTROL_POLICY", emitted.resourceControlPolicies),
    resources: (emitted.resources ?? []).map((resource) => withPolicy(resource, texts, isApplied, readBack)),
    identityPolicies: Object.fromEntries(
      Object.entries(emitted.identityPolicies ?? {}).map(([arn, held]) => {
        if (!isApplied(arn.split(":")[4] ?? "")) return [arn, held];
        const found = permissions.get(arn) ?? [];
        return [arn, held.map((one, index) => ({ ...one, document: readBack(arn, one.document, found[index]) }))];
      }),
    ),
  };
  return { environment, policies, differences };
}

type ReadBackDocument = (what: string, expected: PolicyDocument, text: string | undefined) => PolicyDocument;

function attachedPolicies(
  read: ReadBack,
  type: string,
  expected: Readonly<Record<string, readonly NamedPolicy[]>>,
  readBack: ReadBackDocument,
  differences: string[],
): Readonly<Record<string, readonly NamedPolicy[]>> {
  const live = read.policies.filter((policy) => policy.type === type);
  const targets = [...new Set([...Object.keys(expected), ...live.flatMap(({ targets: all }) => all)])];
  return Object.fromEntries(
    targets.map((target) => {
      const wanted = new Map((expected[target] ?? []).map(({ name, document }) => [name, document]));
      const there = live.filter(({ targets: all }) => all.includes(target));
      for (const name of wanted.keys()) {
        if (!there.some((policy) => policy.name === name)) differences.push(`${name} is not attached to ${target}`);
      }
      const policies = there.map(({ name, text }) => {
        const document = wanted.get(name);
        if (document === undefined) differences.push(`${name} is attached to ${target}, and nobody described that`);
        return { name, document: readBack(`${name} at ${target}`, document ?? JSON.parse(text), text) };
      });
      return [target, policies];
    }),
  );
}

function withPolicy(
  resource: DeclaredResource,
  texts: ReadonlyMap<string, string>,
  isApplied: (account: string) => boolean,
  readBack: ReadBackDocument,
): DeclaredResource {
  const { arn, account, policy, where } = resource;
  // Without a place in a stack it is what others made.
  if (policy === undefined || where === undefined || !isApplied(account)) return resource;
  return { ...resource, policy: readBack(arn, policy, texts.get(arn)) };
}

/**
 * The proof knows one partition: policies differ between partitions in nothing but their ARNs' second word. Values that are
 * undefined stay so: a request's context says by them what is absent.
 */
export function inOnePartition<Value>(value: Value): Value {
  if (typeof value === "string") return value.replace(/\barn:aws-(?:cn|us-gov):/g, "arn:aws:") as Value;
  if (Array.isArray(value)) return value.map(inOnePartition) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [inOnePartition(key), inOnePartition(member)]),
  ) as Value;
}

/** The proof knows the keys by ids of its own: AWS chooses a key's id when the key is made. */
function asTheProofNamesIt(organization: Organization, { aliases }: ReadBack): (text: string) => string {
  const names = namesOf(organization);
  const known = [
    [names.archiveKeyAlias, KEY_IDS["org-logs-key/key"]],
    [names.trailKeyAlias, KEY_IDS["org-trail/key"]],
    [names.alertKeyAlias, KEY_IDS["alert-key/key"]],
  ] as const;
  const ids = aliases.flatMap(({ alias, keyId }) => {
    const proofs = known.find(([name]) => name === alias)?.[1];
    return proofs === undefined ? [] : [[keyId, proofs] as const];
  });
  return (text) => inOnePartition(ids.reduce((rewritten, [from, to]) => rewritten.replaceAll(from, to), text));
}

/**
 * Services say the same in words of their own: a list of one as its member, statements in another order, Lambda an `Id`
 * and `AWS:SourceArn`, since condition keys do not differ by case.
 */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) {
    const members = value.map(comparable);
    return members.length === 1 ? members[0] : members.map((member) => JSON.stringify(member)).sort();
  }
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key.toLowerCase(), comparable(member)] as const);
  return Object.fromEntries(members.filter(([key]) => key !== "id").sort(([one], [other]) => (one < other ? -1 : 1)));
}

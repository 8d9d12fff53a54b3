import type { Organization } from "../config/organization";
import { ConfigError, type Problem } from "../config/problem";
import type { Names } from "../naming";
import { minified, type PolicyDocument, policyDocument } from "./document";
import { missingOf, type Option } from "./options";
import { type Described, type StatementSource, statementsOf } from "./statement-source";

/** What a policy is attached to. */
export type PolicyTarget =
  | { readonly kind: "root" }
  /** By its name, or its path below the root. */
  | { readonly kind: "organizational-unit"; readonly path: string }
  | { readonly kind: "account"; readonly accountId: string };

/** Where a policy's statements hold: at the units that the description guards, the root if it says so; or in one account. */
export type Attachment = "guarded units" | "log-archive account";

/** A policy as we write it: its statements, and where all of them are attached. */
export interface PolicySource {
  /** Names its construct. */
  readonly id: string;
  readonly name: (names: Names) => string;
  readonly description: string;
  readonly attachedTo: Attachment;
  /** What each of its statements needs. @default - nothing */
  readonly needs?: readonly Option[];
  readonly statements: readonly StatementSource[];
  /** What of the description makes the document long, and what to do about it. @default - nothing */
  readonly grownBy?: (organization: Organization) => Omit<Problem, "rule">;
}

/** A policy of the organization, and where it holds. */
export interface AttachedPolicy {
  /** Names its construct. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly document: PolicyDocument;
  readonly targets: readonly PolicyTarget[];
  /** What of the description makes the document long, and what to do about it. @default - nothing */
  readonly grownBy?: Omit<Problem, "rule">;
}

/** The policies that a description asks for: one that would have no statement is none. */
export function attachedPolicies(sources: readonly PolicySource[], from: Described): readonly AttachedPolicy[] {
  return sources
    .filter(({ needs = [] }) => missingOf(needs, from.organization).length === 0)
    .map(({ id, name, description, attachedTo, statements, grownBy }) => ({
      id,
      name: name(from.names),
      description,
      document: policyDocument(statementsOf(statements, from)),
      targets: targetsOf(attachedTo, from),
      ...(grownBy === undefined ? {} : { grownBy: grownBy(from.organization) }),
    }))
    .filter(({ document }) => document.Statement.length > 0);
}

function targetsOf(attachedTo: Attachment, { names, organization }: Described): readonly PolicyTarget[] {
  switch (attachedTo) {
    case "guarded units": {
      const { attachToRoot, organizationalUnits } = organization.guardrails;
      return [
        ...(attachToRoot ? [{ kind: "root" } as const] : []),
        ...organizationalUnits.map((path) => ({ kind: "organizational-unit", path }) as const),
      ];
    }
    case "log-archive account":
      return [{ kind: "account", accountId: names.logArchiveAccountId }];
  }
}

export type PolicyType = "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";

export interface PolicyQuota {
  /** Of one document. */
  readonly characters: number;
  /** Policies attached to a root, a unit or an account directly; AWS's own, `FullAWSAccess` or `RCPFullAWSAccess`, is one. */
  readonly perTarget: number;
}

/**
 * On 2026-05-15 AWS doubled both quotas of service control policies, in every partition, for every organization, without a
 * request: three write-ups agree. Those of resource control policies are as they were.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * https://sjramblings.io/aws-organizations-scp-quotas-doubled-what-now/
 * https://cevo.com.au/post/aws-scp-limits-landing-zone-review/
 * https://undercodetesting.com/aws-iam-scp-limits-just-doubled-10-policies-per-node-and-10240-characters-heres-how-to-supercharge-your-cloud-governance-video/
 */
export const POLICY_QUOTAS: Readonly<Record<PolicyType, PolicyQuota>> = {
  SERVICE_CONTROL_POLICY: { characters: 10_240, perTarget: 10 },
  RESOURCE_CONTROL_POLICY: { characters: 5_120, perTarget: 5 },
};

/** What AWS counts, at the most: it counts characters, of which some have more than one byte and none has less. */
export function sizeOf(document: PolicyDocument): number {
  return Buffer.byteLength(minified(document));
}

/**
 * The policy's document, if AWS takes one of its size.
 *
 * @throws ConfigError if the description makes it too long
 * @throws Error with the sizes and the statement to move, if its statements do
 */
export function withinQuota(type: PolicyType, { name, document, grownBy }: AttachedPolicy): PolicyDocument {
  const { characters } = POLICY_QUOTAS[type];
  const size = sizeOf(document);
  if (size <= characters) return document;
  const tooLarge = `Policy ${name} has ${size} characters, ${size - characters} more than the ${characters} AWS allows`;
  if (grownBy !== undefined) throw new ConfigError(name, [{ ...grownBy, rule: tooLarge }]);
  const [largest] = [...document.Statement].sort((one, other) => lengthOf(other) - lengthOf(one));
  throw new Error(`${tooLarge}. Move a statement to another policy; the largest is ${largest?.Sid}.`);
}

function lengthOf(part: object): number {
  return Buffer.byteLength(JSON.stringify(part));
}

import { ConfigError, type Problem } from "../config/problem";
import { minified, type PolicyDocument } from "./document";

/** What a policy is attached to. */
export type PolicyTarget =
  | { readonly kind: "root" }
  /** By its name, or its path below the root. */
  | { readonly kind: "organizational-unit"; readonly path: string }
  | { readonly kind: "account"; readonly accountId: string };

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

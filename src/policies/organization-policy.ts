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
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html; the same for RCPs. */
export const POLICY_SIZE_LIMIT = 5120;

/**
 * The document, if AWS takes one of its size.
 *
 * @throws Error with the sizes and the statement to move, if AWS would refuse it
 */
export function withinLimit(name: string, document: PolicyDocument): PolicyDocument {
  const size = Buffer.byteLength(minified(document));
  if (size > POLICY_SIZE_LIMIT) {
    const [largest] = [...document.Statement].sort((one, other) => sizeOf(other) - sizeOf(one));
    throw new Error(
      `Policy ${name} has ${size} bytes, ${size - POLICY_SIZE_LIMIT} more than the ${POLICY_SIZE_LIMIT} AWS allows. ` +
        `Move a statement to another policy; the largest is ${largest?.Sid}.`,
    );
  }
  return document;
}

function sizeOf(part: object): number {
  return Buffer.byteLength(JSON.stringify(part));
}

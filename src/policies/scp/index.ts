import { minified, type PolicyDocument, policyDocument } from "../document";
import { denyTrailTampering } from "./deny-trail-tampering";

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
export const SCP_SIZE_LIMIT = 5120;

/** The baseline on every guarded organizational unit. */
export function scpBaseline(): PolicyDocument {
  return policyDocument([denyTrailTampering()]);
}

/**
 * The document as AWS counts it.
 *
 * @throws Error with the sizes, if AWS would refuse it
 */
export function scpContent(name: string, document: PolicyDocument): string {
  const content = minified(document);
  const size = Buffer.byteLength(content);
  if (size > SCP_SIZE_LIMIT) {
    const [largest] = [...document.Statement].sort((one, other) => sizeOf(other) - sizeOf(one));
    throw new Error(
      `Service control policy ${name} has ${size} bytes, ${size - SCP_SIZE_LIMIT} more than the ${SCP_SIZE_LIMIT} AWS allows. ` +
        `Move a statement to another policy; the largest is ${largest?.Sid}.`,
    );
  }
  return content;
}

function sizeOf(part: object): number {
  return Buffer.byteLength(JSON.stringify(part));
}

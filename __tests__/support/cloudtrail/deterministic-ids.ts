import { createHash } from "node:crypto";

/** The same seed gives the same id: a record that two tests build alike is the same record. */
const digest = (seed: string): string => createHash("sha256").update(seed).digest("hex");

/** A GUID, as CloudTrail's eventID and requestID are. */
export function guid(seed: string): string {
  const hex = digest(seed);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/**
 * An id as IAM gives: a prefix that says what it names, then capital letters and digits, ending in EXAMPLE so that it
 * cannot be anybody's. `AROA` a role, `AIDA` a user, `AKIA` a lasting access key, `ASIA` a temporary one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function iamId(prefix: "AROA" | "AIDA" | "AKIA" | "ASIA", seed: string): string {
  return `${prefix}${digest(seed).slice(0, 10).toUpperCase()}EXAMPLE`;
}

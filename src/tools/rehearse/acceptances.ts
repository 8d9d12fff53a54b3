import type { Accepted } from "../review/accepted";

/** The entries that `npm run deploy` proposed when it refused a stack: those whose findings a person has to accept. */
export function proposedAcceptances(said: readonly string[]): readonly Accepted[] {
  const entries = said.map((line) => line.trim().replace(/,$/, "")).filter((line) => line.startsWith('{"check":'));
  return entries.map((entry) => ({ ...JSON.parse(entry), reason: "Accepted for the rehearsal alone." }));
}

/** `log-archive, aws_s3_bucket.x, attribute (check)` */
export function describeAcceptance({ stack, address, attribute, check }: Accepted): string {
  return `${[stack, address, ...(attribute === undefined ? [] : [attribute])].join(", ")} (${check})`;
}

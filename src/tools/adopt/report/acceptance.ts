import type { Accepted } from "../../review/accepted";
import { ADOPTION } from "../../review/accepted";
import type { AdoptionReport } from "./report";

/** How long an acceptance of the adoption counts: the sitting, and some days in which it goes wrong. */
const DAYS = 14;

/** accepted.json as it would have to be for the report to be clean; the reasons are for a person to write. */
export function acceptanceOf({ weaker, decisions, covered, accepted }: AdoptionReport, today: string): string {
  const expiresOn = new Date(Date.parse(today) + DAYS * 86_400_000).toISOString().slice(0, 10);
  const entry = (stack: string, check: string, address: string, attribute?: string): Accepted => ({
    check,
    stack,
    address,
    ...(attribute === undefined ? {} : { attribute }),
    reason: "",
    acceptedOn: today,
    expiresOn,
  });
  const entries = [
    ...accepted.map(({ entry: known }) => known),
    ...[...weaker, ...covered].map(({ stack, check, address, attribute }) => entry(stack, check, address, attribute)),
    ...decisions.map(({ check, address, finding }) =>
      finding === undefined
        ? entry(ADOPTION, check, address)
        : entry(finding.stack, check, finding.address, finding.attribute),
    ),
  ];
  return `{ "accepted": [\n${entries.map((one) => `  ${JSON.stringify(one)}`).join(",\n")}\n] }`;
}

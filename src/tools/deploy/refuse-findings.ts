import type { ReviewedStack } from "../plan/review-planned";
import { ACCEPTED_OUTDATED, ACCEPTED_UNUSED } from "../review/accepted";
import type { Finding } from "../review/finding";
import { Refused } from "../terraform/refused";

/** For how long a proposed acceptance counts: long enough to deploy, too short to be forgotten. */
const PROPOSED_DAYS = 7;

/** An entry that accepts nothing cannot be accepted itself: it is deleted. */
const NOT_ACCEPTABLE = [ACCEPTED_OUTDATED, ACCEPTED_UNUSED];

/** What keeps a stack's plan from being applied. What somebody did outside, and the plan puts right, does not. */
export function blockingFindings({ findings }: Pick<ReviewedStack, "findings">): readonly Finding[] {
  return findings.filter(({ healed }) => healed !== true);
}

/**
 * Findings are answered before an apply, never at its question: in the description, or in a file under review.
 *
 * @param reviewed the stacks that would be applied
 * @param today of the proposed entries
 * @throws Refused with the entry to write for each finding
 */
export function refuseFindings(
  reviewed: readonly Pick<ReviewedStack, "stack" | "findings">[],
  { organization, command, today }: { readonly organization: string; readonly command: string; readonly today: Date },
): void {
  const found = reviewed.flatMap((one) => blockingFindings(one).map((finding) => ({ stack: one.stack.name, finding })));
  if (found.length === 0) return;
  const stacks = [...new Set(reviewed.map(({ stack }) => stack.name))];
  const acceptable = found.filter(({ finding }) => !NOT_ACCEPTABLE.includes(finding.check));
  const entries = acceptable.map(({ stack, finding }) => JSON.stringify(entryFor(stack, finding, today)));
  const file = `organizations/${organization}.accepted.json`;
  throw new Refused(
    [
      `Refused: the review above has ${found.length === 1 ? "a finding that is" : `${found.length} findings that are`} not accepted. Nothing of ${stacks.join(", ")} was applied.`,
      ...(acceptable.length < found.length ? [`Delete from ${file} what the review says accepts nothing.`] : []),
      ...(entries.length === 0
        ? []
        : [
            `Undo what is not meant. What is meant, write into "accepted" of ${file}, each with its reason, and let somebody else agree to it:`,
            "",
            [...new Set(entries)].map((entry) => `  ${entry}`).join(",\n"),
            "",
          ]),
      `Then run this again: ${command}`,
    ].join("\n"),
  );
}

/** What accepts a finding, but for its reason, which nobody can propose: the file is not read without. */
function entryFor(stack: string, { check, address, attribute }: Finding, today: Date) {
  const expires = new Date(today);
  expires.setUTCDate(expires.getUTCDate() + PROPOSED_DAYS);
  return {
    check,
    stack,
    address,
    ...(attribute === undefined ? {} : { attribute }),
    reason: "",
    acceptedOn: dayOf(today),
    expiresOn: dayOf(expires),
  };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

import type { Adoptable } from "../../../adoption/adoptables";
import { type Accepted, ADOPTION, judgeAccepted } from "../../review/accepted";
import type { Finding } from "../../review/finding";
import { valueWords } from "../../review/formats/words";
import type { Review, ReviewedChange } from "../../review/review-plan";
import type { Decision } from "../decisions/decision";

/** One attribute of something live that the deploy changes. */
export interface Row {
  readonly stack: string;
  /** Construct path: `log-archive-bucket/policy`. */
  readonly path: string;
  readonly attribute: string;
  /** Empty where before and after say it all. */
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What is not as it should be in a stack's plan, and not accepted. */
export interface StackFinding extends Finding {
  readonly stack: string;
}

export interface StackReport {
  readonly name: string;
  readonly accountId: string;
  readonly live: number;
  readonly resources: number;
  /** Name of the stack that has to be applied before this one can be planned. */
  readonly waitsFor?: string;
}

export interface AdoptionReport {
  readonly organization: string;
  /** The description, as a person finds it: `organizations/askflorence.ts`. */
  readonly description: string;
  readonly stacks: readonly StackReport[];
  readonly stronger: readonly Row[];
  readonly weaker: readonly StackFinding[];
  readonly decisions: readonly Decision[];
  /** What the review of a stack's plan finds of the same: not asked again, and to be accepted with its question. */
  readonly covered: readonly StackFinding[];
  /** Changes of live resources that change nothing of importance: attributes by type. */
  readonly unimportant: readonly Row[];
  /** How many of each kind are made. */
  readonly made: Readonly<Record<string, number>>;
  readonly accepted: readonly { readonly finding: Finding; readonly entry: Accepted }[];
  /** What could not be read. */
  readonly notes: readonly string[];
}

/** A stack's plan, judged. */
export interface PlannedStack {
  readonly name: string;
  readonly adoptables: readonly Adoptable[];
  readonly review: Review;
}

export interface Reported extends Pick<AdoptionReport, "organization" | "description" | "stacks" | "notes"> {
  readonly planned: readonly PlannedStack[];
  readonly decisions: readonly Decision[];
  readonly entries: readonly Accepted[];
  /** `2026-11-25` */
  readonly today: string;
}

/** Puts everything into one of three classes; what is accepted by name is left out of them, and told. */
export function reportOf(reported: Reported): AdoptionReport {
  const { planned, decisions, entries, today, ...told } = reported;
  const judged = planned.map((stack) => ({
    stack,
    ...judgeAccepted(stack.review.findings, entries, stack.name, today),
  }));
  const asked = judgeAccepted(decisions.map(findingOf), entries, ADOPTION, today);
  const left = judged.flatMap(({ stack, findings }) => findings.map((finding) => ({ stack, finding })));
  const open = decisions.filter((decision) => asked.findings.some((finding) => isAbout(finding, decision)));
  // What is answered covers nothing any more: deploy reviews the plan without it.
  const covered = open.flatMap(({ covers = [] }) => covers);
  const isCovered = ({ adoptables }: PlannedStack, { address, attribute = "" }: Finding) => {
    const path = pathOf(adoptables, address);
    return covered.some((one) => one.path === path && attribute.split(":")[0] === one.attribute);
  };
  const rows = planned.flatMap((stack) => stack.review.changes.flatMap((change) => rowsOf(stack, change)));
  return {
    ...told,
    stronger: rows.flatMap(({ row, direction }) => (direction === "stronger" ? [row] : [])),
    weaker: left.flatMap(({ stack, finding }) =>
      finding.direction === "weaker" ? [{ stack: stack.name, ...finding }] : [],
    ),
    decisions: [
      ...open,
      ...asked.findings.filter((finding) => !decisions.some((one) => isAbout(finding, one))).map(decisionOf(ADOPTION)),
      ...left.flatMap(({ stack, finding }) =>
        finding.direction === "undecided" && !isCovered(stack, finding) ? [decisionOf(stack.name)(finding)] : [],
      ),
    ],
    covered: left.flatMap(({ stack, finding }) =>
      finding.direction === "undecided" && isCovered(stack, finding) ? [{ stack: stack.name, ...finding }] : [],
    ),
    unimportant: rows.flatMap(({ row, direction }) => (direction === "neutral" ? [row] : [])),
    made: madeIn(planned),
    accepted: [...judged.flatMap(({ accepted }) => accepted), ...asked.accepted],
  };
}

/** Whether nothing is left to be decided. */
export function isClean({ weaker, decisions }: AdoptionReport): boolean {
  return weaker.length === 0 && decisions.length === 0;
}

function findingOf({ check, address, what, live, described, keep, otherwise }: Decision): Finding {
  return { check, address, direction: "undecided", what, before: live, after: described, remedy: keep ?? otherwise };
}

function isAbout(finding: Finding, { check, address }: Decision): boolean {
  return finding.check === check && finding.address === address;
}

/** What the plan cannot say, a person has to. */
const decisionOf =
  (stack: string) =>
  ({ check, address, attribute, what, before, after, remedy }: Finding): Decision => {
    // Of one statement in a document, the sentence says more than both documents.
    const isPart = attribute?.includes(": ") === true;
    return {
      check,
      address: stack === ADOPTION ? address : `${stack}: ${address}${attribute === undefined ? "" : ` ${attribute}`}`,
      what,
      live: isPart ? "says nothing of it" : valueWords(before),
      described: isPart ? "says it" : valueWords(after),
      otherwise: remedy,
      ...(stack === ADOPTION ? {} : { finding: { stack, address, attribute } }),
    };
  };

function rowsOf(stack: PlannedStack, { action, address, differences }: ReviewedChange) {
  if (action === "create" || action === "no change" || action === "read") return [];
  const path = pathOf(stack.adoptables, address);
  return differences.map(({ attribute, direction, what, before, after }) => ({
    direction,
    row: { stack: stack.name, path, attribute, what, before, after },
  }));
}

function pathOf(adoptables: readonly Adoptable[], address: string): string {
  const plain = address.replace(/\[.*\]$/s, "");
  return adoptables.find((one) => one.address === plain)?.path ?? address;
}

function madeIn(planned: readonly PlannedStack[]): Readonly<Record<string, number>> {
  const made: Record<string, number> = {};
  for (const { type, action } of planned.flatMap(({ review }) => review.changes)) {
    if (action === "create") made[type] = (made[type] ?? 0) + 1;
  }
  return made;
}

import { readFileSync } from "node:fs";
import { acceptedFile, judgeAccepted, readAccepted } from "../review/accepted";
import { actionOf, withoutIndex } from "../review/changes";
import { replaced } from "../review/checks/replaced";
import type { Finding } from "../review/finding";
import { findingLines, formatText } from "../review/formats/text";
import { type Plan, readPlan } from "../review/plan";
import { review } from "../review/review-plan";
import { type Story, storyOf } from "../review/story";
import { Unreadable } from "../review/unreadable";
import { creationsBegun } from "../terraform/begun-creations";
import type { SynthesizedStack } from "../terraform/manifest";
import type { Planned } from "../terraform/planning";
import type { ReadyStack } from "../terraform/preflight";
import { Refused } from "../terraform/refused";
import { PROJECT_ROOT, type Session } from "../terraform/session";
import { readStackJson } from "../terraform/stack-json";

/** A stack's plan, and what the review says of it. */
export interface ReviewedStack {
  readonly stack: SynthesizedStack;
  /** Undefined where nothing changes, and there is nothing to say. */
  readonly story: Story | undefined;
  /** What is left to be answered. */
  readonly findings: readonly Finding[];
  /** Where the whole of Terraform's own words is. */
  readonly text: string | undefined;
  /** What an earlier run did not finish to create, and this plan does. */
  readonly finished: readonly string[];
}

/**
 * Reviews what was planned. What could not be planned cannot be reviewed either.
 *
 * @param ready the stacks that were planned, as they were before
 * @throws Refused where a plan, or what is accepted, cannot be judged
 */
export function reviewPlanned(
  session: Session,
  ready: readonly ReadyStack[],
  planned: readonly Planned[],
): readonly ReviewedStack[] {
  try {
    return judged(session, ready, planned);
  } catch (error) {
    throw error instanceof Unreadable ? new Refused(error.message) : error;
  }
}

/** What an earlier run did not finish. */
interface Unfinished {
  /** What it began to create, and may not have come to. */
  readonly begun: readonly string[];
  /** What it stopped in the middle of, by Terraform's own mark. */
  readonly tainted: readonly string[];
}

function judged(session: Session, ready: readonly ReadyStack[], planned: readonly Planned[]): readonly ReviewedStack[] {
  const accepted = readAccepted(acceptedFile(PROJECT_ROOT, session.organization.name), session.stacks);
  const today = new Date().toISOString().slice(0, 10);
  return planned.flatMap((one): readonly ReviewedStack[] => {
    if (one.outcome === "failed") return [];
    const { stack, saved } = one;
    if (saved === undefined) {
      // Even so: what was accepted and is not planned any more is a finding.
      const { findings } = judgeAccepted([], accepted, stack.name, today);
      return [{ stack, story: undefined, findings, text: undefined, finished: [] }];
    }
    const plan = readPlan(readFileSync(saved.files.json, "utf8"), saved.files.json);
    const described = { name: stack.name, json: readStackJson(stack.folder) };
    const reviewed = review(plan, { stack: described, organization: session.organization });
    const { unfinished: tainted = [] } = ready.find((candidate) => candidate.stack === stack) ?? {};
    const isCompletion = completes(plan, { begun: creationsBegun(session.dataOf(stack)), tainted });
    const left = reviewed.findings.filter((finding) => !isCompletion(finding));
    const answered = judgeAccepted(left, accepted, stack.name, today);
    const story = storyOf(stack.name, reviewed, answered);
    const finished = tainted.filter((address) => planChanges(plan, address));
    return [{ stack, story, findings: answered.findings, text: saved.files.text, finished }];
  });
}

/**
 * What was never whole promised nothing yet: that the rest of it comes now, its settings, its policy or all of it anew,
 * weakens nothing. That it is destroyed or forgotten is found all the same.
 */
function completes(plan: Plan, { begun, tainted }: Unfinished): (finding: Finding) => boolean {
  const created = plan.resource_changes.filter((one) => actionOf(one) === "create").map(({ address }) => address);
  return ({ check, address, attribute }) =>
    tainted.includes(withoutIndex(address))
      ? check === replaced.id || attribute !== undefined
      : attribute !== undefined && begun.includes(address) && created.includes(address);
}

function planChanges({ resource_changes: changes }: Plan, address: string): boolean {
  return changes.some((one) => withoutIndex(one.address) === address && actionOf(one) !== "no change");
}

/** The page that a person reads before the answer: a review of each stack that changes, and where its whole plan lies. */
export function reviewPage(reviewed: readonly ReviewedStack[]): string {
  const parts = reviewed.flatMap(({ stack, story, findings, text, finished }) => {
    if (story !== undefined) {
      const rest = finished.length === 0 ? [] : [`Finishes what was interrupted: ${finished.join(", ")}`];
      return [[formatText([story]), ...rest, `The whole plan: ${text}`].join("\n")];
    }
    if (findings.length === 0) return [];
    return [[`── Review of ${stack.name}`, "", ...findings.flatMap(findingLines)].join("\n")];
  });
  return parts.join("\n\n");
}

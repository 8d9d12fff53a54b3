import { createInterface } from "node:readline/promises";
import { namesOf } from "../../naming";
import { reviewPage, reviewPlanned } from "../plan/review-planned";
import { beginCreations, endCreations } from "../terraform/begun-creations";
import { errorsIn, knownFailure } from "../terraform/failures";
import { Interrupted } from "../terraform/interruption";
import type { SynthesizedStack } from "../terraform/manifest";
import { type AppliedStack, nextSteps } from "../terraform/next-steps";
import { countChanges, describeCounts, stepsOf } from "../terraform/plan-json";
import { discardPlan, type Planned, planAll } from "../terraform/planning";
import { preflight, type ReadyStack, rememberApplied } from "../terraform/preflight";
import { ApplyProgress } from "../terraform/progress";
import { Refused } from "../terraform/refused";
import { type ReviewedPlans, readReviewed, refuseUnreviewed } from "../terraform/reviewed-plans";
import { SIDE_BY_SIDE } from "../terraform/run-command";
import { Session } from "../terraform/session";
import { sideBySide } from "../terraform/side-by-side";
import { changesOf, explained, planSummary } from "../terraform/summaries";
import { wavesOf } from "../terraform/waves";
import { formatDuration } from "../words";
import { refuseFindings } from "./refuse-findings";

export interface DeployOptions {
  readonly autoApprove: boolean;
  /** A file with the hashes of the plans that may be applied. @default - whatever is planned may be, once somebody said yes */
  readonly approved?: string;
  readonly untaint: boolean;
}

/** Who says yes to what is planned: a person who is asked, the command's options, or those who reviewed the very plans before. */
type Approval = "ask" | "any" | ReviewedPlans;

type Changing = ReturnType<typeof changesOf>[number];

/** What became of a stack. */
interface Done {
  readonly stack: SynthesizedStack;
  readonly ok: boolean;
  readonly line: string;
  readonly applied?: AppliedStack;
}

/**
 * Applies in waves: the stacks of one wait only for those of the waves before. Each wave is planned, reviewed, asked for once,
 * and applied from the very files that were reviewed; a finding that nobody accepted is refused, whoever asks. Where one stack fails, those beside it finish and no further wave begins.
 *
 * @returns the exit code
 */
export async function deploy(names: readonly string[], options: DeployOptions): Promise<number> {
  const command = ["npm run deploy", ...names].join(" ");
  const isAsked = !options.autoApprove && options.approved === undefined;
  if (isAsked && !process.stdin.isTTY) {
    throw new Refused(
      `Refused: there is no terminal to ask at. To apply what is planned without asking: ${command} -- --auto-approve`,
    );
  }
  return Session.with(command, async (session) => {
    const approval = approvalOf(options, session.organization.name);
    const stacks = session.select(names);
    const ready = await preflight(session, stacks, { limit: SIDE_BY_SIDE, untaint: options.untaint, applies: true });
    const done: Done[] = [];
    try {
      for (const wave of wavesOf(session.stacks, stacks)) {
        const readyNow = ready.filter(({ stack }) => wave.includes(stack));
        await deployWave(session, readyNow, { approval, command }, done);
        session.interruption.signal.throwIfAborted();
        if (done.some(({ ok }) => !ok)) break;
      }
    } catch (error) {
      report(session, stacks, done);
      if (error instanceof Interrupted) console.log(`The states hold what was done. Go on with: ${command}`);
      throw error;
    }
    report(session, stacks, done);
    return done.every(({ ok }) => ok) ? 0 : 1;
  });
}

function approvalOf({ autoApprove, approved }: DeployOptions, organization: string): Approval {
  if (approved !== undefined) return readReviewed(approved, organization);
  return autoApprove ? "any" : "ask";
}

/** @param done takes what became of each stack, also where an error ends the wave */
async function deployWave(
  session: Session,
  ready: readonly ReadyStack[],
  { approval, command }: { readonly approval: Approval; readonly command: string },
  done: Done[],
): Promise<void> {
  const planned = await planAll(session, ready, SIDE_BY_SIDE);
  const reviewed = reviewPlanned(session, ready, planned);
  console.log(`\n${[reviewPage(reviewed), planSummary(planned, reviewed).join("\n")].join("\n\n").trim()}`);
  done.push(...planned.flatMap(doneWithout));
  for (const { stack, outcome } of planned) if (outcome === "no change") endCreations(session.dataOf(stack));
  const changing = changesOf(planned);
  // One that cannot be planned: those beside it are not begun either, since nobody saw the whole.
  if (planned.some(({ outcome }) => outcome === "failed") || changing.length === 0) return;
  const asked = reviewed.filter(({ stack }) => changing.some((one) => one.stack === stack));
  refuseFindings(asked, { organization: session.organization.name, command, today: new Date() });
  if (approval === "ask") await askFor(changing, session);
  else if (approval !== "any") refuseUnreviewed(changing, approval);

  console.log(
    `\nApplying ${changing.map(({ stack }) => stack.name).join(", ")}. Logs: ${changing.map(({ stack }) => session.logOf(stack)).join(", ")}`,
  );
  await sideBySide(
    changing,
    SIDE_BY_SIDE,
    async (one) => {
      const story = reviewed.find(({ stack }) => stack === one.stack)?.story;
      const accepted = new Set(story?.judged.accepted.map(({ entry }) => entry)).size;
      done.push(await apply(session, one, accepted));
      await rememberApplied(session, one.stack);
    },
    () => !session.interruption.signal.aborted && done.every(({ ok }) => ok),
  );
}

function doneWithout(planned: Planned): readonly Done[] {
  const { stack } = planned;
  switch (planned.outcome) {
    case "no change":
      return [{ stack, ok: true, line: "no change" }];
    case "failed":
      return [{ stack, ok: false, line: "could not be planned" }];
    case "changes":
      return [];
  }
}

/** @throws Refused unless the answer is `yes`, as Terraform itself asks for it; Interrupted on Ctrl-C */
async function askFor(changing: readonly Changing[], { interruption }: Session): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // The terminal is in raw mode while it asks: Ctrl-C arrives as a key.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    const what = changing
      .map(({ stack, saved }) => `${stack.name} (${describeCounts(countChanges(saved.plan))})`)
      .join(", ");
    const answer = await terminal.question(`\nApply these plans: ${what}? Only "yes" is taken for yes: `, {
      signal: interruption.signal,
    });
    if (answer.trim() !== "yes") throw new Refused(notApplied(changing));
  } catch (error) {
    interruption.signal.throwIfAborted();
    // Ctrl-D: there is no answer.
    throw error instanceof Error && error.name === "AbortError" ? new Refused(notApplied(changing)) : error;
  } finally {
    terminal.close();
  }
}

function notApplied(changing: readonly Changing[]): string {
  return `Not applied, because the answer was not "yes": ${changing.map(({ stack }) => stack.name).join(", ")}.`;
}

/** @param accepted how many entries of accepted.json let the plan pass */
async function apply(session: Session, { stack, saved: { plan, files } }: Changing, accepted: number): Promise<Done> {
  const started = Date.now();
  const counts = countChanges(plan);
  beginCreations(session.dataOf(stack), plan);
  const progress = new ApplyProgress(stack.name, stepsOf(counts));
  const { exitCode, output } = await session.run(stack, ["apply", "-input=false", "-no-color", files.plan], (line) => {
    const said = progress.lineFor(line);
    if (said !== undefined) console.log(said);
  });
  // It is the past now, whatever became of it.
  discardPlan(files);
  const duration = formatDuration(Date.now() - started);
  if (exitCode === 0) {
    endCreations(session.dataOf(stack));
    console.log(`[${stack.name}] applied in ${duration}`);
    return {
      stack,
      ok: true,
      line: `applied in ${duration}: ${describeCounts(counts)}`,
      applied: { name: stack.name, plan, accepted },
    };
  }
  if (session.interruption.signal.aborted)
    return { stack, ok: false, line: `stopped after ${duration}; the state holds what was done` };
  console.error(`\n── ${stack.name}: terraform apply\n${errorsIn(output)}`);
  const failure = knownFailure(stack.name, output);
  if (failure !== undefined) console.error(explained(failure).join("\n"));
  return {
    stack,
    ok: false,
    line: `failed after ${duration}. Put right what Terraform says above, and run the same command again: it goes on where it stopped`,
  };
}

/** What was done, what was not, and what a person must do now. */
function report({ organization }: Session, stacks: readonly SynthesizedStack[], done: readonly Done[]): void {
  console.log("");
  for (const stack of stacks) {
    const one = done.find((candidate) => candidate.stack === stack);
    console.log(`${stack.name}: ${one?.line ?? "not begun"}`);
  }
  const applied = done.flatMap((one) => one.applied ?? []);
  const steps = nextSteps(organization, namesOf(organization), applied);
  if (steps.length > 0) console.log(`\nNow:\n${steps.map((step) => `  - ${step}`).join("\n")}`);
}

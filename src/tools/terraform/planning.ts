import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { errorsIn, type Failure, knownFailure } from "./failures";
import { forgottenKeyProblem } from "./live-alias";
import type { SynthesizedStack } from "./manifest";
import type { PlanJson } from "./plan-json";
import type { ReadyStack } from "./preflight";
import type { Session } from "./session";
import { saysMore, shownPlan } from "./shown-plan";
import { sideBySide } from "./side-by-side";
import type { PlanFiles } from "./work-folder";

/** A plan that there is something to say of. */
export interface SavedPlan {
  readonly plan: PlanJson;
  readonly files: PlanFiles;
}

/** What `terraform plan` found of one stack. A plan without a change is saved where it has a warning or a note. */
export type Planned =
  | { readonly stack: SynthesizedStack; readonly outcome: "no change"; readonly saved: SavedPlan | undefined }
  | { readonly stack: SynthesizedStack; readonly outcome: "changes"; readonly saved: SavedPlan }
  | {
      readonly stack: SynthesizedStack;
      readonly outcome: "failed";
      readonly failure: Failure | undefined;
      readonly errors: string;
    };

/**
 * Plans stacks side by side, each into files of its own, which only their user can read: they hold values in the clear.
 * https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
 */
export async function planAll(
  session: Session,
  ready: readonly ReadyStack[],
  limit: number,
): Promise<readonly Planned[]> {
  const names = ready.map(({ stack }) => stack.name);
  session.say(`\nPlanning ${names.join(", ")}.`);
  const planned = await sideBySide(
    ready,
    limit,
    async ({ stack }) => planOne(session, stack),
    () => !session.interruption.signal.aborted,
  );
  session.interruption.signal.throwIfAborted();
  return planned.filter((one) => one !== undefined);
}

async function planOne(session: Session, stack: SynthesizedStack): Promise<Planned> {
  const files = session.plansOf(stack);
  discardPlan(files);
  const words = ["plan", "-input=false", "-no-color", "-detailed-exitcode", `-out=${files.plan}`];
  const { exitCode, output } = await session.run(stack, words);
  if (exitCode !== 0 && exitCode !== 2) {
    session.say(`\n── ${stack.name}: terraform plan\n${shownPlan(output)}`);
    return { stack, outcome: "failed", failure: knownFailure(stack.name, output), errors: errorsIn(output) };
  }
  if (exitCode === 0 && !saysMore(output)) {
    discardPlan(files);
    return { stack, outcome: "no change", saved: undefined };
  }
  chmodSync(files.plan, OWNER_ONLY.mode);
  const json = await session.read(stack, ["show", "-json", "-no-color", files.plan]);
  const plan = JSON.parse(json) as PlanJson;
  const forgotten = await forgottenKeyProblem(stack, plan, session);
  if (forgotten !== undefined) {
    discardPlan(files);
    return { stack, outcome: "failed", failure: forgotten, errors: forgotten.cause };
  }
  writeFileSync(files.json, json, OWNER_ONLY);
  writeFileSync(files.text, `${shownPlan(output)}\n`, OWNER_ONLY);
  const saved = { plan, files };
  return { stack, outcome: exitCode === 0 ? "no change" : "changes", saved };
}

const OWNER_ONLY = { mode: 0o600 } as const;

/** What was planned before is nobody's to apply or to read any more. */
export function discardPlan({ plan, json, text }: PlanFiles): void {
  for (const file of [plan, json, text]) rmSync(file, { force: true });
}

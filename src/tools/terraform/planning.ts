import { join } from "node:path";
import { errorsIn, type Failure, knownFailure } from "./failures";
import type { SynthesizedStack } from "./manifest";
import type { PlanJson } from "./plan-json";
import type { ReadyStack } from "./preflight";
import type { Session } from "./session";
import { shownPlan } from "./shown-plan";
import { sideBySide } from "./side-by-side";

/** What `terraform plan` found of one stack. */
export type Planned =
  | { readonly stack: SynthesizedStack; readonly outcome: "no change" }
  | { readonly stack: SynthesizedStack; readonly outcome: "changes"; readonly file: string; readonly plan: PlanJson }
  | {
      readonly stack: SynthesizedStack;
      readonly outcome: "failed";
      readonly failure: Failure | undefined;
      readonly errors: string;
    };

/**
 * Plans stacks side by side, each into a file of its own, and shows every plan whole, one after the other.
 * https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
 */
export async function planAll(
  session: Session,
  ready: readonly ReadyStack[],
  limit: number,
): Promise<readonly Planned[]> {
  const names = ready.map(({ stack }) => stack.name);
  console.log(`\nPlanning ${names.join(", ")}.`);
  const planned = await sideBySide(
    ready,
    limit,
    async ({ stack }) => {
      const file = join(stack.folder, "run.tfplan");
      const { exitCode, output } = await session.run(stack, [
        "plan",
        "-input=false",
        "-no-color",
        "-detailed-exitcode",
        `-out=${file}`,
      ]);
      console.log(`\n── ${stack.name}: terraform plan\n${shownPlan(output)}`);
      return outcomeOf(session, stack, exitCode, output, file);
    },
    () => !session.interruption.signal.aborted,
  );
  session.interruption.signal.throwIfAborted();
  return planned.filter((one) => one !== undefined);
}

async function outcomeOf(
  session: Session,
  stack: SynthesizedStack,
  exitCode: number,
  output: string,
  file: string,
): Promise<Planned> {
  if (exitCode === 0) return { stack, outcome: "no change" };
  if (exitCode !== 2) {
    return { stack, outcome: "failed", failure: knownFailure(stack.name, output), errors: errorsIn(output) };
  }
  const plan = JSON.parse(await session.read(stack, ["show", "-json", "-no-color", file])) as PlanJson;
  return { stack, outcome: "changes", file, plan };
}

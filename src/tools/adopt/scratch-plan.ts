import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorsIn, knownFailure } from "../terraform/failures";
import type { SynthesizedStack } from "../terraform/manifest";
import { Refused } from "../terraform/refused";
import type { Session } from "../terraform/session";
import { readStackJson, type StackJson } from "../terraform/stack-json";

const OVERRIDE = "scratch_override.tf.json";
const PLAN = "scratch.tfplan";

/**
 * What Terraform would do with a stack that knows nothing yet and imports what is live, as `terraform show -json` has it. The
 * state is an empty file in the run's own folder, which goes when the run does, however that ends; the plan is never applied.
 *
 * @throws Refused with what Terraform says, where it cannot plan
 */
export async function scratchPlan(session: Session, stack: SynthesizedStack): Promise<string> {
  const override = JSON.stringify(overrideOf(readStackJson(stack.folder)));
  writeFileSync(join(stack.folder, OVERRIDE), override, { mode: 0o600 });
  const run = async (...args: readonly string[]) => {
    const { exitCode, output } = args[0] === "init" ? await session.init(stack) : await session.run(stack, args);
    session.interruption.signal.throwIfAborted();
    if (exitCode !== 0) throw cannotPlan(stack.name, args[0] ?? "", output);
  };
  await run("init");
  await run("plan", "-input=false", "-no-color", "-lock=false", `-out=${PLAN}`);
  return session.read(stack, ["show", "-json", PLAN]);
}

function cannotPlan(stack: string, verb: string, output: string): Refused {
  const known = knownFailure(stack, output);
  const said = known === undefined ? errorsIn(output) : `${known.cause}\n→ ${known.remedy}`;
  return new Refused(`${stack}: terraform ${verb} failed, so there is no report. The section is written.\n${said}`);
}

/**
 * An override file changes single arguments. The state becomes a scratch one; and where a resource would be replaced, the plan
 * says so, instead of failing on what forbids it.
 * https://developer.hashicorp.com/terraform/language/files/override#merging-behavior
 */
function overrideOf({ resource = {} }: StackJson): object {
  const guarded = Object.entries(resource).map(([type, blocks]) => {
    const names = Object.entries(blocks).filter(([, { lifecycle }]) => lifecycle?.prevent_destroy === true);
    return [
      type,
      Object.fromEntries(names.map(([name]) => [name, { lifecycle: { prevent_destroy: false } }])),
    ] as const;
  });
  return {
    terraform: { backend: { local: { path: "scratch.tfstate" } } },
    resource: Object.fromEntries(guarded.filter(([, blocks]) => Object.keys(blocks).length > 0)),
  };
}

import { join } from "node:path";
import { errorsIn } from "../terraform/failures";
import type { SynthesizedStack } from "../terraform/manifest";
import { preflight } from "../terraform/preflight";
import { SIDE_BY_SIDE } from "../terraform/run-command";
import { Session } from "../terraform/session";
import { sideBySide } from "../terraform/side-by-side";
import { type DescribedStack, describedIn } from "./described-stacks";
import { Unreadable } from "./unreadable";

export interface PlannedStacks {
  /** Every stack of the organization. */
  readonly stacks: readonly DescribedStack[];
  /** Of each stack that was named, its plan as `terraform show -json` prints it. */
  readonly plans: readonly { readonly source: string; readonly text: string }[];
}

/**
 * Plans stacks now, from one synthesis. Needs Terraform and AWS credentials. Standard output is the review's, whatever its format.
 *
 * @throws Unreadable where a name is no stack's, or a stack cannot be planned; Refused where something is missing before
 */
export function plannedStacks(names: readonly string[]): Promise<PlannedStacks> {
  const command = ["npx org-trail review", ...names].join(" ");
  return Session.with(command, (session) => planned(session, names), { sayOn: "stderr", keepsLogs: false });
}

async function planned(session: Session, names: readonly string[]): Promise<PlannedStacks> {
  refuseUnknown(session, names);
  const stacks = describedIn(session.stacks);
  const ready = await preflight(session, session.select(names), { limit: SIDE_BY_SIDE, applies: false });
  const texts = await sideBySide(ready, SIDE_BY_SIDE, ({ stack }) => planOf(session, stack));
  session.interruption.signal.throwIfAborted();
  const plans = ready.flatMap(({ stack }, index) => ({ source: stack.name, text: texts[index] ?? "" }));
  return { stacks, plans };
}

function refuseUnknown({ stacks, organization }: Session, names: readonly string[]): void {
  const unknown = names.filter((name) => stacks.every((stack) => stack.name !== name));
  if (unknown.length === 0) return;
  const known = stacks.map(({ name }) => name).join(", ");
  throw new Unreadable(
    unknown
      .map(
        (name) =>
          `${name} is neither a file nor a stack of ${organization.name}, which has ${known}. A plan is written with: terraform show -json <saved plan> > ${name}`,
      )
      .join("\n"),
  );
}

async function planOf(session: Session, stack: SynthesizedStack): Promise<string> {
  const file = join(stack.folder, "review.tfplan");
  const { exitCode, output } = await session.run(stack, ["plan", "-input=false", "-no-color", `-out=${file}`]);
  session.interruption.signal.throwIfAborted();
  if (exitCode !== 0) throw new Unreadable(`${stack.name} could not be planned.\n${errorsIn(output)}`);
  return session.read(stack, ["show", "-json", "-no-color", file]);
}

import { Command } from "commander";
import { planAll } from "../terraform/planning";
import { preflight } from "../terraform/preflight";
import { runCommand, SIDE_BY_SIDE } from "../terraform/run-command";
import { Session } from "../terraform/session";
import { changesOf, planSummary } from "../terraform/summaries";
import { divideByWaiting } from "../terraform/waiting";

async function plan(names: readonly string[]): Promise<number> {
  return Session.with(["npm run plan", ...names].join(" "), async (session) => {
    const stacks = session.select(names);
    const ready = await preflight(session, stacks, { limit: SIDE_BY_SIDE, applies: false });
    const { now, waiting } = divideByWaiting(ready);
    const planned = await planAll(session, now, SIDE_BY_SIDE);
    const lines = waiting.map((stack) => `${stack.name}: can be planned when ${stack.for} is applied`);
    console.log(`\n${[...planSummary(planned), ...lines].join("\n")}`);
    if (planned.some(({ outcome }) => outcome === "failed")) return 1;
    return changesOf(planned).length + waiting.length > 0 ? 2 : 0;
  });
}

new Command("plan")
  .description("Synthesizes, then shows what Terraform would change. Exit code: 0 nothing, 2 changes, 1 failed.")
  .argument("[stack...]", "stacks to plan; all where none is named")
  .action((names: string[]) => runCommand(() => plan(names)))
  .parseAsync();

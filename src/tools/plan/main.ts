import { Command } from "commander";
import { planAll } from "../terraform/planning";
import { preflight } from "../terraform/preflight";
import { runCommand, SIDE_BY_SIDE } from "../terraform/run-command";
import { Session } from "../terraform/session";
import { changesOf, planSummary } from "../terraform/summaries";

async function plan(names: readonly string[]): Promise<number> {
  return Session.with(["npm run plan", ...names].join(" "), async (session) => {
    const stacks = session.select(names);
    const ready = await preflight(session, stacks, { limit: SIDE_BY_SIDE, applies: false });
    const planned = await planAll(session, ready, SIDE_BY_SIDE);
    console.log(`\n${planSummary(planned).join("\n")}`);
    if (planned.some(({ outcome }) => outcome === "failed")) return 1;
    return changesOf(planned).length > 0 ? 2 : 0;
  });
}

new Command("plan")
  .description("Synthesizes, then shows what Terraform would change. Exit code: 0 nothing, 2 changes, 1 failed.")
  .argument("[stack...]", "stacks to plan; all where none is named")
  .action((names: string[]) => runCommand(() => plan(names)))
  .parseAsync();

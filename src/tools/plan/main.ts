import { Command } from "commander";
import { adoptedAddresses } from "../terraform/adopted";
import { planAll } from "../terraform/planning";
import { preflight } from "../terraform/preflight";
import { hashesOf, writeReviewed } from "../terraform/reviewed-plans";
import { runCommand, SIDE_BY_SIDE } from "../terraform/run-command";
import { Session } from "../terraform/session";
import { changesOf, planSummary } from "../terraform/summaries";
import { divideByWaiting } from "../terraform/waiting";
import { exitCodeOf } from "./exit-code";
import { reviewPage, reviewPlanned } from "./review-planned";

interface PlanOptions {
  readonly hashes?: string;
}

async function plan(names: readonly string[], { hashes }: PlanOptions): Promise<number> {
  return Session.with(["npm run plan", ...names].join(" "), async (session) => {
    const stacks = session.select(names);
    const ready = await preflight(session, stacks, { limit: SIDE_BY_SIDE, applies: false });
    const { now, waiting } = divideByWaiting(ready, ({ folder }) => adoptedAddresses(folder));
    const planned = await planAll(session, now, SIDE_BY_SIDE);
    const reviewed = reviewPlanned(session, now, planned);
    if (hashes !== undefined)
      writeReviewed(hashes, { organization: session.organization.name, stacks: hashesOf(changesOf(planned)) });
    const lines = waiting.map((stack) => `${stack.name}: can be planned when ${stack.for} is applied`);
    console.log(
      `\n${[reviewPage(reviewed), [...planSummary(planned, reviewed), ...lines].join("\n")].join("\n\n").trim()}`,
    );
    return exitCodeOf({
      failed: planned.filter(({ outcome }) => outcome === "failed").length,
      findings: reviewed.flatMap(({ findings }) => findings).length,
      changing: changesOf(planned).length + waiting.length,
    });
  });
}

new Command("plan")
  .description(
    "Synthesizes, plans, and reviews what Terraform would change. Exit code: 0 nothing, 2 changes, 3 findings, 1 failed.",
  )
  .argument("[stack...]", "stacks to plan; all where none is named")
  .option(
    "--hashes <file>",
    "write down what was planned, for npm run deploy -- --approved: hashes, and no value of a plan",
  )
  .action((names: string[], options: PlanOptions) => runCommand(() => plan(names, options)))
  .parseAsync();

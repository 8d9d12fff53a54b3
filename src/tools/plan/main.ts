import { Command } from "commander";
import { selectStacks } from "../terraform/manifest";
import { synthesize, terraform } from "../terraform/run";

/** What `terraform plan -detailed-exitcode` says. https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode */
const OUTCOMES = new Map([
  [0, "no change"],
  [2, "changes"],
]);

function plan(names: readonly string[]): void {
  const stacks = selectStacks(synthesize(), names);
  const results = stacks.map((stack) => ({
    name: stack.name,
    exitCode: terraform(stack, ["plan", "-input=false", "-detailed-exitcode"]),
  }));

  console.log("");
  for (const { name, exitCode } of results) console.log(`${name}: ${OUTCOMES.get(exitCode) ?? "failed"}`);
  const codes = results.map(({ exitCode }) => exitCode);
  process.exitCode = codes.some((code) => !OUTCOMES.has(code)) ? 1 : Math.max(...codes);
}

new Command("plan")
  .description("Synthesizes, then shows what Terraform would change. Exit code: 0 nothing, 2 changes, 1 failed.")
  .argument("[stack...]", "stacks to plan; all where none is named")
  .action((names: string[]) => {
    try {
      plan(names);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    }
  })
  .parse();

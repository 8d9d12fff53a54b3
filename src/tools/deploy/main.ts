import { Command } from "commander";
import { selectStacks } from "../terraform/manifest";
import { synthesize, terraform } from "../terraform/run";

/** Applies stack by stack, and stops where one fails: what comes after would stand on what is not there. */
function deploy(names: readonly string[], autoApprove: boolean): void {
  const stacks = selectStacks(synthesize(), names);
  const args = ["apply", ...(autoApprove ? ["-input=false", "-auto-approve"] : [])];
  for (const [index, stack] of stacks.entries()) {
    if (terraform(stack, args) === 0) continue;
    const rest = stacks.slice(index + 1).map(({ name }) => name);
    throw new Error(
      `${stack.name} was not applied in full.${rest.length > 0 ? ` Not begun: ${rest.join(", ")}.` : ""} Put right what Terraform says above, and run the same command again: it goes on where it stopped.`,
    );
  }
}

new Command("deploy")
  .description("Synthesizes, then applies the stacks in order; Terraform asks before each.")
  .argument("[stack...]", "stacks to apply; all where none is named")
  .option("--auto-approve", "do not ask", false)
  .action((names: string[], { autoApprove }: { autoApprove: boolean }) => {
    try {
      deploy(names, autoApprove);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    }
  })
  .parse();

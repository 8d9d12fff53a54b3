import { Command } from "commander";
import { runCommand } from "../terraform/run-command";
import { type DeployOptions, deploy } from "./deploy";

new Command("deploy")
  .description(
    "Synthesizes, shows each plan, asks, and applies exactly that. Stacks that do not wait for one another go side by side.",
  )
  .argument("[stack...]", "stacks to apply; all where none is named")
  .option("--auto-approve", "apply what is planned without asking", false)
  .option(
    "--approved <file>",
    "apply, without asking, the plans whose hashes the file holds, and no others: npm run plan -- --hashes",
  )
  .option("--untaint", "first take Terraform's mark from protected resources whose creation was interrupted", false)
  .action((names: string[], options: DeployOptions) => runCommand(() => deploy(names, options)))
  .parseAsync();

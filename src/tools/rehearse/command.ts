import { Command } from "commander";
import { runCommand } from "../terraform/run-command";
import { rehearse } from "./rehearse";
import type { RehearseOptions } from "./run";

export const rehearseCommand = new Command("rehearse")
  .description(
    "Applies the description to an emulator, with the commands that will apply it to AWS, plans it again, attacks it, and writes one page about that below .org-trail/rehearsals. AWS is not touched.",
  )
  .option("--keep", "keep the emulator until Ctrl-C, and say how to talk to it", false)
  .action((options: RehearseOptions) => runCommand(() => rehearse(options)));

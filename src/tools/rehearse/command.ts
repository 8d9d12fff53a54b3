import { Command, Option } from "commander";
import { runCommand } from "../terraform/run-command";
import { type RehearseOptions, rehearse } from "./rehearse";

export const rehearseCommand = new Command("rehearse")
  .description(
    "Applies the description to an emulator, with the commands that will apply it to AWS, plans it again, attacks it, and writes one page about that. AWS is not touched.",
  )
  .addOption(new Option("--format <format>", "of the result").choices(["text", "markdown"]).default("text"))
  .option("--output <file>", "where the result goes; standard output where none is named")
  .option("--keep", "keep the emulator until Ctrl-C, and say how to talk to it", false)
  .action((options: RehearseOptions) => runCommand(() => rehearse(options)));

import { Command, Option } from "commander";
import { ConfigError } from "../../config/problem";
import { Unreadable } from "../review/unreadable";
import { Interrupted } from "../terraform/interruption";
import { Refused } from "../terraform/refused";

import type { Format } from "./adopt";

interface Options {
  readonly format: Format;
  readonly printPolicy?: true;
}

export const adoptCommand = new Command("adopt")
  .description(
    "Looks what of the description is live already, writes it beside the description as <name>.adopt.json, and says what the first deploy would change of it. Changes nothing in AWS. Exit code: 0 nothing to decide, 1 something becomes weaker or must be decided, 2 it could not look.",
  )
  .addOption(
    new Option("--format <format>", "how to write the report").choices(["text", "markdown", "json"]).default("text"),
  )
  .option("--print-policy", "print the least policy that lets it look, for each account, and do nothing else")
  .action((options: Options) => runAdopt(options));

async function runAdopt({ format, printPolicy }: Options): Promise<void> {
  try {
    // AWS's clients are loaded by whoever needs them: no other command waits for that.
    const { adopt, printPolicies } = await import("./adopt");
    process.exitCode = printPolicy ? await printPolicies() : await adopt(format);
  } catch (error) {
    if (error instanceof Interrupted) {
      console.error(error.message);
      process.exitCode = error.exitCode;
      return;
    }
    const isExpected = error instanceof Refused || error instanceof ConfigError || error instanceof Unreadable;
    console.error(isExpected ? error.message : error);
    process.exitCode = 2;
  }
}

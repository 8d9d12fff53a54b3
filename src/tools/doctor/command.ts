import { Command, Option } from "commander";
import { ConfigError } from "../../config/problem";
import { ignoreClosedOutput } from "../closed-output";
import { Interrupted } from "../terraform/interruption";
import { Refused } from "../terraform/refused";
import type { DoctorOptions } from "./doctor";

export const doctorCommand = new Command("doctor")
  .description(
    "Asks AWS whether the organization's trail is what is described, line by line of a checklist. Changes nothing, but with --first-apply an alarm's state for a moment. Exit code: 0 every line passes, 1 a line fails, 3 none fails and something could not be checked, 2 it cannot be done as asked.",
  )
  .option(
    "--role <name>",
    "the role to read with in every account, begun from the shell's credentials. Default: what the description says Terraform works with in each account",
  )
  .addOption(new Option("--format <format>", "of the report").choices(["table", "markdown", "json"]).default("table"))
  .option(
    "--output <file>",
    "where the report goes, with its SHA-256 in <file>.sha256; standard output where none is named",
  )
  .option(
    "--first-apply",
    "once after the first apply: also try what no emulator can settle. Rings the self-test's alarm, which tells everybody who is subscribed, and puts it back; asks each member to stop a trail that is not there, to be refused",
  )
  .option("--print-policy", "print the least policies that let it ask, for each account, and do nothing else")
  .action((options: DoctorOptions) => runDoctor(options));

async function runDoctor(options: DoctorOptions): Promise<void> {
  ignoreClosedOutput();
  try {
    // AWS's clients are loaded by whoever needs them: no other command waits for that.
    const { doctor } = await import("./doctor");
    process.exitCode = await doctor(options);
  } catch (error) {
    if (error instanceof Interrupted) {
      console.error(error.message);
      process.exitCode = error.exitCode;
      return;
    }
    console.error(error instanceof ConfigError || error instanceof Refused ? error.message : error);
    process.exitCode = 2;
  }
}

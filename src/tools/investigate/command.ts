import { Command, InvalidArgumentError, Option } from "commander";
import { ConfigError } from "../../config/problem";
import { ignoreClosedOutput } from "../closed-output";
import type { Given } from "./asked-days";
import { FORMATS } from "./output/formats";
import type { RunOptions } from "./run";
import { UsageError } from "./usage-error";

const DESCRIPTION = `Answers who did what, where and when, from a copied folder of CloudTrail's log files, on this machine alone.
Rows go to standard output, everything else to standard error: what the answer rests on comes with it.

Exit code: 0 answered, 1 answered by an incomplete copy, 2 asked wrongly.`;

export const investigateCommand = new Command("investigate")
  .description(DESCRIPTION)
  .addCommand(
    new Command("list").description("Names every query of the catalogue.").action(() =>
      work(async () => {
        const { listQueries } = await import("./show");
        return listQueries();
      }),
    ),
  )
  .addCommand(
    new Command("show")
      .description("Shows a query: its question, its parameters, what a row means, what to ask next, and its SQL.")
      .argument("<name>", "the query's name")
      .action((name: string) =>
        work(async () => {
          const { showQuery } = await import("./show");
          return showQuery(name);
        }),
      ),
  )
  .addCommand(
    new Command("run")
      .description("Asks a query of the catalogue, or one's own.")
      .argument("[name]", "the query's name; or --sql")
      .requiredOption("--logs <folder>", "a copy of the archive or a part of it, the console's download, or one file")
      .option("--sql <file>", "one SELECT of one's own, with :name for each parameter")
      .option("--param <name=value>", "a parameter's value; once for each", parameter, {})
      .addOption(new Option("--format <format>", "of the rows").choices(FORMATS).default("table"))
      .option("--out <file>", "where the rows go; standard output where none is named")
      .option("--no-cache", "keep nothing of what was read for the next question")
      .action((name: string | undefined, options: RunOptions) =>
        work(async () => {
          // DuckDB is loaded by whoever asks: no other command waits for that.
          const { run } = await import("./run");
          return run(name, options);
        }),
      ),
  );

// A script takes 1 for an incomplete answer: words that cannot be understood are none.
for (const command of [investigateCommand, ...investigateCommand.commands])
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

function parameter(text: string, given: Given): Given {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=([\s\S]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("Write it as name=value.");
  if (name in given) throw new InvalidArgumentError(`${name} was given before: name it once.`);
  return { ...given, [name]: value };
}

async function work(command: () => Promise<number>): Promise<void> {
  ignoreClosedOutput();
  try {
    process.exitCode = await command();
  } catch (error) {
    console.error(error instanceof UsageError || error instanceof ConfigError ? error.message : error);
    process.exitCode = 2;
  }
}

import { Command, InvalidArgumentError, Option } from "commander";
import { ConfigError, type Problem } from "../../config/problem";
import { ignoreClosedOutput } from "../closed-output";
import { Interrupted } from "../terraform/interruption";
import { Refused } from "../terraform/refused";
import type { Given } from "./asked-days";
import type { QueryChoice } from "./chosen-query";
import { FORMATS } from "./output/formats";
import { UsageError } from "./usage-error";

const DESCRIPTION = `Answers who did what, where and when: from a copied folder of CloudTrail's log files, on this machine alone, or from
the archive itself, through Athena. Rows go to standard output, everything else to standard error: what the answer rests on
comes with it.

Exit code: 0 answered, 1 answered, and rows may be missing, 2 asked wrongly, or not answered.`;

const ENGINES = `
Of a copy:      npx org-trail investigate run root-activity --logs FOLDER
Of the archive: npx org-trail investigate run root-activity --engine athena --profile ANALYST

Athena is asked in the described organization's work group, as its analyst's role: ANALYST is a profile of that role, or of one that may
take it on (workbench.analysts). It says beforehand what bounds the cost, afterwards what was scanned, and Ctrl-C stops the query.`;

interface Options extends QueryChoice {
  readonly engine: "duckdb" | "athena";
  readonly logs?: string;
  readonly profile?: string;
  readonly param: Given;
  readonly cache: boolean;
}

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
      .addOption(new Option("--engine <engine>", "who answers").choices(["duckdb", "athena"]).default("duckdb"))
      .option("--logs <folder>", "duckdb: a copy of the archive or a part of it, the console's download, or one file")
      .option("--profile <name>", "athena: whose credentials; the shell's where none is named")
      .option("--sql <file>", "one SELECT of one's own, with :name for each parameter")
      .option("--param <name=value>", "a parameter's value; once for each", parameter, {})
      .addOption(new Option("--format <format>", "of the rows").choices(FORMATS).default("table"))
      .option("--out <file>", "where the rows go; standard output where none is named")
      .option("--no-cache", "duckdb: keep nothing of what was read for the next question")
      .addHelpText("after", ENGINES)
      .action((name: string | undefined, options: Options) => work(() => ask(name, options))),
  );

/** Neither DuckDB nor AWS's clients are loaded by a command that does not need them: that takes longer than an answer. */
async function ask(name: string | undefined, { engine, logs, cache, profile, ...options }: Options): Promise<number> {
  const problems = engine === "athena" ? unwantedOfAthena(logs, cache) : unwantedOfCopy(logs, profile);
  if (problems.length > 0) throw new UsageError("investigate", problems);
  if (engine === "athena") {
    const { runAthena } = await import("./athena/run-athena");
    return runAthena(name, { ...options, ...(profile !== undefined && { profile }) });
  }
  const { run } = await import("./run");
  return run(name, { ...options, logs: logs ?? "", cache });
}

function unwantedOfAthena(logs: string | undefined, cache: boolean): readonly Problem[] {
  return [
    ...(logs === undefined ? [] : [unwanted("--logs", logs, "of a copy: Athena reads the described archive")]),
    ...(cache ? [] : [unwanted("--no-cache", true, "of a copy: nothing of Athena's answer is kept")]),
  ];
}

function unwantedOfCopy(logs: string | undefined, profile: string | undefined): readonly Problem[] {
  const remedy = "name the copy; or ask the archive itself: --engine athena";
  return [
    ...(profile === undefined ? [] : [unwanted("--profile", profile, "of --engine athena: a copy needs no AWS")]),
    ...(logs === undefined ? [{ path: "--logs", value: logs, rule: "is named", remedy }] : []),
  ];
}

function unwanted(path: string, value: unknown, rule: string): Problem {
  return { path, value, rule, remedy: "leave it out" };
}

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
    const isExpected = [UsageError, ConfigError, Refused, Interrupted].some((kind) => error instanceof kind);
    console.error(isExpected && error instanceof Error ? error.message : error);
    process.exitCode = error instanceof Interrupted ? error.exitCode : 2;
  }
}

import { Command, Option } from "commander";
import { ConfigError } from "../../config/problem";
import { ignoreClosedOutput } from "../closed-output";
import { loadChosen } from "../load-chosen";
import { Refused } from "../terraform/refused";
import { PROJECT_ROOT } from "../terraform/session";
import { withSynthesized } from "../terraform/with-synthesized";
import { billOf } from "./bill";
import { emittedBy } from "./emitted";
import { FORMATS, type Format } from "./formats";
import { readPrices } from "./prices";
import { type UsageOptions, usageOf } from "./usage";

interface Options extends UsageOptions {
  readonly format: Format;
  readonly prices?: string;
}

const DESCRIPTION = `Calculates what the described organization's trail costs each month, item by item, from what its stacks emit.
Asks AWS nothing. Prices and what is assumed: src/tools/cost/prices.json (docs/cost.md).

Exit code: 0 calculated, 2 it cannot be done as asked.`;

export const costCommand = new Command("cost")
  .description(DESCRIPTION)
  .option(
    "--accounts <n>",
    "accounts of the organization, also those without a stack. Default: those that are described",
  )
  .option("--regions <n>", "Regions that each account works in. Default: the governed Regions")
  .option("--events-per-month <n>", "management events of all accounts. Default: an assumption for each account")
  .option("--months <n>", "how many months to calculate. Default: those of the archive's lock")
  .addOption(new Option("--format <format>", "how to write it").choices(Object.keys(FORMATS)).default("table"))
  .option("--prices <file>", "prices and assumptions of your own, in place of those of the same name")
  .action((options: Options) => runCost(options));

async function runCost(options: Options): Promise<void> {
  ignoreClosedOutput();
  try {
    const list = readPrices(options.prices);
    const organization = await loadChosen(PROJECT_ROOT);
    const usage = usageOf(options, organization, list);
    const bill = billOf(organization, await withSynthesized(emittedBy, { said: "ignore" }), usage, list);
    process.stdout.write(`${FORMATS[options.format](bill)}\n`);
  } catch (error) {
    console.error(error instanceof ConfigError || error instanceof Refused ? error.message : error);
    process.exitCode = 2;
  }
}

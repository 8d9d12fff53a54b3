import { Command, InvalidArgumentError } from "commander";
import { ConfigError } from "../../config/problem";
import { EXIT_CODES } from "../doctor/report/report";
import { Refused } from "../terraform/refused";
import { gather } from "./evidence";
import type { GivenFiles } from "./inputs";
import { filesOf, isTaken, writeFolder } from "./write";

const DESCRIPTION = `Writes a dated folder for an auditor: from each requirement of SOC 2, HIPAA, NIST 800-53 AU, CIS and PCI DSS to what serves it, what each account
holds, the threat model, and what doctor, verify and review found, as one HTML page, as Markdown and as OSCAL 1.2.1. Asks AWS nothing: give it the
results of the other commands. The same results make the same folder, but for its date.

Exit code: 0 all of it holds, 1 something does not hold, 3 something was not shown: not given, too old, or nothing to look at, 2 it cannot be done as asked.`;

interface Options extends GivenFiles {
  readonly out: string;
  readonly at: Date;
  readonly maxAge: number;
}

export const evidenceCommand = new Command("evidence")
  .description(DESCRIPTION)
  .option("--doctor <file>", "what npx org-trail doctor --format json found")
  .option("--verify <file>", "what npx org-trail verify --format json proved")
  .option("--review <file>", "what npx org-trail review --format json judged, of plans and states")
  .option("--max-age <days>", "older results say nothing of today", days, 7)
  .option("--at <time>", "when it is made; now where nobody says", time, new Date())
  .requiredOption("--out <folder>", "the folder, which must not be there yet")
  .action(async (options: Options) => {
    try {
      process.exitCode = await evidence(options);
    } catch (error) {
      console.error(error instanceof ConfigError || error instanceof Refused ? error.message : error);
      process.exitCode = 2;
    }
  });

async function evidence({ out, maxAge, ...options }: Options): Promise<number> {
  if (isTaken(out))
    throw new Refused(`${out} is there already, and evidence is not written over. Name another folder with --out.`);
  const gathered = await gather({ ...options, maxAgeDays: maxAge });
  const files = filesOf(gathered);
  writeFolder(out, files);
  const { headline, status } = gathered.verdict;
  console.log(`${headline}\n\n${out}: ${[...files.keys()].join(", ")}`);
  return EXIT_CODES[status];
}

function days(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("A whole number of days, 1 or more.");
  return value;
}

function time(text: string): Date {
  const value = new Date(text);
  if (Number.isNaN(value.getTime())) throw new InvalidArgumentError("A time such as 2026-12-01T09:00:00Z.");
  return value;
}

import { Command, Option } from "commander";
import { ConfigError } from "../../config/problem";
import { ignoreClosedOutput } from "../closed-output";
import { Refused } from "../terraform/refused";
import type { VerifyOptions } from "./verify";

const DESCRIPTION =
  "Proves that logs are what CloudTrail delivered: nothing missing, altered or added. Exit code: 0 sound, 1 findings, or not everything can be proven, 2 it cannot be done as asked.";

const HOW = `
Offline, over a copy; neither AWS nor a description is needed. Save beforehand, with the AWS command line:

  aws s3 sync s3://BUCKET FOLDER
  aws cloudtrail list-public-keys --region R --start-time T --end-time T >> keys.json   # for each Region
  aws s3api head-object --bucket BUCKET --key NEWEST-DIGEST >> newest.json              # for each account and Region
  npx org-trail verify --logs FOLDER --keys keys.json --newest-signature newest.json

--keys and --newest-signature take what these commands print as JSON, several answers in a file too. Each digest states the
signature of the one before it; the newest one's is in S3 alone, and saved in time it shows that nothing was cut off.

Live, with the credentials of a reader of the archive:

  npx org-trail verify --live --profile READER --from 2026-11-01 --to 2026-12-01

Everything else: docs/runbooks/verify-the-logs.md`;

export const verifyCommand = new Command("verify")
  .description(DESCRIPTION)
  .option("--logs <folder>", "a copy of the archive, with digests and log files in their folders")
  .option("--keys <file...>", "public keys, as aws cloudtrail list-public-keys prints them")
  .option(
    "--newest-signature <file...>",
    "signatures of digests, as aws s3api head-object prints them; a folder stands for its .json files",
  )
  .option(
    "--bucket <name>",
    "the archive's bucket: what another one's digests say proves nothing. Default: the one that most digests name",
  )
  .option("--from <time>", "what was delivered since then, UTC: 2026-11-20T00:00:00Z, or a day")
  .option("--to <time>", "what was delivered until then")
  .option(
    "--live",
    "instead of a copy, have the AWS command line validate the described archive, every account and Region",
  )
  .option("--profile <name>", "with --live: the profile of a reader of the archive. Default: the shell's credentials")
  .addOption(new Option("--format <format>", "of the report").choices(["text", "markdown", "json"]).default("text"))
  .option(
    "--output <file>",
    "where the report goes, with its SHA-256 in <file>.sha256; standard output where none is named",
  )
  .addHelpText("after", HOW)
  .action((options: VerifyOptions) => runVerify(options));

async function runVerify(options: VerifyOptions): Promise<void> {
  ignoreClosedOutput();
  try {
    const { verify } = await import("./verify");
    process.exitCode = await verify(options);
  } catch (error) {
    console.error(error instanceof ConfigError || error instanceof Refused ? error.message : error);
    process.exitCode = 2;
  }
}

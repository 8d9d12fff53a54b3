import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { PURPOSES, type Purpose } from "../../policies/deployer/permissions";
import { loadChosen } from "../load-chosen";
import { runCommand } from "../terraform/run-command";
import { PROJECT_ROOT } from "../terraform/session";
import { withSynthesized } from "../terraform/with-synthesized";
import { holdingNamed, holdingsOf } from "./holdings";
import { type Documents, outputFor } from "./output";
import { type TrustOptions, trustOf } from "./trust-options";
import { replacementNote, writtenBefore } from "./written";

interface Options extends TrustOptions {
  readonly for: Purpose;
  readonly out?: string;
}

async function permissions(wanted: string, options: Options): Promise<number> {
  const trust = options.trust === "sso" ? "sso" : trustOf(options);
  const organization = await loadChosen(PROJECT_ROOT);
  const holding = await withSynthesized((stacks) => holdingNamed(holdingsOf(organization, stacks), wanted));
  const { documents, notes } = outputFor(options.for, holding, trust);
  if (options.out === undefined) {
    console.log(JSON.stringify(Object.fromEntries(documents), undefined, 2));
    console.error(`\n${notes.join("\n")}`);
    return 0;
  }
  const before = writtenBefore(options.out, documents);
  writeAll(options.out, documents);
  console.error(`\n${[...notes, replacementNote(before, documents)].join("\n")}`);
  return 0;
}

function writeAll(folder: string, documents: Documents): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, document] of documents) {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, `${JSON.stringify(document, undefined, 2)}\n`);
    console.log(file);
  }
}

const purposes = Object.entries(PURPOSES).map(([purpose, what]) => `${purpose}: ${what}`);

export const permissionsCommand = new Command("permissions")
  .description("Prints the IAM policies that Terraform works with in an account, from what its stack holds.")
  .argument("<account|stack>", "an account's id, or the name of its stack")
  .addOption(new Option("--for <purpose>", purposes.join("; ")).choices(Object.keys(PURPOSES)).default("deploy"))
  .addOption(new Option("--trust <who>", "who becomes the role").choices(["sso", "oidc", "role"]))
  .option("--provider <host>", "with --trust oidc: the identity provider. Default: GitHub Actions")
  .option("--subject <sub>", "with --trust oidc: the whole sub claim")
  .option("--audience <aud>", "with --trust oidc: the aud claim. Default: sts.amazonaws.com")
  .option("--principal <arn>", "with --trust role: the one role that may")
  .option(
    "--out <folder>",
    "writes a file for each document there, instead of printing all of them as one JSON object; says when those that were there before are to be replaced",
  )
  .action((wanted: string, options: Options) => runCommand(() => permissions(wanted, options)));

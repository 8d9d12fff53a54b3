import { realpathSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { choosableIn, choose } from "./src/config/choose-organization";
import { loadOrganization } from "./src/config/load-organization";
import { ConfigError } from "./src/config/problem";
import { namesOf } from "./src/naming";
import { synthesize } from "./src/stacks/synthesize";
import { ignoreClosedOutput } from "./src/tools/closed-output";
import { leftBehind, leftBehindNotice, readOutput } from "./src/tools/synth/left-behind";
import { noticesOf } from "./src/tools/synth/notices";
import { writeOwnRunbooks } from "./src/tools/synth/own-runbooks";
import { replaceOutput } from "./src/tools/synth/replace-output";
import { formatChoice, formatSummary } from "./src/tools/synth/summary";

/** Loads the organization, lists its stacks, writes them as Terraform. */
async function main(): Promise<void> {
  const choice = choose(choosableIn(__dirname, process.env));
  const organization = await loadOrganization(choice.reference, __dirname);
  const outdir = resolve(process.env.CDKTF_OUTDIR ?? join(__dirname, "cdktf.out"));

  // cdktf-cli, which sets this variable, removes the stacks that are gone itself, and fails where they are gone already.
  const removeGone = process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS === undefined;
  const before = readOutput(outdir);
  const write = (folder: string) => synthesize(organization, folder, stateFolderFrom(outdir));
  const stacks = replaceOutput(outdir, write, { removeGone });
  writeOwnRunbooks(outdir, __dirname, { names: namesOf(organization), organization });

  const summaries = stacks.map((stack) => ({
    stack: stack.node.id,
    accountId: stack.accountId,
    resources: stack.resourceCount(),
  }));
  console.log(formatChoice(choice, organization));
  console.log(formatSummary(organization.name, relative(process.cwd(), join(outdir, "stacks")), summaries));
  for (const notice of noticesOf(organization)) console.log(notice);
  const described = new Set(stacks.map(({ node }) => node.id));
  const now = readOutput(outdir).filter(({ name }) => described.has(name));
  for (const stack of leftBehind(before, now)) console.log(leftBehindNotice(stack));
}

/** The state stays beside the sources, wherever the output goes; relative to a stack's folder, as Terraform reads it. */
function stateFolderFrom(outdir: string): string {
  return relative(join(realpathSync(outdir), "stacks", "stack"), realpathSync(__dirname)).replaceAll("\\", "/");
}

ignoreClosedOutput();
main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
});

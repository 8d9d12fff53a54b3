import { join, relative, resolve } from "node:path";
import { App } from "cdktf";
import { DEFAULT_ORGANIZATION, loadOrganization } from "./src/config/load-organization";
import type { Organization } from "./src/config/organization";
import { ConfigError } from "./src/config/problem";
import type { AccountStack } from "./src/stacks/account-stack";
import { organizationStacks } from "./src/stacks/organization-stacks";
import { replaceOutput } from "./src/tools/synth/replace-output";
import { formatSummary } from "./src/tools/synth/summary";

/** Loads the organization, lists its stacks, writes them as Terraform. */
async function main(): Promise<void> {
  const organization = await loadOrganization(process.env.ORGANIZATION ?? DEFAULT_ORGANIZATION, __dirname);
  const outdir = resolve(process.env.CDKTF_OUTDIR ?? join(__dirname, "cdktf.out"));

  // cdktf-cli, which sets this variable, removes the stacks that are gone itself, and fails where they are gone already.
  const removeGone = process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS === undefined;
  const stacks = replaceOutput(outdir, (folder) => synthesize(organization, folder), { removeGone });

  const summaries = stacks.map((stack) => ({
    stack: stack.node.id,
    accountId: stack.accountId,
    resources: stack.resourceCount(),
  }));
  console.log(formatSummary(organization.name, relative(process.cwd(), join(outdir, "stacks")), summaries));
}

function synthesize(organization: Organization, folder: string): readonly AccountStack[] {
  // Every reference would record where it was made, which nobody reads: a third of the time (bench/RESULTS.md). cdktf
  // sets Error.stackTraceLimit itself, so that alone does not stop it.
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    const app = new App({ outdir: folder, stackTraces: false });
    const stacks = organizationStacks(app, organization);
    app.synth();
    return stacks;
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
});

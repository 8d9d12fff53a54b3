import { join, relative, resolve } from "node:path";
import { App } from "cdktf";
import { DEFAULT_ORGANIZATION, loadOrganization } from "./src/config/load-organization";
import { ConfigError } from "./src/config/problem";
import { organizationStacks } from "./src/stacks/organization-stacks";
import { replaceOutput } from "./src/tools/synth/replace-output";
import { formatSummary } from "./src/tools/synth/summary";

/** Loads the organization, lists its stacks, writes them as Terraform. */
async function main(): Promise<void> {
  const organization = await loadOrganization(process.env.ORGANIZATION ?? DEFAULT_ORGANIZATION, __dirname);
  const outdir = resolve(process.env.CDKTF_OUTDIR ?? join(__dirname, "cdktf.out"));

  const stacks = replaceOutput(outdir, (folder) => {
    // Every construct would record where it was made, which nobody reads: about a quarter of the time.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    const app = new App({ outdir: folder, stackTraces: false });
    const listed = organizationStacks(app, organization);
    app.synth();
    Error.stackTraceLimit = stackTraceLimit;
    return listed;
  });

  const summaries = stacks.map((stack) => ({
    stack: stack.node.id,
    accountId: stack.accountId,
    resources: stack.resourceCount(),
  }));
  console.log(formatSummary(organization.name, relative(process.cwd(), join(outdir, "stacks")), summaries));
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
});

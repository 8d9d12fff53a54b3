import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { LiveOrganization } from "../../__tests__/e2e/support/live-organization";
import type { Terraform, Workspace } from "../../__tests__/e2e/support/terraform";
import { parseOrganization } from "../../src/config/parse-organization";
import { checkRequirements, type Tools } from "../../src/tools/emulator/requirements";
import { SIDE_BY_SIDE } from "../../src/tools/terraform/run-command";
import { generatedOrganization } from "../generated-organization";
import { describeMachine } from "../machine";
import { formatResults, type Results, type Round } from "./results";

/** With management, log archive and security: nine workloads, which wait for none of one another. */
const ACCOUNTS = 12;

const ROUNDS = 2;

/** Exit code of a plan with changes: nothing is applied. */
const CHANGES = 2;

/** Measures npm run plan of nine small stacks against Terraform alone on each, and writes bench/plan/RESULTS.md. */
async function main(): Promise<void> {
  const { missing, tools } = checkRequirements();
  if (tools === undefined)
    throw new Error(missing.map(({ what, howToInstall }) => `${what}: ${howToInstall}`).join("\n"));
  const results = await measured(tools);
  writeFileSync(join(__dirname, "RESULTS.md"), formatResults(results, describeMachine(), SIDE_BY_SIDE));
  console.log("Written: bench/plan/RESULTS.md");
}

async function measured(tools: Tools): Promise<Results> {
  const described = { ...generatedOrganization(ACCOUNTS, "stacks"), state: { backend: "local" } };
  const parsed = parseOrganization(described);
  if (!parsed.ok) throw new Error("The generated organization is not valid.");
  const { accounts } = parsed.organization;
  const live = await LiveOrganization.start(tools, parsed.organization);
  try {
    const workspace = live.workspace();
    writeFileSync(
      join(workspace.checkout, "organizations", "bench.ts"),
      `export default ${JSON.stringify(described)};\n`,
    );
    const names = accounts.workloads.map(({ name }) => name);
    const stacks: Terraform[] = [];
    for (const name of names) stacks.push(await live.stack(workspace, name, accounts.management.id));

    // The first fills the plugin cache, and tells which stack is the slowest.
    const together = () => timed(() => planTogether(workspace, accounts.management.id, names));
    await together();
    const alone: { readonly stack: Terraform; readonly seconds: number }[] = [];
    for (const stack of stacks) alone.push({ stack, seconds: await timed(() => planAlone(stack)) });
    const slowest = alone.toSorted((one, other) => other.seconds - one.seconds)[0];
    if (slowest === undefined) throw new Error("There is no stack.");

    const rounds: Round[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      rounds.push({ together: await together(), slowest: await timed(() => planAlone(slowest.stack)) });
      console.log(`Round ${round} of ${ROUNDS}`);
    }
    return { rounds, alone: alone.map(({ seconds }) => seconds) };
  } finally {
    await live.stop();
  }
}

async function planTogether(workspace: Workspace, accountId: string, names: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await workspace.command(
    accountId,
    { ORGANIZATION: "bench" },
    "npm",
    "run",
    "plan",
    ...names,
  );
  if (exitCode !== CHANGES) throw new Error(`npm run plan ended with ${exitCode}:\n${stdout}${stderr}`);
}

async function planAlone(stack: Terraform): Promise<void> {
  const init = await stack.init("-reconfigure");
  const plan = await stack.plan();
  if (init.exitCode !== 0 || plan.exitCode !== CHANGES)
    throw new Error(`Terraform alone failed on ${stack.stack}:\n${init.stderr}${plan.stdout}${plan.stderr}`);
}

/** @returns seconds of wall time */
async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { terraformBinary } from "./binary";
import { readStacks, type SynthesizedStack } from "./manifest";

const PROJECT_ROOT = resolve(__dirname, "../../..");
const PINNED_TERRAFORM = readFileSync(join(PROJECT_ROOT, ".terraform-version"), "utf8").trim();
const TERRAFORM = terraformBinary(process.env);

/** Runs a command in sight of the operator, who may have to answer it. Returns its exit code. */
function run(command: string, args: readonly string[], folder: string): number {
  const { status, error } = spawnSync(command, args, { cwd: folder, stdio: "inherit" });
  if (error !== undefined) {
    const hint =
      command === TERRAFORM
        ? ` Install Terraform ${PINNED_TERRAFORM}: https://developer.hashicorp.com/terraform/install`
        : "";
    throw new Error(`${command} could not be started: ${error.message}.${hint}`);
  }
  return status ?? 1;
}

/**
 * Synthesizes the organization that ORGANIZATION names.
 *
 * @returns its stacks, in the order they are applied
 * @throws Error if the description was refused; the refusal is on the terminal already
 */
export function synthesize(): readonly SynthesizedStack[] {
  if (run(process.execPath, ["--import", "tsx", "main.ts"], PROJECT_ROOT) !== 0) {
    throw new Error("Nothing was done: the organization could not be synthesized.");
  }
  return readStacks(resolve(process.env.CDKTF_OUTDIR ?? join(PROJECT_ROOT, "cdktf.out")));
}

/** Runs `terraform init`, then the given Terraform command, in a stack's folder. Returns the exit code. */
export function terraform(stack: SynthesizedStack, args: readonly string[]): number {
  console.log(`\n── ${stack.name}: terraform ${args[0]}`);
  const initialized = run(TERRAFORM, ["init", "-input=false", "-compact-warnings"], stack.folder);
  return initialized === 0 ? run(TERRAFORM, args, stack.folder) : initialized;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { install } from "./install";
import { isFailure, type Trial, trySources } from "./try-sources";
import { VARIANTS, type Variant } from "./variants";
import { formatVerdict, isClean, judge } from "./verdict";
import { copySources, renameImportsIn, shareAllPackages, shareOtherPackages } from "./workspace";

const PROJECT_ROOT = resolve(__dirname, "../../..");
const ORGANIZATIONS = ["askflorence", "example"];

/** Tries each variant beside today's libraries, on one copy of the sources. */
async function compat(variants: readonly Variant[], folder: string): Promise<boolean> {
  copySources(PROJECT_ROOT, join(folder, "today"));
  shareAllPackages(PROJECT_ROOT, join(folder, "today"));

  console.log("Synthesizing with today's libraries ...");
  const today = await trySources(join(folder, "today"), ORGANIZATIONS);
  for (const [organization, output] of Object.entries(today.outputs)) {
    if (isFailure(output)) throw new Error(`${organization} does not synthesize today:\n${output.failure}`);
  }

  const clean: boolean[] = [];
  for (const variant of variants) {
    console.log(`Installing ${variant.packages.join(", ")} ...`);
    const verdict = judge(variant, today, await trial(variant, folder));
    console.log(`${formatVerdict(variant, verdict)}\n`);
    clean.push(isClean(verdict));
  }
  return clean.every(Boolean);
}

async function trial(variant: Variant, folder: string): Promise<Trial> {
  const copy = join(folder, variant.name);
  copySources(join(folder, "today"), copy);
  renameImportsIn(copy, variant.renames);
  await install(variant.packages, copy, PROJECT_ROOT);
  shareOtherPackages(PROJECT_ROOT, copy);
  return trySources(copy, ORGANIZATIONS, variant.context);
}

function selected(names: readonly string[]): readonly Variant[] {
  const unknown = names.find((name) => VARIANTS.every((variant) => variant.name !== name));
  if (unknown !== undefined) {
    throw new Error(`No variant is named ${unknown}; known: ${VARIANTS.map(({ name }) => name).join(", ")}.`);
  }
  return names.length === 0 ? VARIANTS : VARIANTS.filter(({ name }) => names.includes(name));
}

new Command("compat")
  .description(
    "Synthesizes the same sources with other libraries, in a temporary folder, and says what differs in the Terraform. Needs the npm registry. Exit code: 0 nothing unexpected, 1 otherwise.",
  )
  .argument("[variant...]", `${VARIANTS.map(({ name }) => name).join(", ")}; all where none is named`)
  .action(async (names: string[]) => {
    const folder = mkdtempSync(join(tmpdir(), "org-audit-trail-compat-"));
    try {
      if (!(await compat(selected(names), folder))) process.exitCode = 1;
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  })
  .parseAsync();

import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { checkRequirements, type Tools } from "../../../src/tools/emulator/requirements";
import type { BaseName, Case } from "../case";
import { CASES } from "../cases";
import { BaseFixture, forget, type Recording, recordedIds } from "../fixture";
import { review } from "../review";
import { staleAmong } from "../stale";
import { TABLE, table } from "../table";
import { verdictOn } from "../verdict";
import { AppliedOrganization } from "./applied-organization";

/** Plans at work at once: Terraform and its provider keep a core busy each. */
const AT_ONCE = 3;

/** Plans the cases again, and writes the plans to `fixtures`. */
async function record(ids: readonly string[]): Promise<void> {
  const { tools, missing } = checkRequirements();
  if (tools === undefined) {
    throw new Error(
      missing.map(({ what, howToInstall }) => `missing: ${what}\n  install it: ${howToInstall}`).join("\n"),
    );
  }
  const unknown = ids.filter((id) => !CASES.some((one) => one.id === id));
  if (unknown.length > 0) throw new Error(`no such case: ${unknown.join(", ")}`);
  const chosen = ids.length === 0 ? CASES : CASES.filter(({ id }) => ids.includes(id));
  for (const organization of ["askflorence", "example"] as const) {
    const cases = chosen.filter((one) => one.organization === organization);
    if (cases.length > 0) await recordOrganization(tools, organization, cases);
    for (const id of recordedIds(organization)) {
      if (!CASES.some((one) => one.id === id)) forget({ organization, id });
    }
  }
}

async function recordOrganization(tools: Tools, organization: BaseName, cases: readonly Case[]): Promise<void> {
  const applied = await AppliedOrganization.start(tools, organization, new Set(cases.map(({ stack }) => stack)));
  try {
    await recordAll(applied, organization, cases);
  } finally {
    await applied.stop();
  }
}

async function recordAll(applied: AppliedOrganization, organization: BaseName, cases: readonly Case[]): Promise<void> {
  const bases = new Map<string, BaseFixture>();
  for (const stack of applied.stacks) bases.set(stack, renewed(organization, stack, await applied.base(stack)));
  const recordCase = async (
    { id, stack, made }: Case,
    how: (stack: string, made: Case["made"]) => Promise<Recording>,
  ) => {
    try {
      bases.get(stack)?.writeCase(id, await how(stack, made));
      process.stdout.write(`recorded: ${id}\n`);
    } catch (error) {
      process.exitCode = 1;
      process.stdout.write(`NOT recorded: ${id}: ${error}\n`);
    }
  };
  await eachOf(
    cases.filter(({ made }) => made.live === undefined),
    (one) => recordCase(one, (...planned) => applied.planned(...planned)),
  );
  // One after the other: each finds AWS as it was applied.
  for (const one of cases.filter(({ made }) => made.live !== undefined)) {
    await recordCase(one, (...planned) => applied.plannedWithLiveChange(...planned));
  }
}

/** The new plan of an unchanged stack. The cases that rest on the old one, and are not recorded now, are kept as they are. */
function renewed(organization: BaseName, stack: string, recording: Recording): BaseFixture {
  const base = BaseFixture.of(organization, stack, recording);
  const former = BaseFixture.read(organization, stack);
  for (const { id } of CASES.filter((one) => one.organization === organization && one.stack === stack)) {
    if (former !== undefined && recordedIds(organization).includes(id)) base.writeCase(id, former.readCase(id));
  }
  base.write();
  return base;
}

async function eachOf(cases: readonly Case[], work: (one: Case) => Promise<void>): Promise<void> {
  const waiting = [...cases];
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

new Command("corpus")
  .description("Plans the cases of the corpus again, with Terraform against the emulator, and keeps the plans.")
  .argument("[id...]", "cases; none: all, which takes an hour")
  .option("--table", "plan nothing; write what the review says of the plans to docs/plan-review-corpus.md", false)
  .option("--stale", "plan the cases whose plans rest on Terraform that is emitted otherwise today", false)
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });

async function run(ids: readonly string[], { table: write, stale }: { table: boolean; stale: boolean }): Promise<void> {
  if (write) return writeTable();
  if (!stale) return record(ids);
  const old = staleAmong(CASES).map(({ id }) => id);
  if (old.length > 0) await record(old);
}

function writeTable(): void {
  writeFileSync(TABLE, table(CASES.map((one) => verdictOn(one, review))));
}

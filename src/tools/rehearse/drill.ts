import { existsSync } from "node:fs";
import { join } from "node:path";
import { Refused } from "../terraform/refused";
import type { DrillAnswer, DrillQuestion } from "./drill-answer";
import { type OurCommand, runOurCommand } from "./our-command";

/** The tests' proof, run as a program of its own: what it is made of is no part of the product (docs/adr/0007). */
const PROGRAM = join("__tests__", "drill", "main.ts");
const SIMULATOR = join("node_modules", "@cloud-copilot", "iam-simulate");

/** Whether the checkout has what the drill is made of; not where it was installed without development dependencies. */
export function canDrill(project: string): boolean {
  return [PROGRAM, SIMULATOR].every((path) => existsSync(join(project, path)));
}

/** Tries every attack of src/threats against what the emulator has. @throws Refused with what it said, if it fails */
export async function drill(
  project: string,
  question: DrillQuestion,
  call: Pick<OurCommand, "environment" | "log" | "stop">,
): Promise<DrillAnswer> {
  const args = [join(project, PROGRAM)];
  const { exitCode, lines, errors } = await runOurCommand({
    ...call,
    args,
    folder: project,
    input: JSON.stringify(question),
  });
  if (exitCode !== 0) throw new Refused(`The attack drill failed:\n${errors.join("\n")}`);
  return JSON.parse(lines.at(-1) ?? "");
}

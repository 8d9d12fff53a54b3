import { join } from "node:path";
import { type Output, readOutput } from "./differences";
import { run } from "./run";

/** What became of the sources under a set of libraries. */
export interface Trial {
  readonly typeErrors: readonly string[];
  /** Per organization: its output, or why there is none. */
  readonly outputs: Readonly<Record<string, Output | SynthesisFailure>>;
}

export interface SynthesisFailure {
  readonly failure: string;
}

/** Type-checks the sources in a folder, and synthesizes each organization. */
export async function trySources(
  folder: string,
  organizations: readonly string[],
  context: Readonly<Record<string, unknown>> = {},
): Promise<Trial> {
  const typeErrors = await typeErrorsOf(folder);
  const outputs: Record<string, Output | SynthesisFailure> = {};
  for (const organization of organizations) {
    const outdir = join(folder, "out", organization);
    const { ok, output } = await run(process.execPath, ["--import", "tsx", "main.ts"], folder, {
      ORGANIZATION: organization,
      CDKTF_OUTDIR: outdir,
      CDKTF_CONTEXT_JSON: JSON.stringify(context),
    });
    outputs[organization] = ok ? readOutput(outdir) : { failure: output };
  }
  return { typeErrors, outputs };
}

export function isFailure(output: Output | SynthesisFailure): output is SynthesisFailure {
  return typeof output.failure === "string";
}

async function typeErrorsOf(folder: string): Promise<readonly string[]> {
  const compiler = join(folder, "node_modules", "typescript", "bin", "tsc");
  const { ok, output } = await run(process.execPath, [compiler, "--pretty", "false"], folder);
  return ok ? [] : output.split("\n");
}

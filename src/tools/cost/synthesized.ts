import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StackJson } from "../../adoption/stack-json";
import { readStacks } from "../terraform/manifest";
import { synthesizeInto } from "../terraform/session";
import { Emitted } from "./emitted";

/** Synthesizes as `npm run synth` does, into a folder that is gone afterwards. */
export async function synthesizedNow(): Promise<Emitted> {
  const folder = mkdtempSync(join(tmpdir(), "org-trail-cost-"));
  try {
    await synthesizeInto(folder, new AbortController().signal, "ignore");
    return emittedIn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param outdir folder that synth wrote */
export function emittedIn(outdir: string): Emitted {
  const json = (folder: string): StackJson => JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
  return new Emitted(new Map(readStacks(outdir).map(({ name, folder }) => [name, json(folder)])));
}

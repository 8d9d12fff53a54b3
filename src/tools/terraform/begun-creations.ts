import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanJson } from "./plan-json";

const FILE = "begun-creations.json";

/**
 * Remembers, before an apply, what it is to create. Where it is interrupted or fails, the next plan creates what is left
 * beside what exists by then: that was reviewed before, and is no new right on something live.
 *
 * @param dataFolder where what outlives a run is kept, of one stack
 */
export function beginCreations(dataFolder: string, { resource_changes: changes = [] }: PlanJson): void {
  const created = changes.filter(({ change }) => change.actions.includes("create")).map(({ address }) => address);
  const begun = [...new Set([...creationsBegun(dataFolder), ...created])];
  writeFileSync(join(dataFolder, FILE), JSON.stringify(begun), { mode: 0o600 });
}

/** Addresses of what an apply began to create, and no apply has finished since. */
export function creationsBegun(dataFolder: string): readonly string[] {
  const file = join(dataFolder, FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as readonly string[]) : [];
}

/** An apply went through to its end, or there was nothing left to apply. */
export function endCreations(dataFolder: string): void {
  rmSync(join(dataFolder, FILE), { force: true });
}

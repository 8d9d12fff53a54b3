import { askUntil } from "./ask";
import type { Clients } from "./clients";
import type { Expectation } from "./declaration";
import type { Observation } from "./observation";
import { observeCoverage, type SeenDigests } from "./observe-coverage";
import { observeGuardrails } from "./observe-guardrails";
import { observeTrail } from "./observe-trail";

/**
 * Reads everything that is checked. Never throws: what cannot be read, or not in time, is data.
 *
 * @param seen digests that earlier runs saw, to which this one adds
 */
export async function observe(
  clients: Clients,
  expectation: Expectation,
  now: Date,
  timeIsUp: AbortSignal,
  seen: SeenDigests,
): Promise<Observation> {
  const ask = askUntil(timeIsUp);
  const [trail, guardrails, coverage] = await Promise.all([
    observeTrail(clients, expectation, ask),
    observeGuardrails(clients, expectation, ask),
    observeCoverage(clients, expectation, now, ask, seen),
  ]);
  return { ...trail, ...guardrails, ...coverage };
}

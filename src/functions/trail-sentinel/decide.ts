import type { Check } from "./checks/check";
import { coverageCheck } from "./checks/coverage";
import { guardrailsCheck } from "./checks/guardrails";
import { sentinelBlind } from "./checks/sentinel-blind";
import { trailDeliveryCheck } from "./checks/trail-delivery";
import { trailSettingsCheck } from "./checks/trail-settings";
import type { Expectation } from "./declaration";
import { compareFindings, type Finding } from "./finding";
import type { Observation } from "./observation";

/** A new check is one more entry, and its id one more in CHECK_IDS. */
export const CHECKS: readonly Check[] = [
  trailDeliveryCheck,
  trailSettingsCheck,
  guardrailsCheck,
  coverageCheck,
  sentinelBlind,
];

/**
 * Every deviation of what was observed from what is declared, worst first. Pure: the same for the same arguments, in
 * whatever order AWS listed things; never throws.
 */
export function decide(expectation: Expectation, observation: Observation, now: Date): readonly Finding[] {
  return CHECKS.flatMap(({ id, find }) =>
    find(expectation, observation, now).map((deviation): Finding => ({ check: id, ...deviation })),
  ).sort(compareFindings);
}

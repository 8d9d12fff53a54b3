import type { Expectation } from "../declaration";
import type { CheckId, Deviation } from "../finding";
import type { Observation } from "../observation";

/** One entry of the sentinel's list. Pure, and never throws; what could not be read is `sentinel-blind`'s alone. */
export interface Check {
  readonly id: CheckId;
  readonly find: (expectation: Expectation, observation: Observation, now: Date) => readonly Deviation[];
}

export const MINUTE = 60_000;

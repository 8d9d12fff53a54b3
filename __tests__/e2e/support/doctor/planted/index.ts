import { PLANTED_ON_ALERTS } from "./alerts";
import { PLANTED_ON_THE_ARCHIVE } from "./archive";
import { PLANTED_IN_THE_ORGANIZATION } from "./organization";
import type { Planted } from "./planter";
import { PLANTED_ON_TRAILS } from "./trail";

export { Planter } from "./planter";

/** Each turns one line of the doctor's, and is put right again. */
export const PLANTED: readonly Planted[] = [
  ...PLANTED_IN_THE_ORGANIZATION,
  ...PLANTED_ON_TRAILS,
  ...PLANTED_ON_THE_ARCHIVE,
  ...PLANTED_ON_ALERTS,
];

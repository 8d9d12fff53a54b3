import { accessWidened } from "./access-widened";
import { alertWeakened } from "./alert-weakened";
import type { AttributeCheck } from "./check";
import { encryptionWeakened } from "./encryption-weakened";
import { guardrailWeakened } from "./guardrail-weakened";
import { identityChanged } from "./identity-changed";
import { lockWeakened } from "./lock-weakened";
import { queriesChanged } from "./queries-changed";
import { retentionShortened } from "./retention-shortened";
import { trailNarrowed } from "./trail-narrowed";

/** The checks that judge attributes. No attribute of a type is judged by two of them. */
export const ATTRIBUTE_CHECKS: readonly AttributeCheck[] = [
  trailNarrowed,
  retentionShortened,
  lockWeakened,
  encryptionWeakened,
  accessWidened,
  guardrailWeakened,
  alertWeakened,
  identityChanged,
  queriesChanged,
];

import { UNJUDGED } from "../compare";
import { attachmentsExchanged } from "./attachments-exchanged";
import { ATTRIBUTE_CHECKS } from "./attribute-checks";
import { changedOutside } from "./changed-outside";
import type { Check, PlanCheck } from "./check";
import { checkFailed } from "./check-failed";
import { deposed } from "./deposed";
import { destroyed } from "./destroyed";
import { forgotten } from "./forgotten";
import { goneOutside } from "./gone-outside";
import { guardMissing } from "./guard-missing";
import { notDescribed } from "./not-described";
import { outsideOrganization } from "./outside-organization";
import { providerChanged } from "./provider-changed";
import { replaced } from "./replaced";
import { secondTrail } from "./second-trail";
import { stateElsewhere } from "./state-elsewhere";
import { trustedAccessLost } from "./trusted-access-lost";
import { unknownKind } from "./unknown-kind";
import { unknownRecipient } from "./unknown-recipient";
import { wrongPlace } from "./wrong-place";

/** The checks that judge a plan as a whole. */
export const PLAN_CHECKS: readonly PlanCheck[] = [
  destroyed,
  replaced,
  forgotten,
  attachmentsExchanged,
  deposed,
  goneOutside,
  changedOutside,
  trustedAccessLost,
  wrongPlace,
  providerChanged,
  guardMissing,
  notDescribed,
  outsideOrganization,
  unknownRecipient,
  secondTrail,
  stateElsewhere,
  unknownKind,
  checkFailed,
];

/** Stands for attributes that no check judges: compare.ts finds them. */
export const UNJUDGED_CHANGE = {
  id: UNJUDGED,
  about: "An attribute is changed that no check judges.",
  remedy: "Say in src/tools/review what it is worth (CONTRIBUTING.md), or accept the change with a reason.",
};

/** Every check by its id: what it finds, and what to do. */
export const CHECKS: readonly Pick<Check, "id" | "about" | "remedy">[] = [
  ...ATTRIBUTE_CHECKS,
  ...PLAN_CHECKS,
  UNJUDGED_CHANGE,
];

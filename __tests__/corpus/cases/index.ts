import type { Case } from "../case";
import { ALERTS } from "./blind/alerts";
import { ARCHIVE } from "./blind/archive";
import { EVENTS } from "./blind/events";
import { KEY_CASES } from "./blind/key";
import { LIVE } from "./blind/live";
import { ORGANIZATION } from "./blind/organization";
import { TRAIL } from "./blind/trail";
import { ADDITIONS } from "./dangerous/additions";
import { DESCRIPTION } from "./dangerous/description";
import { GUARDS } from "./dangerous/guards";
import { PLACES } from "./dangerous/places";
import { TERRAFORM } from "./dangerous/terraform";
import { CONSTRUCTS } from "./harmless/constructs";
import { DESCRIPTION as HARMLESS_DESCRIPTION } from "./harmless/description";
import { TERRAFORM as HARMLESS_TERRAFORM } from "./harmless/terraform";

/** Every plan of the corpus. */
export const CASES: readonly Case[] = [
  ...TRAIL,
  ...ARCHIVE,
  ...KEY_CASES,
  ...ORGANIZATION,
  ...ALERTS,
  ...EVENTS,
  ...LIVE,
  ...DESCRIPTION,
  ...TERRAFORM,
  ...GUARDS,
  ...PLACES,
  ...ADDITIONS,
  ...HARMLESS_DESCRIPTION,
  ...CONSTRUCTS,
  ...HARMLESS_TERRAFORM,
];

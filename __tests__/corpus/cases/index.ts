import type { Case } from "../case";
import { ALERTS } from "./blind/alerts";
import { ARCHIVE } from "./blind/archive";
import { LIVE } from "./blind/live";
import { ORGANIZATION } from "./blind/organization";
import { TRAIL } from "./blind/trail";
import { DESCRIPTION } from "./dangerous/description";
import { TERRAFORM } from "./dangerous/terraform";
import { CONSTRUCTS } from "./harmless/constructs";
import { DESCRIPTION as HARMLESS_DESCRIPTION } from "./harmless/description";
import { TERRAFORM as HARMLESS_TERRAFORM } from "./harmless/terraform";

/** Every plan of the corpus. */
export const CASES: readonly Case[] = [
  ...TRAIL,
  ...ARCHIVE,
  ...ORGANIZATION,
  ...ALERTS,
  ...LIVE,
  ...DESCRIPTION,
  ...TERRAFORM,
  ...HARMLESS_DESCRIPTION,
  ...CONSTRUCTS,
  ...HARMLESS_TERRAFORM,
];

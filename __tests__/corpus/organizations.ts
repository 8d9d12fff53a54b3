import askflorence from "../../organizations/askflorence";
import askflorenceAdopt from "../../organizations/askflorence.adopt.json";
import example from "../../organizations/example";
import type { Organization, OrganizationInput } from "../../src/config/organization";
import { type Change, changed } from "../support/changed";
import { valid } from "../support/synthesized";
import type { BaseName } from "./case";

const BASES: Readonly<Record<BaseName, OrganizationInput>> = {
  askflorence: { ...askflorence, adopt: askflorenceAdopt },
  // A state beside the stacks can be copied for each case.
  example: { ...example, state: undefined },
};

const APPLIED: Readonly<Record<BaseName, Organization>> = {
  askflorence: valid(BASES.askflorence),
  example: valid(BASES.example),
};

/** An organization as it was applied, or with its description changed. */
export function organizationOf(base: BaseName, change?: Change): Organization {
  return change === undefined ? APPLIED[base] : valid(changed(BASES[base], change));
}

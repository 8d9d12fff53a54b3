import { type Adoptable, adoptablesOf } from "../../src/adoption/adoptables";
import type { AdoptableStack } from "../../src/adoption/said-together";
import type { Adopted, Adoption } from "../../src/config/adoption";
import type { Organization } from "../../src/config/organization";
import { synthesized } from "./synthesized";

/** Each stack's resources, as adoption sees them. */
export function adoptableStacks(organization: Organization): readonly AdoptableStack[] {
  return [...synthesized(organization)].map(([name, { json }]) => ({ name, adoptables: adoptablesOf(name, json) }));
}

/**
 * Everything that the stacks hold, as if all of it were live.
 *
 * @param idOf the id of one whose id AWS chose
 */
export function everythingOf(
  stacks: readonly AdoptableStack[],
  idOf: (adoptable: Adoptable, stack: string) => string,
): Adoption {
  const said = (adoptable: Adoptable, stack: string): Adopted =>
    adoptable.id.kind === "chosen" ? idOf(adoptable, stack) : true;
  return Object.fromEntries(
    stacks.map(({ name, adoptables }) => [
      name,
      Object.fromEntries(adoptables.map((adoptable) => [adoptable.path, said(adoptable, name)])),
    ]),
  );
}

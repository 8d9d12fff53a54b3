import type { Draft } from "../draft";
import type { OrganizationInput } from "../organization";
import type { Problem } from "../problem";

export type OrganizationDraft = Draft<OrganizationInput>;

/** What must hold between fields. Each rule sees whatever the schema accepted, and returns every breach. */
export type Rule = (organization: OrganizationDraft) => readonly Problem[];

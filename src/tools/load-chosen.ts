import { choosableIn, choose } from "../config/choose-organization";
import { loadOrganization } from "../config/load-organization";
import type { Organization } from "../config/organization";

/** The organization that `npm run synth` would choose. */
export function loadChosen(projectRoot: string): Promise<Organization> {
  return loadOrganization(choose(choosableIn(projectRoot, process.env)).reference, projectRoot);
}

import { choosableIn, choose } from "../config/choose-organization";
import { loadOrganization, locate } from "../config/load-organization";
import type { Organization } from "../config/organization";

/** The organization that `npm run synth` would choose. */
export function loadChosen(projectRoot: string): Promise<Organization> {
  return loadOrganization(choose(choosableIn(projectRoot, process.env)).reference, projectRoot);
}

/** The file of its description. */
export function chosenDescription(projectRoot: string): string {
  return locate(choose(choosableIn(projectRoot, process.env)).reference, projectRoot);
}

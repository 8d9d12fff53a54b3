import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Organization } from "./organization";
import { parseOrganization } from "./parse-organization";
import { ConfigError, type Problem } from "./problem";

/** What `ORGANIZATION` means where it is not set. */
export const DEFAULT_ORGANIZATION = "askflorence";

/**
 * Loads an organization's description: a name in organizations/, or the path of a module whose default export is one.
 *
 * @param reference `askflorence`, or `../ours/organization.ts`
 * @param projectRoot the folder that holds organizations/
 * @throws ConfigError with every problem at once
 */
export async function loadOrganization(reference: string, projectRoot: string): Promise<Organization> {
  const file = locate(reference, projectRoot);
  const { default: exported }: { default?: unknown } = await import(file);
  if (exported === undefined) throw new ConfigError(reference, [NO_DEFAULT_EXPORT]);
  const result = parseOrganization(exported);
  if (!result.ok) throw new ConfigError(reference, result.problems);
  return result.organization;
}

const NO_DEFAULT_EXPORT: Problem = {
  path: "default",
  value: undefined,
  rule: "a module whose default export describes the organization",
  remedy: "end it with `export default organization;`",
};

function locate(reference: string, projectRoot: string): string {
  const candidates = [resolve(projectRoot, "organizations", `${reference}.ts`), resolve(reference)];
  const file = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  if (file !== undefined) return file;
  throw new ConfigError("ORGANIZATION", [
    {
      path: "ORGANIZATION",
      value: reference,
      rule: "the name of a file in organizations/ without its ending, or the path of a TypeScript or JavaScript module",
      remedy: "correct the name, or copy organizations/example.ts and describe your organization there",
    },
  ]);
}

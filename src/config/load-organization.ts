import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isPromise } from "node:util/types";
import { importModule } from "./import-module";
import type { Organization } from "./organization";
import { parseOrganization } from "./parse-organization";
import { ConfigError, type Problem } from "./problem";

/**
 * Loads an organization's description: a name in organizations/, or the path of a module whose default export is one.
 *
 * @param reference `askflorence`, or `../ours/organization.ts`
 * @param projectRoot the folder that holds organizations/
 * @throws ConfigError with every problem at once
 */
export async function loadOrganization(reference: string, projectRoot: string): Promise<Organization> {
  const file = locate(reference, projectRoot);
  // As an address: a path of Windows begins with what looks like a scheme, and `#`, `?` and `%` mean something in one.
  const loaded = await importModule(pathToFileURL(file).href);
  const unusable = unusableExport(file, loaded);
  if (unusable !== undefined) throw new ConfigError(reference, [unusable]);
  const result = parseOrganization(withAdoption(reference, file, loaded.default));
  if (!result.ok) throw new ConfigError(reference, result.problems);
  return result.organization;
}

/** What is wrong with a module before its description is looked at. */
function unusableExport(file: string, loaded: Readonly<Record<string, unknown>>): Problem | undefined {
  if (loaded.default === undefined) {
    const exports = Object.keys(loaded).filter((name) => name !== "default" && name !== "module.exports");
    return {
      path: "default",
      value: undefined,
      rule: `the organization, as the default export of ${file}, which exports ${exports.length === 0 ? "nothing" : exports.join(", ")}`,
      remedy: `end it with \`export default ${exports[0] ?? "organization"};\``,
    };
  }
  if (isPromise(loaded.default)) {
    // It may fail later, when the refusal is said already.
    loaded.default.catch(() => undefined);
    return {
      path: "default",
      value: loaded.default,
      rule: `the organization itself, as the default export of ${file}, not a Promise of it`,
      remedy:
        "read files with functions that end in `Sync`, or name the module `.mts` and write `export default await ...`",
    };
  }
  return undefined;
}

/** Where a description's adoption stands beside it. */
export function adoptionFileOf(description: string): string {
  return `${description.slice(0, -extname(description).length)}.adopt.json`;
}

/**
 * A description with what is live already, which stands in a file beside it: no import that somebody may forget stands
 * between the two.
 */
function withAdoption(reference: string, file: string, described: unknown): unknown {
  const beside = adoptionFileOf(file);
  // `org-trail adopt` looks without it: what a former run wrote may be what is wrong.
  if (process.env.ADOPT_NOTHING === "1") return described;
  if (!existsSync(beside) || typeof described !== "object" || described === null) return described;
  const refused = (rule: string, remedy: string) =>
    new ConfigError(reference, [{ path: "adopt", value: beside, rule, remedy }]);
  if ("adopt" in described) {
    throw refused(
      "said once: in the description, or in the file beside it",
      "keep the file, and delete `adopt` in the description",
    );
  }
  try {
    return { ...described, adopt: JSON.parse(readFileSync(beside, "utf8")) };
  } catch (error) {
    throw refused(
      `JSON: ${error instanceof Error ? error.message : error}`,
      "correct the file, or write it again: npx org-trail adopt",
    );
  }
}

/**
 * The file of a description.
 *
 * @throws ConfigError where there is none
 */
export function locate(reference: string, projectRoot: string): string {
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

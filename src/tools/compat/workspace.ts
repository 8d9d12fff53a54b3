import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the application consists of. */
const SOURCES = ["main.ts", "src", "organizations", "tsconfig.json", "cdktf.json"];

/** A copy of the application's sources in a folder of its own, so that edits here do not disturb the comparison. */
export function copySources(projectRoot: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const source of SOURCES) {
    if (existsSync(join(projectRoot, source)))
      cpSync(join(projectRoot, source), join(folder, source), { recursive: true });
  }
}

/** What a variant brings itself, or must do without. Today's would answer for whatever the variant lacks. */
const REPLACED = new Set(["cdktf", "@cdktf/provider-aws", "constructs"]);

/** Gives a copy of the sources the packages that are installed here, in use as they are. */
export function shareAllPackages(projectRoot: string, folder: string): void {
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"), "junction");
}

/** Gives a variant, beside what it installed, the other packages: only what is on trial differs from today. */
export function shareOtherPackages(projectRoot: string, folder: string): void {
  const from = join(projectRoot, "node_modules");
  const to = join(folder, "node_modules");
  for (const name of packagesIn(from)) {
    if (REPLACED.has(name) || existsSync(join(to, name))) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    symlinkSync(join(from, name), join(to, name), "junction");
  }
}

function packagesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : name,
    );
}

/** Rewrites the imports in every TypeScript file of a copy. */
export function renameImportsIn(folder: string, renames: Readonly<Record<string, string>>): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".ts")) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(file, renameImports(readFileSync(file, "utf8"), renames));
  }
}

/** `from "cdktf"`, `import("cdktf")`, `require("cdktf")` and their subpaths; no other string. */
const IMPORT = /(\bfrom\s+|\bimport\s+|\bimport\(\s*|\brequire\(\s*)(["'])([^"']+)\2/g;

/**
 * Rewrites the imports of packages in a module's source.
 *
 * @param renames package to package; subpaths follow
 */
export function renameImports(source: string, renames: Readonly<Record<string, string>>): string {
  return source.replace(IMPORT, (text, head: string, quote: string, specifier: string) => {
    const renamed = Object.keys(renames).find((name) => specifier === name || specifier.startsWith(`${name}/`));
    if (renamed === undefined) return text;
    return `${head}${quote}${renames[renamed]}${specifier.slice(renamed.length)}${quote}`;
  });
}

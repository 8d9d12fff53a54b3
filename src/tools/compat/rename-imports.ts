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

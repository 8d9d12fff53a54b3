/** Imports a module by its address. What `npx org-trail` is compiled to has another in this one's place: src/tools/org-trail/import-module.ts */
export function importModule(address: string): Promise<Readonly<Record<string, unknown>>> {
  return import(address);
}

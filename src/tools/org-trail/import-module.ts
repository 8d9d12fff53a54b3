type Module = Readonly<Record<string, unknown>>;

/** Stands for src/config/import-module.ts in the compiled program: nothing there reads TypeScript, and a description is TypeScript. */
export async function importModule(address: string): Promise<Module> {
  const { tsImport } = await import("tsx/esm/api");
  const loaded: Module = await tsImport(address, __filename);
  // Of a CommonJS module, which a .ts file is here, that is what it exported.
  return isModule(loaded.default) ? loaded.default : loaded;
}

function isModule(value: unknown): value is Module {
  return typeof value === "object" && value !== null && "__esModule" in value;
}

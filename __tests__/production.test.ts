import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(__dirname, "..");
const { scripts, dependencies, bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** The commands that an operator has where `npm ci` installed without the development dependencies. */
const COMMANDS = ["synth", "plan", "deploy", "destroy", "rehearse"];

/** What a file loads when it runs: an import of types alone is gone by then. */
function loadedBy(file: string): readonly string[] {
  const source = readFileSync(file, "utf8");
  const loads = /^(?:import|export)\b(?! type\b)(?:[^";=]*\bfrom)?\s*"([^"]+)";$|\b(?:import|require)\("([^"]+)"\)/gm;
  return [...source.matchAll(loads)].map(([, one, other]) => one ?? other ?? "");
}

/** Every package that a file loads, itself or through what of ours it loads: `[package, file]`. */
function packagesLoadedFrom(entry: string): readonly (readonly [string, string])[] {
  const seen = new Set<string>();
  const packages = new Map<string, string>();
  const follow = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const specifier of loadedBy(file)) {
      // Data loads nothing.
      if (specifier.endsWith(".json")) continue;
      if (specifier.startsWith(".")) follow(sourceOf(resolve(file, "..", specifier)));
      else if (!specifier.startsWith("node:") && !builtinModules.includes(specifier))
        packages.set(packageOf(specifier), relative(ROOT, file));
    }
  };
  follow(entry);
  return [...packages];
}

function sourceOf(path: string): string {
  const found = [path, `${path}.ts`, join(path, "index.ts")].find((file) => file.endsWith(".ts") && existsSync(file));
  if (found === undefined) throw new Error(`no source at ${path}`);
  return found;
}

/** `@cdktf/provider-aws` of `@cdktf/provider-aws/lib/s3-bucket`. */
function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

describe("after NODE_ENV=production npm ci", () => {
  it.each(COMMANDS)("npm run %s has what starts it, and every package that it loads", (command) => {
    const [, loader = "", entry = ""] = /^node --import (\S+) (\S+)$/.exec(scripts[command]) ?? [];
    const loaded = [[loader, "package.json"] as const, ...packagesLoadedFrom(join(ROOT, entry))];
    expect(loaded.filter(([name]) => !(name in dependencies))).toEqual([]);
  });

  it("npx org-trail has every package that its commands load", () => {
    const file = join(ROOT, bin["org-trail"]);
    expect(readFileSync(file, "utf8")).toContain('from "./program.mjs";');
    expect(readFileSync(resolve(file, "../program.mjs"), "utf8")).toContain('import("tsx")');
    const loaded = packagesLoadedFrom(resolve(file, "../main.ts")).map(([name]) => name);
    expect(loaded).toContain("commander");
    expect(["tsx", "esbuild", ...loaded].filter((name) => !(name in dependencies))).toEqual([]);
  });

  it("of the commands, synth loads cdktf and the provider: what is loaded is found", () => {
    const packages = packagesLoadedFrom(join(ROOT, "main.ts")).map(([name]) => name);
    expect(packages).toEqual(expect.arrayContaining(["cdktf", "@cdktf/provider-aws", "zod", "esbuild"]));
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(__dirname, "..");

/** A layer may import itself and what stands below it. */
const LAYERS = ["config", "queries", "adoption", "naming", "detections", "policies", "constructs", "stacks"];

/** Layers that stand beside the constructs, and what of ours they may import. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  // Of the functions, what they decide and count: a tool that reckons or asks the same does not say it again.
  tools: [
    "tools",
    "controls",
    "threats",
    "queries",
    "adoption",
    "detections",
    "naming",
    "policies",
    "config",
    "functions",
  ],
  threats: ["threats", "policies", "queries", "detections", "naming", "config"],
  controls: ["controls", "detections", "adoption"],
  functions: ["functions"],
};

/** What runs in AWS is put into a package by a construct. */
const MAY_IMPORT_FUNCTIONS = ["constructs", "stacks"];

/** Layers that stay plain values and functions: no cdktf, and nothing of AWS's SDK. */
const PURE = ["config", "queries", "adoption", "naming", "detections", "policies", "threats", "controls"];

/** Lambda's Node.js runtime brings the SDK: here it is a development dependency, for types and tests. */
const IN_LAMBDA = /^@aws-sdk\/client-[a-z0-9-]+$/;

interface Import {
  readonly file: string;
  readonly layer: string;
  readonly specifier: string;
  /** Layer the import leads to, if it is ours. */
  readonly target: string | undefined;
}

function layerOf(path: string): string {
  return relative(join(ROOT, "src"), path).split("/", 1)[0]?.replace(/\.ts$/, "") ?? "";
}

function importsIn(path: string): readonly Import[] {
  const source = readFileSync(path, "utf8");
  return [...source.matchAll(/^(?:import|export)\b(?:[^";=]*\bfrom)?\s*"([^"]+)";$/gm)].map(([, specifier = ""]) => ({
    file: relative(ROOT, path),
    layer: layerOf(path),
    specifier,
    target: specifier.startsWith(".") ? layerOf(resolve(path, "..", specifier)) : undefined,
  }));
}

const IMPORTS = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => importsIn(join(ROOT, "src", file)));

/** What of ours a layer may import. */
function allowedIn(layer: string): readonly string[] {
  const below = BESIDE[layer] ?? LAYERS.slice(0, LAYERS.indexOf(layer) + 1);
  return MAY_IMPORT_FUNCTIONS.includes(layer) ? [...below, "functions"] : below;
}

function described(imports: readonly Import[]): readonly string[] {
  return imports.map(({ file, specifier }) => `${file} imports ${specifier}`);
}

describe("architecture", () => {
  it("imports point downwards: stacks, constructs, policies, detections, naming, adoption, queries, config", () => {
    const upwards = IMPORTS.filter(({ layer, target }) => target !== undefined && !allowedIn(layer).includes(target));
    expect(described(upwards)).toEqual([]);
    expect(IMPORTS.length).toBeGreaterThan(300);
  });

  it("every layer has its place here", () => {
    const layers = new Set(IMPORTS.map(({ layer }) => layer));
    expect([...layers].sort()).toEqual([...LAYERS, ...Object.keys(BESIDE)].sort());
  });

  it("config, queries, adoption, naming, detections, policies, threats and controls know nothing of cdktf, nor of the SDK", () => {
    const pure = IMPORTS.filter(({ layer }) => PURE.includes(layer));
    expect(described(pure.filter(({ specifier }) => /cdktf|constructs$|^@aws-sdk\//.test(specifier)))).toEqual([]);
  });

  it("functions know Node.js and the SDK that their runtime brings, and nothing else", () => {
    const foreign = IMPORTS.filter(({ layer, specifier }) => layer === "functions" && !/^\.|^node:/.test(specifier));
    expect(described(foreign.filter(({ specifier }) => !IN_LAMBDA.test(specifier)))).toEqual([]);
    expect(foreign).not.toEqual([]);
  });

  it("providers come by subpath, never by the barrel that loads all of AWS", () => {
    expect(described(IMPORTS.filter(({ specifier }) => specifier === "@cdktf/provider-aws"))).toEqual([]);
  });

  it("cdktf comes from its root alone, so that the move to cdktn is a rename", () => {
    expect(
      described(IMPORTS.filter(({ specifier }) => /^cdktf\/|^@cdktf\/(?!provider-aws\/lib\/)/.test(specifier))),
    ).toEqual([]);
  });

  it("the product uses no development dependency, the AGPL simulator least of all", () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const foreign = IMPORTS.filter(({ specifier }) => !/^\.|^node:/.test(specifier));
    const undeclared = foreign.filter(
      ({ layer, specifier }) =>
        !(layer === "functions" && IN_LAMBDA.test(specifier)) &&
        !Object.keys(dependencies).some((name) => specifier === name || specifier.startsWith(`${name}/`)),
    );
    expect(described(undeclared)).toEqual([]);
  });

  it("main.ts stays a list of stacks: under 60 lines", () => {
    expect(readFileSync(join(ROOT, "main.ts"), "utf8").split("\n").length).toBeLessThan(60);
  });
});

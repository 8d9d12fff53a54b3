import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A resource or data source, as a plain user of the provider's classes would write it. */
export interface PayloadElement {
  /** Terraform's address, `data.` included. */
  readonly address: string;
  /** Subpath of @cdktf/provider-aws/lib. */
  readonly module: string;
  readonly className: string;
  /** Ids of the constructs from the stack down to the element: they make its logical id. */
  readonly path: readonly string[];
  readonly providerAlias: string | undefined;
  /** Addresses. */
  readonly dependsOn: readonly string[];
  readonly config: Json;
}

export interface PayloadStack {
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly backend: { readonly type: "local" | "s3"; readonly config: JsonObject };
  /** Those that an element names. */
  readonly providers: readonly JsonObject[];
  /** As emitted: of Regions that nothing works in. Nobody would make a construct of each. */
  readonly unusedProviders: readonly JsonObject[];
  /** What is referred to comes first. */
  readonly elements: readonly PayloadElement[];
  /** What `terraform output` tells. */
  readonly outputs: Readonly<Record<string, JsonObject>>;
  /** What cdktf has no class for: Terraform's checks and imports, by their path in the stack. */
  readonly overrides: JsonObject;
}

/** All the bare app needs. The workloads' stacks are alike: one is spelled out, the others are made from it. */
export interface Payload {
  readonly central: readonly PayloadStack[];
  /** None where a StackSet forwards. */
  readonly workload: PayloadStack | undefined;
  readonly workloads: readonly { readonly name: string; readonly id: string }[];
}

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** As cdktf writes it. */
interface EmittedStack {
  readonly provider: { readonly aws: readonly JsonObject[] };
  readonly terraform: { readonly backend: Readonly<Record<string, JsonObject>>; readonly required_version: string };
  readonly resource?: EmittedElements;
  readonly data?: EmittedElements;
  readonly output?: Readonly<Record<string, JsonObject>>;
  readonly check?: JsonObject;
  readonly import?: Json;
}
type EmittedElements = Readonly<Record<string, Readonly<Record<string, EmittedElement>>>>;
interface EmittedElement extends JsonObject {
  readonly "//": { readonly metadata: { readonly path: string } };
}

const UNDERSTOOD = new Set(["//", "provider", "terraform", "resource", "data", "output", "check", "import"]);

/** Blocks whose keys are the author's own, not the provider's. */
const MAPS = new Set(["dimensions", "input_paths", "tags", "variables"]);

/** cdktf renames what Java reserves. */
const RENAMED = new Map([["equals", "equalTo"]]);

const PROVIDER_LIB = join(dirname(require.resolve("@cdktf/provider-aws/package.json")), "lib");

/** A reference to a resource or data source, in an emitted string. */
const REFERENCE = /\$\{((?:data\.)?aws_\w+\.[\w-]+)\.(\w+)\}/g;

/**
 * Reads back what this application emitted, so that the bare app emits the same and keeps pace with the application.
 *
 * @param outdir what `main.ts` wrote
 * @param workloads the organization's, in order
 */
export function payloadOf(outdir: string, workloads: Payload["workloads"]): Payload {
  const manifest: { stacks: Record<string, { dependencies: string[] }> } = JSON.parse(
    readFileSync(join(outdir, "manifest.json"), "utf8"),
  );
  const stackOf = (name: string) => emittedStack(outdir, name, manifest.stacks[name]?.dependencies ?? []);
  const withStacks = workloads.filter(({ name }) => manifest.stacks[name] !== undefined);
  const [first] = withStacks;
  const workloadNames = new Set(withStacks.map(({ name }) => name));
  const central = Object.keys(manifest.stacks).filter((name) => !workloadNames.has(name));
  return {
    central: central.sort((one, other) => depth(one, manifest.stacks) - depth(other, manifest.stacks)).map(stackOf),
    workload: first && stackOf(first.name),
    workloads: withStacks,
  };
}

function depth(name: string, stacks: Record<string, { dependencies: string[] }>): number {
  return Math.max(0, ...(stacks[name]?.dependencies ?? []).map((dependency) => 1 + depth(dependency, stacks)));
}

function emittedStack(outdir: string, name: string, dependencies: readonly string[]): PayloadStack {
  const emitted: EmittedStack = JSON.parse(readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8"));
  const unknown = Object.keys(emitted).find((key) => !UNDERSTOOD.has(key));
  if (unknown !== undefined) throw new Error(`Stack ${name} has \`${unknown}\`: teach bench/payload.ts to repeat it.`);
  const [[type, config] = []] = Object.entries(emitted.terraform.backend);
  if ((type !== "local" && type !== "s3") || config === undefined) {
    throw new Error(`Stack ${name} has the backend ${type}: teach bench/payload.ts to repeat it.`);
  }
  const { check, import: imports } = emitted;
  const elements = [...elementsOf(emitted.data, "data."), ...elementsOf(emitted.resource, "")];
  const named = new Set(elements.map(({ providerAlias }) => providerAlias));
  const used = emitted.provider.aws.filter(({ alias }) => named.has(String(alias)));
  return {
    name,
    dependencies,
    backend: { type, config: camelCased(config) as JsonObject },
    providers: used.map((provider) => camelCased(provider) as JsonObject),
    unusedProviders: emitted.provider.aws.filter((provider) => !used.includes(provider)),
    elements: referredFirst(elements),
    outputs: emitted.output ?? {},
    overrides: {
      "terraform.required_version": emitted.terraform.required_version,
      ...(check === undefined ? {} : { check }),
      ...(imports === undefined ? {} : { import: imports }),
    },
  };
}

function elementsOf(byType: EmittedElements = {}, prefix: "" | "data."): readonly PayloadElement[] {
  return Object.entries(byType).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, emitted]) => {
      const { "//": comment, provider, depends_on: dependsOn, ...config } = emitted;
      const module = `${prefix === "" ? "" : "data-"}${type.replace(/^aws_/, prefix === "" ? "" : "aws_")}`.replaceAll(
        "_",
        "-",
      );
      return {
        address: `${prefix}${type}.${id}`,
        module,
        className: classNameIn(module, type),
        path: comment.metadata.path.split("/").slice(1),
        providerAlias: typeof provider === "string" ? provider.replace(/^aws\./, "") : undefined,
        dependsOn: (dependsOn ?? []) as readonly string[],
        config: camelCased(config as JsonObject),
      };
    }),
  );
}

function classNameIn(module: string, type: string): string {
  const exported: Record<string, { tfResourceType?: string }> = require(join(PROVIDER_LIB, module));
  const found = Object.entries(exported).find(([, value]) => value.tfResourceType === type);
  if (found === undefined) throw new Error(`@cdktf/provider-aws/lib/${module} exports no class for ${type}.`);
  return found[0];
}

function camelCased(value: Json): Json {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      RENAMED.get(key) ?? key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      MAPS.has(key) ? inner : camelCased(inner),
    ]),
  );
}

function referredFirst(elements: readonly PayloadElement[]): readonly PayloadElement[] {
  const waiting = new Map(elements.map((element) => [element.address, element]));
  const ordered: PayloadElement[] = [];
  const place = (address: string): void => {
    const element = waiting.get(address);
    if (element === undefined) return;
    waiting.delete(address);
    for (const [, referred = ""] of JSON.stringify(element.config).matchAll(REFERENCE)) place(referred);
    element.dependsOn.forEach(place);
    ordered.push(element);
  };
  for (const { address } of elements) place(address);
  return ordered;
}

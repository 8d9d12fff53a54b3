import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import askflorenceInput from "../../organizations/askflorence";
import askflorenceAdopt from "../../organizations/askflorence.adopt.json";
import exampleInput from "../../organizations/example";
import { IMPORT_FILE } from "../../src/adoption/files";
import type { ImportBlock } from "../../src/adoption/imports";
import type { StackJson } from "../../src/adoption/stack-json";
import type { Organization, OrganizationInput } from "../../src/config/organization";
import { parseOrganization } from "../../src/config/parse-organization";
import { synthesize } from "../../src/stacks/synthesize";
import { readStacks, type SynthesizedStack } from "../../src/tools/terraform/manifest";

/** A resource, data source or provider as Terraform reads it. */
export type Block = Readonly<Record<string, unknown>>;

/** One stack, as it was written to disk. */
export class EmittedStack {
  constructor(
    readonly name: string,
    readonly json: TerraformJson,
    readonly dependencies: readonly string[],
    /** What was written beside the stack, by name: a function's package. */
    readonly files: ReadonlyMap<string, Uint8Array>,
    readonly imports: readonly ImportBlock[],
  ) {}

  /** The one resource of a type; fails if there is none, or more. */
  only(type: string): Block {
    return single(type, Object.values(this.json.resource?.[type] ?? {}));
  }

  /** The one data source of a type. */
  onlyData(type: string): Block {
    return single(type, Object.values(this.json.data?.[type] ?? {}));
  }

  /** The resource at a construct path within the stack: `log-archive-bucket/policy`. */
  at(path: string): Block {
    const blocks = this.blocks().filter(([, block]) => this.pathOf(block) === path);
    return single(
      path,
      blocks.map(([, block]) => block),
    );
  }

  /** Construct path of a block within the stack; cdktf notes it beside each. */
  pathOf(block: Block): string {
    const { metadata } = block["//"] as { metadata: { path: string } };
    return metadata.path.slice(this.name.length + 1);
  }

  /** Every resource of a type, by its state address. */
  resources(type: string): readonly (readonly [address: string, block: Block])[] {
    return this.blocks().filter(([address]) => address.startsWith(`${type}.`));
  }

  /** Every resource and data source, by its state address. */
  blocks(): readonly (readonly [address: string, block: Block])[] {
    const resources = addressed(this.json.resource ?? {}, "");
    return [...resources, ...addressed(this.json.data ?? {}, "data.")];
  }

  providers(): readonly Block[] {
    return Object.values(this.json.provider).flat();
  }
}

interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly provider: StackJson["provider"];
  readonly output?: Readonly<Record<string, unknown>>;
  readonly terraform: { readonly backend: Block; readonly required_version: string };
  readonly check?: Readonly<Record<string, Block>>;
}

/** A valid organization; throws with its problems where it is not. */
export function valid(input: OrganizationInput): Organization {
  const result = parseOrganization(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, undefined, 2));
  return result.organization;
}

export const askflorence = valid({ ...askflorenceInput, adopt: askflorenceAdopt });
export const example = valid(exampleInput);

/** AskFlorence before anybody says whom Terraform works as: no option is on. */
export const undeployed = valid({
  ...askflorenceInput,
  adopt: askflorenceAdopt,
  name: "undeployed",
  guardrails: { organizationalUnits: askflorenceInput.guardrails.organizationalUnits },
});

/** The example where one StackSet forwards for its workloads. */
export const exampleWithStackSet = valid({ ...exampleInput, forwarding: { stackSetFrom: 2 } });

/** The same, governing a Region besides that each account has to switch on. */
export const exampleInHongKong = valid({
  ...exampleInput,
  governedRegions: [...exampleInput.governedRegions, "ap-east-1"],
  forwarding: { stackSetFrom: 2 },
});

const SYNTHESIZED = new Map<Organization, ReadonlyMap<string, EmittedStack>>();

/** Synthesizes for real, once for each organization, and reads back what was written. */
export function synthesized(organization: Organization): ReadonlyMap<string, EmittedStack> {
  const known = SYNTHESIZED.get(organization);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), "org-audit-trail-"));
  try {
    synthesize(organization, folder);
    const stacks = new Map(readStacks(folder).map((stack) => [stack.name, read(stack)]));
    SYNTHESIZED.set(organization, stacks);
    return stacks;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One stack of an organization. */
export function stackOf(organization: Organization, name: string): EmittedStack {
  const stack = synthesized(organization).get(name);
  if (stack === undefined) throw new Error(`${organization.name} has no stack ${name}`);
  return stack;
}

function read({ name, folder, dependencies }: SynthesizedStack): EmittedStack {
  const packages = readdirSync(folder).filter((file) => file.endsWith(".zip"));
  const files = new Map(packages.map((file) => [file, readFileSync(join(folder, file))]));
  const imports = join(folder, IMPORT_FILE);
  return new EmittedStack(
    name,
    JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")),
    dependencies,
    files,
    existsSync(imports) ? JSON.parse(readFileSync(imports, "utf8")).import : [],
  );
}

function single(what: string, blocks: readonly Block[]): Block {
  const [block, ...others] = blocks;
  if (block === undefined || others.length > 0) throw new Error(`expected one ${what}, found ${blocks.length}`);
  return block;
}

function addressed(types: Readonly<Record<string, Readonly<Record<string, Block>>>>, prefix: string) {
  return Object.entries(types).flatMap(([type, blocks]) =>
    Object.entries(blocks).map(([name, block]) => [`${prefix}${type}.${name}`, block] as const),
  );
}

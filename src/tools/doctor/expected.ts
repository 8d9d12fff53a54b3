import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { type PlacedBlock, placedBlocks } from "../../adoption/stack-json";
import type { Organization } from "../../config/organization";
import type { Declaration } from "../../functions/trail-sentinel/declaration";
import { type Names, namesOf } from "../../naming";
import { accessOf } from "../adopt/discover";
import type { Access } from "../terraform/access";
import type { SynthesizedStack } from "../terraform/manifest";
import { blocksOf } from "../terraform/stack-json";

/** What Terraform has been told, for one account. */
export interface EmittedStack {
  readonly name: string;
  readonly access: Access;
  readonly blocks: readonly PlacedBlock[];
  /** Region of each provider: `aws.prod-eu-west-1`. */
  readonly regions: ReadonlyMap<string, string>;
}

/** What the description says that AWS must have. */
export interface Expected {
  readonly organization: Organization;
  readonly names: Names;
  /** What the sentinel compares, whose checks are the doctor's too. */
  readonly declaration: Declaration;
  readonly stacks: readonly EmittedStack[];
}

export function expectedOf(organization: Organization, stacks: readonly SynthesizedStack[]): Expected {
  return {
    organization,
    names: namesOf(organization),
    declaration: declarationIn(stacks),
    stacks: stacks.map((stack) => {
      const json = blocksOf(stack);
      return {
        name: stack.name,
        access: accessOf(stack),
        blocks: placedBlocks(stack.name, json),
        regions: new Map(json.provider.aws.map(({ alias, region }) => [`aws.${alias}`, region])),
      };
    }),
  };
}

/** As it is deployed: in the sentinel's package, which the management stack carries. */
function declarationIn(stacks: readonly SynthesizedStack[]): Declaration {
  const folder = stacks.find(({ name }) => name === "management")?.folder ?? "";
  const { "declaration.json": file } = unzipSync(readFileSync(join(folder, "trail-sentinel.zip")));
  if (file === undefined) throw new Error(`${folder}/trail-sentinel.zip has no declaration.json`);
  return JSON.parse(strFromU8(file)) as Declaration;
}

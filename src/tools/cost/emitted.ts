import { type Block, type PlacedBlock, placedBlocks, type StackJson } from "../../adoption/stack-json";
import type { SynthesizedStack } from "../terraform/manifest";
import { blocksOf } from "../terraform/stack-json";

interface Found extends PlacedBlock {
  readonly stack: string;
}

/** What the stacks of an organization make, as Terraform reads it. */
export class Emitted {
  private readonly all: readonly Found[];

  /** @param stacks what cdk.tf.json holds, by the stack's name */
  constructor(stacks: ReadonlyMap<string, StackJson>) {
    this.all = [...stacks].flatMap(([stack, json]) => placedBlocks(stack, json).map((block) => ({ ...block, stack })));
  }

  /** Every type of resource, each once. */
  types(): readonly string[] {
    return [...new Set(this.all.map(({ type }) => type))].sort();
  }

  of(type: string): readonly Block[] {
    return this.all.filter((one) => one.type === type).map(({ block }) => block);
  }

  count(type: string): number {
    return this.of(type).length;
  }

  /** Names of the stacks that have such a resource. */
  stacksWith(type: string, isMeant: (block: Block) => boolean): ReadonlySet<string> {
    return new Set(this.all.filter((one) => one.type === type && isMeant(one.block)).map(({ stack }) => stack));
  }

  /** The resource at a construct path of whichever stack: `log-archive-bucket/lifecycle`. */
  at(path: string): Block {
    const found = this.all.find((one) => one.path === path);
    if (found === undefined) throw new Error(`no stack has a resource at ${path}`);
    return found.block;
  }
}

export function emittedBy(stacks: readonly SynthesizedStack[]): Emitted {
  return new Emitted(new Map(stacks.map((stack) => [stack.name, blocksOf(stack)])));
}

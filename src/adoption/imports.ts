import type { Adopted } from "../config/adoption";
import type { Adoptable } from "./adoptables";

/** https://developer.hashicorp.com/terraform/language/v1.11.x/import */
export interface ImportBlock {
  /** Of several instances one import each. */
  readonly for_each?: string;
  readonly to: string;
  readonly id: string;
}

/** What a stack's description adopts: by construct path. */
export type AdoptedInStack = Readonly<Record<string, Adopted>>;

/** The stack's `import` blocks. A description that src/adoption/problems.ts finds nothing wrong with has an id for each. */
export function importBlocks(adoptables: readonly Adoptable[], adopted: AdoptedInStack): readonly ImportBlock[] {
  return adoptables.flatMap((adoptable) => {
    const said = adopted[adoptable.path];
    return said === undefined || said === false ? [] : [importBlock(adoptable, said, adopted)];
  });
}

function importBlock({ address, block, id }: Adoptable, said: Adopted, adopted: AdoptedInStack): ImportBlock {
  switch (id.kind) {
    case "computed":
      return { to: address, id: id.id };
    case "chosen":
      return { to: address, id: String(said) };
    case "attachments": {
      const targets = Array.isArray(said) ? `\${toset(${JSON.stringify(said)})}` : String(block.for_each);
      // JSON has no other way to write an instance's key: the address is an expression, and stands bare.
      return { for_each: targets, to: `${address}[each.key]`, id: `\${each.key}:${adopted[id.policyPath]}` };
    }
  }
}

import type { EmittedStack } from "../../controls/measured";

/** What an account holds of the audit trail, by type of resource. */
export interface AccountConfiguration {
  readonly stack: string;
  readonly accountId: string;
  readonly types: readonly { readonly type: string; readonly addresses: readonly string[] }[];
}

/** A stack, and the account that its own provider is for. */
export interface PlacedStack extends EmittedStack {
  readonly accountId: string;
}

/** In the order of applies. */
export function configurationOf(stacks: readonly PlacedStack[]): readonly AccountConfiguration[] {
  return stacks.map(({ name, accountId, blocks }) => ({
    stack: name,
    accountId,
    types: [...new Set(blocks.map(({ type }) => type))].sort().map((type) => ({
      type,
      addresses: blocks
        .filter((placed) => placed.type === type)
        .map(({ address }) => address)
        .sort(),
    })),
  }));
}

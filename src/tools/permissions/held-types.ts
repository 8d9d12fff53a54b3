import type { StackJson } from "../terraform/stack-json";

/**
 * What Terraform works on in each account, by its names of types, of data sources with `data.` before them: a stack may
 * look something up in another account.
 */
export function heldTypes(
  stacks: readonly Pick<StackJson, "provider" | "resource" | "data">[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const held = new Map<string, Set<string>>();
  for (const [account, type] of stacks.flatMap(typesOf)) {
    held.set(account, (held.get(account) ?? new Set()).add(type));
  }
  return held;
}

function typesOf({
  provider,
  resource = {},
  data = {},
}: Pick<StackJson, "provider" | "resource" | "data">): readonly (readonly [account: string, type: string])[] {
  const accounts = new Map(provider.aws.map(({ alias, allowed_account_ids: [id] }) => [`aws.${alias}`, id]));
  const typed = [
    ...Object.entries(resource).map(([type, blocks]) => [type, Object.values(blocks)] as const),
    ...Object.entries(data).map(([type, blocks]) => [`data.${type}`, Object.values(blocks)] as const),
  ];
  return typed.flatMap(([type, blocks]) =>
    blocks.map((block) => {
      const account = accounts.get(block.provider ?? "");
      if (account === undefined) throw new Error(`${type} names the provider ${block.provider}, which the stack lacks`);
      return [account, type] as const;
    }),
  );
}

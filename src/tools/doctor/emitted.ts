import type { Block } from "../../adoption/stack-json";
import type { Expected } from "./expected";

/** The resource at a construct path within a stack: `log-archive-bucket/policy`. @throws Error if the stack has none */
export function emittedAt({ stacks }: Expected, stack: string, path: string): Block {
  const found = stacks.find(({ name }) => name === stack)?.blocks.find((placed) => placed.path === path);
  if (found === undefined) throw new Error(`the stack ${stack} has nothing at ${path}`);
  return found.block;
}

/**
 * A policy as AWS keeps it: without Terraform's escapes, and with an ARN where it names another resource's.
 *
 * @param arns by the resource that they are of: `aws_kms_key`
 */
export function emittedPolicy(block: Block, arns: Readonly<Record<string, string>>): string {
  return String(block.policy)
    .replace(/(?<!\$)\$\{(?:data\.)?([a-z0-9_]+)\.[^}]*\}/g, (whole, type) => arns[type] ?? whole)
    .replaceAll("$${", "${");
}

/** Resources of a type, with the account and the Region that each is in. */
export function emittedOf({ stacks }: Expected, type: string): readonly EmittedResource[] {
  return stacks.flatMap(({ name, access, blocks, regions }) =>
    blocks
      .filter((placed) => placed.type === type)
      .map(({ block }) => ({
        stack: name,
        accountId: access.accountId,
        region: regions.get(String(block.provider)) ?? access.region,
        block,
      })),
  );
}

export interface EmittedResource {
  readonly stack: string;
  readonly accountId: string;
  readonly region: string;
  readonly block: Block;
}

/** Name of the resource that an attribute refers to: `${aws_sns_topic.alarm-topic_D89A1C02.arn}`. */
export function nameOfReferenced({ stacks }: Expected, stack: string, attribute: unknown): string {
  const [, address] = /^\$\{([a-z0-9_]+\.[^.}]+)\.[^}]*\}$/.exec(String(attribute)) ?? [];
  const found = stacks.find(({ name }) => name === stack)?.blocks.find((placed) => placed.address === address);
  if (found === undefined) throw new Error(`the stack ${stack} has nothing that ${attribute} could mean`);
  return String(found.block.name);
}

/** Groups of items that have the same key, in the order of their first items. */
export function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}

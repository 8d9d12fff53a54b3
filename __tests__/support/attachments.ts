import type { Block, EmittedStack } from "./synthesized";

/** Attachments of one policy, and what it is attached to: ids, or references to look-ups, as `target_id` had them. */
export interface EmittedAttachments {
  readonly policyId: string;
  readonly targetIds: readonly string[];
}

/** Every policy's attachments; each is one resource with an instance for each target. */
export function emittedAttachments(stack: EmittedStack): readonly EmittedAttachments[] {
  return stack
    .resources("aws_organizations_policy_attachment")
    .map(([, block]) => ({ policyId: String(block.policy_id), targetIds: targetIdsOf(block) }));
}

export function targetIdsOf({ for_each, target_id }: Block): readonly string[] {
  const list = /^\$\{toset\(\[(.*)\]\)\}$/.exec(String(for_each))?.[1];
  if (list === undefined || target_id !== "${each.value}") throw new Error(`not attached for each target: ${for_each}`);
  return list.split(", ").map((item) => /^"(.*)"$/.exec(item)?.[1] ?? `\${${item}}`);
}

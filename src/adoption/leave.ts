import { placedBlocks, type StackJson } from "./stack-json";

/** https://developer.hashicorp.com/terraform/language/v1.11.x/resources/syntax#removing-resources */
export interface RemovedBlock {
  readonly from: string;
  readonly lifecycle: { readonly destroy: false };
}

/** By which Terraform forgets everything of a stack, and leaves it in AWS as it is. */
export function removedBlocks(stack: string, json: StackJson): readonly RemovedBlock[] {
  return placedBlocks(stack, json).map(({ address }) => ({ from: address, lifecycle: { destroy: false } }));
}

/** The stack without anything to make, look up or tell: its state and its providers alone. */
export function emptied<Json extends StackJson>(json: Json) {
  return Object.fromEntries(Object.entries(json).filter(([key]) => ["//", "provider", "terraform"].includes(key)));
}

import type { StackJson } from "./stack-json";
import type { StackState } from "./state";

/** Resources whose creation was interrupted or failed in the middle: Terraform marked them as tainted. */
export function unfinishedIn(state: StackState): readonly string[] {
  const tainted = state.resources.filter(({ instances }) => instances.some((instance) => instance.tainted));
  return tainted.map(({ address }) => address);
}

/**
 * Resources that Terraform wants to destroy, because their creation failed in the middle, and may not, because their
 * stack protects them: every plan would end with "Instance cannot be destroyed".
 */
export function taintedAndProtected(state: StackState, stack: StackJson): readonly string[] {
  return unfinishedIn(state).filter((address) => isProtected(stack, address));
}

function isProtected(stack: StackJson, address: string): boolean {
  const [type = "", name = ""] = address.split(".");
  return stack.resource?.[type]?.[name]?.lifecycle?.prevent_destroy === true;
}

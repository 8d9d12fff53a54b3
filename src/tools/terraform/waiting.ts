import type { StackJson } from "./stack-json";
import type { StackState } from "./state";

interface Read {
  readonly stack: { readonly name: string; readonly dependencies: readonly string[] };
  readonly state: StackState;
  /** Where it holds nothing, it looks for nothing. */
  readonly json: Pick<StackJson, "resource">;
}

/** A stack that cannot be planned yet, and what has to be applied before. */
export interface Waiting {
  readonly name: string;
  readonly for: string;
}

/**
 * Divides stacks into those that can be planned now and those that look for what another one makes, which has nothing yet.
 * What they look for is an alias: one that is live and only not taken over yet is found as well.
 *
 * @param stacks each after those it depends on
 * @param adopted addresses of what a stack takes over
 */
export function divideByWaiting<Stack extends Read>(
  stacks: readonly Stack[],
  adopted: (stack: Stack["stack"]) => readonly string[],
): { readonly now: readonly Stack[]; readonly waiting: readonly Waiting[] } {
  const adoptsAlias = (stack: Stack["stack"]) => adopted(stack).some((address) => address.startsWith("aws_kms_alias."));
  const isEmpty = new Map(
    stacks.map(({ stack, state }) => [stack.name, state.resources.length === 0 && !adoptsAlias(stack)]),
  );
  const waiting: Waiting[] = [];
  const now = stacks.filter(({ stack, json }) => {
    if (json.resource === undefined) return true;
    const missing = stack.dependencies.find((name) => isEmpty.get(name) === true);
    if (missing !== undefined) waiting.push({ name: stack.name, for: missing });
    return missing === undefined;
  });
  return { now, waiting };
}

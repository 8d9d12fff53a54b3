import { isDeepStrictEqual } from "node:util";
import type { Recording } from "./fixture";

interface Change {
  readonly address: string;
  readonly deposed?: string;
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
  };
}

/** What a plan would do, without the values: which resources, how, and which of their attributes. */
export function shapeOf({ plan }: Recording) {
  const changes = (plan.resource_changes ?? []) as unknown as readonly Change[];
  const drift = (plan.resource_drift ?? []) as unknown as readonly Change[];
  return {
    errored: plan.errored,
    complete: plan.complete,
    changes: outlines(changes.filter(({ change }) => change.actions.join() !== "no-op")),
    drift: outlines(drift),
  };
}

/** By their addresses: Terraform lists them in another order than fixtures do. */
function outlines(changes: readonly Change[]) {
  const named = changes.map((change) => [`${change.address}#${change.deposed ?? ""}`, outline(change)] as const);
  return Object.fromEntries(named);
}

function outline({ action_reason, change }: Change) {
  return { action_reason, actions: change.actions, attributes: changedAttributes(change) };
}

function changedAttributes({ before, after }: Change["change"]): readonly string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].filter((name) => !isDeepStrictEqual(before?.[name], after?.[name])).sort();
}

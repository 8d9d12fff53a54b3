import { isDeepStrictEqual } from "node:util";
import { synthesized } from "../support/synthesized";
import type { Case } from "./case";
import type { Recording } from "./fixture";
import { organizationOf } from "./organizations";
import { StackPatch } from "./stack-patch";
import { addressesOf, baseOf } from "./verdict";

/**
 * Cases whose plans rest on Terraform that is emitted otherwise today: made again, a resource that the case changes, or is
 * about, would be another block. Their plans are real still, of an older release: `npm run corpus ID` records them anew.
 */
export function staleAmong(cases: readonly Case[]): readonly Case[] {
  return cases.filter((one) => {
    const recording = baseOf(one).readCase(one.id);
    const [recorded, today] = [blocksOf(recording.stack), blocksOf(madeToday(one))];
    return restsOn(one, recording).some((address) => !isDeepStrictEqual(recorded.get(address), today.get(address)));
  });
}

/** The synthesized stack of a case, as it would be today. Undefined where the case changes what is no longer there. */
function madeToday({ organization, stack, made }: Case): unknown {
  const emitted = synthesized(organizationOf(organization, made.description)).get(stack)?.json;
  try {
    const patch = new StackPatch(stack, JSON.parse(JSON.stringify(emitted)));
    made.stack?.(patch);
    return patch.json;
  } catch {
    return undefined;
  }
}

/** What the plan changes, what had drifted, and what the case is about. */
function restsOn(one: Case, recording: Recording): readonly string[] {
  const { resource_changes: changes = [], resource_drift: drift = [] } = recording.plan;
  const changed = (changes as unknown as readonly Change[]).filter(({ change }) => change.actions.join() !== "no-op");
  const about = one.expected === "dangerous" ? addressesOf(one.at, [recording, baseOf(one).recording]) : [];
  return [
    ...about,
    ...[...changed, ...(drift as unknown as readonly Change[])].map(({ address }) => address.replace(/\[.*$/, "")),
  ];
}

interface Change {
  readonly address: string;
  readonly change: { readonly actions: readonly string[] };
}

function blocksOf(json: unknown): ReadonlyMap<string, unknown> {
  const { resource = {} } = (json ?? {}) as { resource?: Record<string, Record<string, unknown>> };
  return new Map(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => [`${type}.${name}`, block] as const),
    ),
  );
}

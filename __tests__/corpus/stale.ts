import { isDeepStrictEqual } from "node:util";
import { synthesized } from "../support/synthesized";
import type { BaseName, Case } from "./case";
import type { Recording } from "./fixture";
import { organizationOf } from "./organizations";
import { addressesOf, baseOf } from "./verdict";

/**
 * Cases whose plans rest on Terraform that is emitted otherwise today: a resource that the case changes, or is about, was
 * recorded with another block. Their plans are real still, of an older release: `npm run corpus ID` records them anew.
 */
export function staleAmong(cases: readonly Case[]): readonly Case[] {
  const changed = new Map<string, ReadonlySet<string>>();
  return cases.filter((one) => {
    const key = `${one.organization}/${one.stack}`;
    const blocks = changed.get(key) ?? changedBlocks(one.organization, one.stack);
    changed.set(key, blocks);
    return blocks.size > 0 && restsOn(one).some((address) => blocks.has(address));
  });
}

/** Addresses of the resources that a stack emits otherwise than when it was recorded. */
function changedBlocks(organization: BaseName, stack: string): ReadonlySet<string> {
  const now = blocksOf(synthesized(organizationOf(organization)).get(stack)?.json);
  const recorded = blocksOf(baseOf({ organization, stack }).recording.stack);
  const all = new Set([...now.keys(), ...recorded.keys()]);
  return new Set([...all].filter((address) => !isDeepStrictEqual(now.get(address), recorded.get(address))));
}

function restsOn(one: Case): readonly string[] {
  const base = baseOf(one);
  const recording = base.readCase(one.id);
  const before = new Map(changesOf(base.recording).map((change) => [change.address, change]));
  // What the case left alone is the very same object.
  const touched = changesOf(recording).filter((change) => before.get(change.address) !== change);
  const about = one.expected === "dangerous" ? addressesOf(one.at, [recording, base.recording]) : [];
  return [...about, ...touched.map(({ address }) => address.replace(/\[.*$/, ""))];
}

function changesOf({ plan }: Recording) {
  return (plan.resource_changes ?? []) as readonly { readonly address: string }[];
}

function blocksOf(json: unknown): ReadonlyMap<string, unknown> {
  const { resource = {} } = JSON.parse(JSON.stringify(json ?? {})) as {
    resource?: Record<string, Record<string, unknown>>;
  };
  return new Map(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => [`${type}.${name}`, block] as const),
    ),
  );
}

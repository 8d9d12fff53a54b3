import type { DigestName } from "./names";
import type { Range } from "./range";

/** The digests of one trail, account and Region, newest first: each names the next. */
export interface Chain {
  readonly accountId: string;
  readonly region: string;
  readonly trail: string;
  readonly homeRegion: string;
  readonly isBackfill: boolean;
  readonly digests: readonly { readonly path: string; readonly end: string }[];
}

/** Sorts an account's digests of a Region into chains. */
export function chainsOf(digests: readonly { readonly path: string; readonly name: DigestName }[]): readonly Chain[] {
  const chains = new Map<string, Omit<Chain, "digests"> & { readonly digests: { path: string; end: string }[] }>();
  for (const { path, name } of digests) {
    const { accountId, region, trail, homeRegion, isBackfill, end } = name;
    const id = [trail, homeRegion, isBackfill].join(" ");
    const chain = chains.get(id) ?? { accountId, region, trail, homeRegion, isBackfill, digests: [] };
    chains.set(id, chain);
    chain.digests.push({ path, end });
  }
  for (const { digests: own } of chains.values())
    own.sort((one, other) => (one.end < other.end ? 1 : one.end > other.end ? -1 : one.path < other.path ? 1 : -1));
  return [...chains.values()];
}

/**
 * Paths of the digests that a range needs, newest first: those that may cover a part of it, and one after it, which states
 * the newest one's signature. Where the range begins is seen on the way.
 */
export function neededFor({ digests }: Chain, { to }: Range): readonly string[] {
  const paths = digests.map(({ path }) => path);
  if (to === undefined) return paths;
  const newer = digests.filter(({ end }) => end >= to).length;
  return paths.slice(Math.max(0, newer - 2));
}

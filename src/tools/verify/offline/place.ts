/** Which bucket a folder is a copy of, and which part: an object's key and its path in the folder end alike. */
export interface Place {
  readonly bucket: string;
  /** Begins every key, and no path: what the copy left out. */
  readonly keyPrefix: string;
  /** Begins every path, and no key: folders around the copy. */
  readonly pathPrefix: string;
}

/** Where an object lies in the folder; undefined where it cannot be, or its key would lead out of it. */
export function pathOf({ keyPrefix, pathPrefix }: Place, key: string): string | undefined {
  if (!key.startsWith(keyPrefix)) return undefined;
  const path = pathPrefix + key.slice(keyPrefix.length);
  const isSafe = path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
  return isSafe && !/[\\\0]/.test(path) ? path : undefined;
}

/**
 * The place that most of the given digests agree on, so that a few that were moved decide nothing.
 *
 * @param digests each with its path in the folder, and what it says of itself
 */
export function placeOf(
  digests: readonly { readonly path: string; readonly bucket: string; readonly key: string }[],
): Place | undefined {
  const votes = new Map<string, { readonly place: Place; count: number }>();
  for (const { path, bucket, key } of digests) {
    const common = commonEnd(path.split("/"), key.split("/"));
    // Account, CloudTrail-Digest, Region, three of the date and the name: less is no place.
    if (common < 7) continue;
    const cut = (text: string) => {
      const kept = text.split("/").slice(0, -common);
      return kept.length === 0 ? "" : `${kept.join("/")}/`;
    };
    const place = { bucket, keyPrefix: cut(key), pathPrefix: cut(path) };
    const id = JSON.stringify(place);
    const vote = votes.get(id) ?? { place, count: 0 };
    vote.count += 1;
    votes.set(id, vote);
  }
  const [most] = [...votes.values()].sort((one, other) => other.count - one.count);
  return most?.place;
}

function commonEnd(one: readonly string[], other: readonly string[]): number {
  let length = 0;
  while (length < one.length && length < other.length && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}

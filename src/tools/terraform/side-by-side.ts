/**
 * Works on all items, at most `limit` at a time, and returns the results in the items' order. Where `goOn` says no, those
 * under way finish and no other is begun: its result is undefined. Where one throws, likewise, and its error is thrown once
 * all have ended: nobody takes away what the others still work on.
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
  goOn: () => boolean = () => true,
): Promise<readonly (Result | undefined)[]> {
  const results = new Array<Result | undefined>(items.length).fill(undefined);
  const waiting = items.entries();
  const errors: unknown[] = [];
  const worker = async () => {
    for (const [index, item] of waiting) {
      if (errors.length > 0 || !goOn()) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (errors.length > 0) throw errors[0];
  return results;
}

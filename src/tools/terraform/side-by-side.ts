/**
 * Works on all items, at most `limit` at a time, and returns the results in the items' order. Where `goOn` says no, those
 * under way finish and no other is begun: its result is undefined.
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
  goOn: () => boolean = () => true,
): Promise<readonly (Result | undefined)[]> {
  const results = new Array<Result | undefined>(items.length).fill(undefined);
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) {
      if (!goOn()) return;
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

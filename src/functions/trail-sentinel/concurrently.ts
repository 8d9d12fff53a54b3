/**
 * Calls `work` for every item, at most `limit` of them at a time, and keeps their order.
 *
 * @throws whatever `work` throws first; the sentinel's never does
 */
export async function concurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Array<Result>(items.length);
  // One iterator that all workers draw from, so that none waits while items are left.
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

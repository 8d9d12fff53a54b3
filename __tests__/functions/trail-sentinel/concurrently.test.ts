import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concurrently } from "../../../src/functions/trail-sentinel/concurrently";

describe("concurrently", () => {
  it("works on every item once, never on more than the limit at a time, and keeps the order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 3 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        async (turns, limit) => {
          let [underWay, most] = [0, 0];
          const results = await concurrently([...turns.entries()], limit, async ([index, waits]) => {
            underWay += 1;
            most = Math.max(most, underWay);
            for (let turn = 0; turn < waits; turn++) await Promise.resolve();
            underWay -= 1;
            return index;
          });
          expect(results).toEqual([...turns.keys()]);
          expect(most).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("uses the whole limit while items are left", async () => {
    let [underWay, most] = [0, 0];
    await concurrently(Array.from({ length: 100 }), 64, async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
    });
    expect(most).toBe(64);
  });
});

import { describe, expect, it } from "vitest";
import { sideBySide } from "../../../src/tools/terraform/side-by-side";
import { wavesOf } from "../../../src/tools/terraform/waves";

const stack = (name: string, ...dependencies: string[]) => ({ name, dependencies });
const ALL = [
  stack("log-archive"),
  stack("management", "log-archive"),
  stack("security", "management"),
  stack("prod", "security"),
  stack("dev", "security"),
];

describe("waves", () => {
  it.each([
    ["all", ALL, [["log-archive"], ["management"], ["security"], ["prod", "dev"]]],
    ["some, of which none waits for another", ALL.slice(3), [["prod", "dev"]]],
    ["some, with one between left out", [ALL[0], ALL[2]], [["log-archive"], ["security"]]],
  ])("hold what may be worked on side by side: %s", (_title, stacks, expected) => {
    const chosen = stacks.filter((one) => one !== undefined);
    expect(wavesOf(ALL, chosen).map((wave) => wave.map(({ name }) => name))).toEqual(expected);
  });
});

describe("side by side", () => {
  it("works on as many as the limit at once, and answers in order", async () => {
    let now = 0;
    let most = 0;
    const results = await sideBySide([1, 2, 3, 4, 5], 2, async (item) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      return item * 10;
    });
    expect(results).toEqual([10, 20, 30, 40, 50]);
    expect(most).toBe(2);
  });

  it("begins no other where it may not go on, and lets those under way finish", async () => {
    let goesOn = true;
    const work = async (item: number) => {
      await new Promise(setImmediate);
      goesOn = false;
      return item;
    };
    expect(await sideBySide([1, 2, 3, 4], 2, work, () => goesOn)).toEqual([1, 2, undefined, undefined]);
  });

  it("throws what one threw only when those beside it have finished, and begins no other", async () => {
    const ended: number[] = [];
    const work = async (item: number) => {
      if (item === 1) throw new Error("the first");
      await new Promise(setImmediate);
      ended.push(item);
    };
    await expect(sideBySide([1, 2, 3, 4], 2, work)).rejects.toThrow("the first");
    expect(ended).toEqual([2]);
  });
});

import { expect, it } from "vitest";
import { said } from "../support/assertions";
import { describeE2e } from "../support/describe-e2e";
import { checksOf, expectTakenOver, Sitting } from "../support/hand-built/sitting";
import { VARIANTS } from "./variants";

/** Each is adopted whole, as docs/runbooks/adopt.md says: too long for CI, which adopts AskFlorence as its page describes it. */
describeE2e("an organization that other people built is adopted in one sitting", (tools) => {
  it.each(VARIANTS)("$title", async ({ built, keeps, asks, refused = [], holds }) => {
    const sitting = await Sitting.begin(tools, built);
    try {
      const first = await sitting.report();
      expect(checksOf(first)).toEqual(expect.arrayContaining([...asks]));
      holds?.(first);
      for (const { keep, before, after } of keeps) {
        if (keep !== undefined) expect(first.decisions.map((decision) => decision.keep)).toContain(keep);
        sitting.describe(before, after);
      }
      // What waits for another stack is looked at once that one is applied.
      const waits = first.stacks.some(({ waitsFor }) => waitsFor !== undefined);
      for (const stacks of waits ? [["log-archive"], ["management"]] : [["log-archive", "management"]]) {
        sitting.accept(await sitting.report());
        const accepted = await sitting.adopt();
        expect(accepted.exitCode, said(accepted)).toBe(0);
        const planned = await sitting.plan(...stacks);
        expect(planned.exitCode, said(planned)).toBe(2);
        const { result, watched } = await sitting.deploy(...stacks);
        expectTakenOver(result, stacks);
        expect(watched.troubles.filter((trouble) => !refused.some((pattern) => pattern.test(trouble)))).toEqual([]);
        if (stacks.includes("management")) expect(watched.left).toEqual([]);
        sitting.acceptNothingMore();
      }
      const clean = await sitting.plan();
      expect(clean.exitCode, said(clean)).toBe(0);
    } finally {
      await sitting.end();
    }
  });
});

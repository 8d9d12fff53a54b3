import { describe, it } from "vitest";
import { checkRequirements, explainMissing, type Tools } from "../../../src/tools/emulator/requirements";

/**
 * A suite that runs real tools. Without them it says what to install and is skipped; with CI=true it fails instead,
 * so that a pipeline never passes for want of a tool.
 */
export function describeE2e(title: string, suite: (tools: Tools) => void): void {
  const { missing, tools } = checkRequirements();
  if (tools) {
    describe(title, () => suite(tools));
    return;
  }
  const explanation = explainMissing(missing);
  if (process.env.CI === "true") {
    describe(title, () => {
      it("finds what it needs", () => {
        throw new Error(explanation);
      });
    });
    return;
  }
  console.warn(`${title}: skipped.\n${explanation}`);
  describe.skipIf(true)(title, () => {
    it(`needs ${missing.map(({ what }) => what).join(", and ")}`, () => {});
  });
}

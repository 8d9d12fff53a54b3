import { expect, it } from "vitest";
import { exitCodeOf } from "../../../src/tools/plan/exit-code";

it.each([
  ["nothing", { failed: 0, findings: 0, changing: 0 }, 0],
  ["changes, or stacks that wait", { failed: 0, findings: 0, changing: 1 }, 2],
  ["findings, with changes", { failed: 0, findings: 1, changing: 1 }, 3],
  ["findings without a change, as of an entry that accepts nothing", { failed: 0, findings: 1, changing: 0 }, 3],
  ["a failure, whatever else", { failed: 1, findings: 1, changing: 1 }, 1],
])("a plan's exit code says %s", (_title, result, code) => {
  expect(exitCodeOf(result)).toBe(code);
});
